"""The schema: one head, one script for the administrator, nothing done twice."""

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from app import migration
from app.errors import Unavailable
from tests.conftest import DatabaseFactory


def test_highest_file_is_the_only_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(migration.MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    assert ScriptDirectory.from_config(config).get_heads() == [migration.head_revision()]


def test_printed_sql_makes_the_same_schema_as_an_upgrade(
    databases: DatabaseFactory, empty_database: str
) -> None:
    by_hand = databases.make("by_hand", "haitang")
    with psycopg.connect(by_hand, autocommit=True) as conn:
        conn.execute(migration.print_sql().encode())
    migration.check(by_hand)
    assert _columns(by_hand) == _columns(empty_database)


def test_schema_of_another_number_is_told_with_the_command_that_mends_it(
    databases: DatabaseFactory, empty_template: str
) -> None:
    dsn = databases.copy_of(empty_template)
    migration.check(dsn)
    with psycopg.connect(dsn) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(Unavailable, match="db upgrade"):
        migration.check(dsn)


def _columns(dsn: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as conn:
        return conn.execute(
            """
            SELECT table_name, column_name, data_type, is_nullable
            FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
            """
        ).fetchall()
