"""A data folder from before values had versions: what an office adopted keeps its own."""

import shutil
from pathlib import Path

import psycopg
import pytest

from app import migration
from app.response.table import TABLE
from app.rule_tables.queries import get_rule_table
from tests.conftest import DatabaseFactory

RULE = (
    '{"id": "R4", "level": 4, "text": {"zh": "甲", "en": "a"},'
    ' "conditions": [{"measure": "force_7_in_h", "value": 48}]}'
)


@pytest.fixture
def older(databases: DatabaseFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    dsn = databases.make("before_versions", "haitang")
    shutil.copytree(migration.MIGRATIONS, tmp_path / "migrations")
    for path in (tmp_path / "migrations" / "versions").glob("[0-9]*_*.py"):
        if path.name[:4] >= "0020":
            path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(migration, "MIGRATIONS", tmp_path / "migrations")
        migration.upgrade(dsn)
    with psycopg.connect(dsn) as conn:
        conn.execute(
            "INSERT INTO configuration_value VALUES"
            " ('evac.buffer_min', '45', '会议', 'planner', '2026-05-01Z'),"
            " ('response.rules', %s, '预案', 'planner', '2026-06-01Z')",
            (f'{{"version": 3, "rules": [{RULE}]}}',),
        )
    return dsn


def test_what_was_adopted_is_in_force_and_in_the_history(older: str) -> None:
    migration.upgrade(older)
    with psycopg.connect(older) as conn:
        rows = conn.execute(
            "SELECT v.key, v.version, c.version, c.asked_by, c.in_force_at = v.adopted_at"
            " FROM configuration_value v LEFT JOIN configuration_change c USING (key) ORDER BY 1"
        ).fetchall()
        table = get_rule_table(conn, TABLE)
    assert rows == [
        ("evac.buffer_min", 1, 1, "planner", True),
        ("response.rules", 3, 3, "planner", True),
    ]
    assert (table.version, table.is_default, table.adopted_by) == (3, False, "planner")
    assert [rule.rule_id for rule in table.rules] == ["R4"]
