"""This installation's database, ready for a command: started where it is ours, with its schema."""

from collections.abc import Generator
from contextlib import contextmanager

from app import migration
from app.cluster.place import place_of
from app.cluster.session import ClusterSession
from app.settings import load_settings


@contextmanager
def database(*, as_it_is: bool = False) -> Generator[str]:
    """Address of this installation's database, up for as long as the block lasts.

    A new private one gets its schema; another's without the right one is refused with what to do.
    `as_it_is` looks at neither: for the commands that make the schema, and for a backup before.
    """
    settings = load_settings()
    if settings.database_url is not None:
        if not as_it_is:
            migration.check(settings.database_url)
        yield settings.database_url
        return
    session = ClusterSession(place_of(settings))
    try:
        dsn = session.place.dsn()
        if not as_it_is:
            _make_ready(dsn)
        yield dsn
    finally:
        session.close()


def _make_ready(dsn: str) -> None:
    if migration.current_revision(dsn) is None:
        migration.upgrade(dsn)
    migration.check(dsn)
