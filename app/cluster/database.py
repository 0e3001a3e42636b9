"""Finds this installation's database, starting the private one where it is needed."""

from collections.abc import Generator
from contextlib import contextmanager

from app.cluster.place import place_of
from app.cluster.session import ClusterSession
from app.settings import load_settings


@contextmanager
def database() -> Generator[str]:
    """Address of this installation's database, up for as long as the block lasts."""
    settings = load_settings()
    if settings.database_url is not None:
        yield settings.database_url
        return
    session = ClusterSession(place_of(settings))
    try:
        yield session.place.dsn()
    finally:
        session.close()
