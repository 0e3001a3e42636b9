"""Runs the numbered SQL migrations; Alembic is the runner, SQLAlchemy has no other use here.

Both are imported only when there is something to migrate: together they cost a second of every
start and 30 MB of a process that stays.
"""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import psycopg

from app.errors import Unavailable
from app.settings import CLONE_DIR
from app.wording import Text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = CLONE_DIR / "migrations"
# Two starts at once: the second waits for the first and then finds nothing to do.
_LOCK = 727001


def upgrade(dsn: str) -> None:
    """Bring the database at `dsn` to the newest schema; does nothing when it is there."""
    if current_revision(dsn) == head_revision():
        return
    import sqlalchemy
    from alembic import command

    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(dsn, application_name="haitang-migration"),
        poolclass=sqlalchemy.NullPool,
    )
    try:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            config = _make_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def write_skeleton(name: str) -> Path:
    """Write the next migration, for a table `name`, to be filled in.

    Raises ValueError for a name that is none of a table.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name):
        raise ValueError(name)
    parent = head_revision()
    revision = f"{int(parent) + 1:04}"
    text = Template((MIGRATIONS / "skeleton.txt").read_text(encoding="utf-8")).substitute(
        name=name, title=name.replace("_", " ").capitalize(), revision=revision, parent=parent
    )
    path = MIGRATIONS / "versions" / f"{revision}_{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def current_revision(dsn: str) -> str | None:
    """Schema number the database has, None when it has none."""
    with psycopg.connect(dsn, application_name="haitang-migration") as conn:
        try:
            row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        except psycopg.errors.UndefinedTable:
            return None
    return None if row is None else str(row[0])


def head_revision() -> str:
    """Schema number this program needs: the highest file. Alembic itself refuses two heads."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def check(dsn: str) -> None:
    """Raise Unavailable when the schema is not the one this program needs."""
    found, needed = current_revision(dsn), head_revision()
    if found != needed:
        raise Unavailable(
            "E-MIG-001",
            Text("数据库结构与程序不符", "The database's structure does not fit the program"),
            Text(
                f"数据库为 {found or '空'}，程序需要 {needed}",
                f"The database is at {found or 'nothing'}, the program needs {needed}",
            ),
            Text("请运行 ./haitang db upgrade", "Run ./haitang db upgrade"),
        )


def print_sql() -> str:
    """All migrations as one SQL script, for a DBA who runs them by hand."""
    from alembic import command

    out = io.StringIO()
    with redirect_stdout(out):
        command.upgrade(_make_config(), "head", sql=True)
    return out.getvalue()


def _make_config() -> "Config":
    from alembic.config import Config

    config = Config()
    # Config values go through %-interpolation: a clone's path may hold one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("prepend_sys_path", str(CLONE_DIR).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
