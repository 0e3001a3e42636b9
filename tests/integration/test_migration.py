"""The schema: one head, one script for the administrator, nothing done twice."""

import shutil
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from app import migration
from app.errors import Unavailable
from migrations.row_security import OPEN_TO_ALL
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


def test_a_skeleton_makes_a_table_that_says_whose_its_rows_are(
    databases: DatabaseFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(migration.MIGRATIONS, tmp_path / "migrations")
    parent = migration.head_revision()
    monkeypatch.setattr(migration, "MIGRATIONS", tmp_path / "migrations")
    path = migration.write_skeleton("tide_gauge")
    assert path.name == f"{int(parent) + 1:04}_tide_gauge.py"
    dsn = databases.make("skeleton", "haitang")
    migration.upgrade(dsn)
    with psycopg.connect(dsn) as conn:
        row = conn.execute(
            """
            SELECT obj_description('tide_gauge'::regclass),
                   has_table_privilege('county_app', 'tide_gauge', 'SELECT')
            """
        ).fetchone()
    assert row == (OPEN_TO_ALL, True)


@pytest.mark.parametrize("name", ["", "Tide", "1st", "a b", "x;y", "../up"])
def test_a_name_that_is_no_table_s_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        migration.write_skeleton(name)


def _columns(dsn: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as conn:
        return conn.execute(
            """
            SELECT table_name, column_name, data_type, is_nullable
            FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
            """
        ).fetchall()
