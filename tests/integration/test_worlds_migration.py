"""A data folder from before there were worlds: its incidents and positions find theirs."""

from pathlib import Path

import psycopg
import pytest

from app import migration
from tests.conftest import DatabaseFactory
from tests.integration.older_folder import upgrade_to_before

BEFORE = """
INSERT INTO vessel (vessel_id, registered, kind) VALUES (1, true, 'fishing'), (2, true, 'fishing');
INSERT INTO incident (kind, name, exercise, opened_at, closed_at) VALUES
    ('typhoon', '演练一', true, '2015-07-10Z', now()),
    ('other', '实战一', false, '2026-01-01Z', now()),
    ('typhoon', '演练二', true, '2015-07-10Z', NULL),
    ('other', '实战二', false, '2026-02-01Z', NULL);
INSERT INTO incident_clock VALUES
    (1, '2026-01-01Z', '2015-07-10Z', 60), (2, '2026-01-01Z', '2026-01-01Z', 1),
    (3, '2026-02-01Z', '2015-07-11Z', 0), (4, '2026-02-01Z', '2026-02-01Z', 1);
INSERT INTO position_history (incident_id, vessel_id, fix_at, recorded_at, lon, lat, source)
SELECT incident, 1, '2026-01-01Z'::timestamptz + make_interval(hours => incident), now(), 122, 30, 1
FROM generate_series(0, 4) AS incident;
INSERT INTO position_latest (incident_id, vessel_id, fix_at, recorded_at, lon, lat, source)
SELECT incident_id, vessel_id, fix_at, recorded_at, incident_id + 100, lat, source
FROM position_history;
INSERT INTO position_rejection (incident_id, source, reason, raw, recorded_at)
SELECT incident, 1, 'x', incident::text, now() FROM generate_series(0, 4) AS incident;
INSERT INTO event (seq, incident_id, kind, subject, payload, actor, valid_at, everyone) VALUES
    (1, 2, 'incident_opened', '2', '{}', 'x', now(), true),
    (2, 3, 'incident_opened', '3', '{}', 'x', now(), true),
    (3, NULL, 'typhoon_imported', '1', '{}', 'x', now(), true);
"""


@pytest.fixture
def older(databases: DatabaseFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    dsn = databases.make("before_worlds", "haitang")
    upgrade_to_before("0018", dsn, tmp_path, monkeypatch)
    with psycopg.connect(dsn) as conn:
        conn.execute(BEFORE)
    return dsn


def test_exercises_become_worlds_and_what_was_real_is_one(older: str) -> None:
    migration.upgrade(older)
    with psycopg.connect(older) as conn:

        def ask(query: bytes) -> list[tuple[object, ...]]:
            return conn.execute(query).fetchall()

        assert ask(b"SELECT incident_id, world_id FROM incident ORDER BY 1") == [
            (1, 1), (2, 0), (3, 3), (4, 0),
        ]  # fmt: skip
        worlds = ask(b"SELECT world_id, exercise, closed_at IS NULL, rate FROM world ORDER BY 1")
        assert worlds == [(0, False, True, 1), (1, True, False, 60), (3, True, True, 0)]
        # Of what the real incidents and the watch between them knew, the newest.
        latest = ask(b"SELECT world_id, lon FROM position_latest ORDER BY 1")
        assert latest == [(0, 104), (1, 101), (3, 103)]
        for table in (b"position_history", b"position_rejection"):
            rows = ask(b"SELECT world_id, count(*) FROM " + table + b" GROUP BY 1 ORDER BY 1")
            assert rows == [(0, 3), (1, 1), (3, 1)], table
        assert ask(b"SELECT seq, world_id FROM event ORDER BY 1") == [(1, 0), (2, 3), (3, None)]
        assert ask(b"SELECT nextval('world_number')") == [(5,)]
