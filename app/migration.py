"""Runs the numbered SQL migrations; Alembic is the runner, SQLAlchemy has no other use here."""

import io
from contextlib import redirect_stdout

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.errors import Unavailable
from app.settings import CLONE_DIR


def upgrade(dsn: str) -> None:
    """Bring the database at `dsn` to the newest schema; does nothing when it is there."""
    engine = _engine(dsn)
    try:
        with engine.begin() as connection:
            # Two starts at once: the second waits here and then finds nothing to do.
            connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(727001)"))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def current_revision(dsn: str) -> str | None:
    """Schema number the database has, None when it has none."""
    engine = _engine(dsn)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head_revision() -> str:
    """Schema number this program needs. Alembic refuses two heads."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "migrations/versions is empty"  # noqa: S101 - ships with the program
    return head


def check(dsn: str) -> None:
    """Raise Unavailable when the schema is not the one this program needs."""
    found, needed = current_revision(dsn), head_revision()
    if found != needed:
        raise Unavailable(
            "E-MIG-001",
            "数据库结构与程序不符",
            f"数据库为 {found or '空'}，程序需要 {needed}",
            "请运行 ./haitang db upgrade",
        )


def print_sql() -> str:
    """All migrations as one SQL script, for a DBA who runs them by hand."""
    out = io.StringIO()
    with redirect_stdout(out):
        command.upgrade(_config(), "head", sql=True)
    return out.getvalue()


def _engine(dsn: str) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(dsn, application_name="haitang-migration"),
        poolclass=sqlalchemy.NullPool,
    )


def _config() -> Config:
    config = Config()
    # Config values go through %-interpolation: a clone's path may hold one.
    config.set_main_option("script_location", str(CLONE_DIR / "migrations").replace("%", "%%"))
    config.set_main_option("prepend_sys_path", str(CLONE_DIR).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
