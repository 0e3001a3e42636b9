"""A data folder from before answers were kept: the ones that are left become the first rows."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app import migration
from tests.conftest import DatabaseFactory
from tests.integration.older_folder import downgrade, upgrade_to_before

BEFORE = """
INSERT INTO incident (kind, name, world_id, opened_at) VALUES ('other', '实战', 0, '2026-01-01Z');
INSERT INTO evacuation_zone (zone_id, incident_id, number, name, state, mobilisation_min,
    notification_min, buffer_min, version, origin_version, geom, hazard, due_groups, answer,
    valid_at, recorded_at, changed_by)
SELECT zone_id, 1, number, name, state, 60, 30, 60, version, version,
    ST_MakeEnvelope(122, 29.9, 122.1, 30, 4326), 'other', '{resident}', answer, valid_at, valid_at,
    '规划员'
FROM (VALUES
    ('00000000-0000-0000-0000-000000000001'::uuid, 1, '西二', 'draft', 2,
     '{"version": 2, "exposure": {"land": {"people": 7}}, "assignment": {"unplaced": 0}}'::jsonb,
     '2026-01-01 02:00Z'::timestamptz),
    ('00000000-0000-0000-0000-000000000002', 2, '东', 'deleted', 2, NULL, '2026-01-01 03:00Z')
) AS zone (zone_id, number, name, state, version, answer, valid_at);
-- The first is from before zones had a hazard.
INSERT INTO evacuation_zone_version (zone_id, version, snapshot)
SELECT zone_id, 1, jsonb_build_object('name', name, 'number', number, 'state', 'draft',
    'mobilisation_min', 30, 'notification_min', 20, 'buffer_min', 10, 'version', 1,
    'origin_version', 1, 'polygon', ST_AsGeoJSON(ST_MakeEnvelope(122, 29, 123, 30))::jsonb,
    'answer', '{"exposure": {"land": {"people": 5}}, "assignment": {"unplaced": 0}}'::jsonb,
    'valid_at', '2026-01-01T01:00:00Z', 'recorded_at', '2026-01-01T01:00:01Z',
    'changed_by', '前任') || more
FROM (VALUES
    ('00000000-0000-0000-0000-000000000001'::uuid, 1, '西', '{}'::jsonb),
    ('00000000-0000-0000-0000-000000000002', 2, '东', '{"hazard": "surge", "due_groups": ["visitor"]}')
) AS past (zone_id, number, name, more);
"""  # noqa: E501 rows


@pytest.fixture
def older(
    databases: DatabaseFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    dsn = databases.make("before_kept_answers", "haitang")
    upgrade_to_before("0019", dsn, tmp_path, monkeypatch)
    with psycopg.connect(dsn) as conn:
        conn.execute(BEFORE)
    yield dsn
    databases.drop(dsn)


def zones_at(conn: psycopg.Connection, moment: str | None) -> list[tuple[object, ...]]:
    return conn.execute(
        """
        SELECT name, state, version, hazard, cardinality(due_groups), buffer_min, changed_by,
               (answer->'exposure'->'land'->>'people')::int, ST_XMax(geom),
               to_char(stood_until AT TIME ZONE 'UTC', 'HH24:MI')
        FROM evacuation_zones_at(1, %s) ORDER BY number
        """,
        (moment,),
    ).fetchall()


def test_the_answers_that_are_left_stand_since_their_versions(older: str) -> None:
    migration.upgrade(older)
    with psycopg.connect(older) as conn:
        assert zones_at(conn, "2026-01-01T00:59Z") == []
        west = ("西", "draft", 1, "other", 9, 10, "前任", 5, 123, "02:00")
        east = ("东", "draft", 1, "surge", 1, 10, "前任", 5, 123, "03:00")
        assert zones_at(conn, "2026-01-01T01:00Z") == [west, east]
        now = ("西二", "draft", 2, "other", 1, 60, "规划员", 7, 122.1, None)
        assert zones_at(conn, "2026-01-01T02:00Z") == [now, east]
        assert zones_at(conn, None) == [
            now,
            ("东", "deleted", 2, "other", 1, 60, "规划员", None, 122.1, None),
        ]
        left = conn.execute(
            "SELECT count(*) FROM evacuation_zone_version WHERE snapshot ? 'answer'"
        )
        assert left.fetchone() == (0,)


def test_an_older_program_finds_the_newest_answers_where_it_looks(older: str) -> None:
    migration.upgrade(older)
    downgrade("0018", older)
    with psycopg.connect(older) as conn:
        rows = conn.execute("SELECT answer->'version' FROM evacuation_zone ORDER BY number")
        assert rows.fetchall() == [(2,), (None,)]
