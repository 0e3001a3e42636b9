"""A database of its own for a bench, made by the product's own code and gone afterwards."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app import migration
from app.cluster import ClusterSession, place_at


@contextmanager
def scratch_database() -> Generator[str]:
    """Address of an empty, migrated database in a durable cluster (commits reach the disk)."""
    data_dir = Path(tempfile.mkdtemp(prefix="haitang-bench-"))
    data_dir.chmod(0o755)  # PostgreSQL runs as another user and must get through
    session = ClusterSession(place_at(data_dir))
    try:
        migration.upgrade(session.place.dsn())
        yield session.place.dsn()
    finally:
        session.close()
        session.wait_until_stopped()
        shutil.rmtree(session.place.run_dir, ignore_errors=True)
        shutil.rmtree(data_dir, ignore_errors=True)
