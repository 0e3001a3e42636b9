"""A database as an earlier version of the program left it."""

import shutil
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from alembic import command

from app import migration


def upgrade_to_before(
    revision: str, dsn: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the migrations that were there before `revision`."""
    shutil.copytree(migration.MIGRATIONS, folder / "migrations")
    for path in (folder / "migrations" / "versions").glob("[0-9]*_*.py"):
        if path.name[:4] >= revision:
            path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(migration, "MIGRATIONS", folder / "migrations")
        migration.upgrade(dsn)


def downgrade(revision: str, dsn: str) -> None:
    """Take back what came after `revision`."""
    engine = sqlalchemy.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.begin() as connection:
        config = migration._make_config()  # noqa: SLF001 the program itself only goes forward
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()
