"""The demo fills only what is empty, and its exercise stands still while nothing runs."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from app.clock import IncidentClock, real_now
from app.database import connect
from app.errors import Conflict, NotFound
from app.incidents.model import Incident
from app.incidents.queries import current_incident
from app.operation.supervisor.progress import Progress
from app.operation.supervisor.sample_city import AliveNote, prepare_demo, prepare_service
from app.settings import load_settings
from app.worlds.queries import update_clock
from tests.conftest import DatabaseFactory


def prepare(dsn: str, folder: Path, storm: str | None = None, speed: float | None = None) -> None:
    settings = load_settings({"HAITANG_DATA_DIR": str(folder), "HAITANG_RUN_DIR": str(folder)})
    prepare_demo(dsn, settings, storm, speed, Progress())


def incident(dsn: str) -> Incident:
    with connect(dsn) as conn:
        return current_incident(conn)


def test_demo_refuses_a_database_in_service(
    databases: DatabaseFactory, empty_template: str, tmp_path: Path
) -> None:
    dsn = databases.copy_of(empty_template)
    prepare_service(dsn)
    with pytest.raises(Conflict, match="HAITANG_DATA_DIR"):
        prepare(dsn, tmp_path)


def test_demo_refuses_a_database_with_rows_that_nobody_marked(
    databases: DatabaseFactory, empty_template: str, tmp_path: Path
) -> None:
    dsn = databases.copy_of(empty_template)
    with psycopg.connect(dsn) as conn:
        conn.execute("INSERT INTO typhoon VALUES ('201509', '灿鸿', 'Chan-hom', 2015)")
    with pytest.raises(Conflict):
        prepare(dsn, tmp_path)


def test_exercise_goes_on_from_where_it_stopped(city_database: str, tmp_path: Path) -> None:
    before = incident(city_database)
    real = real_now() - timedelta(hours=5)
    with connect(city_database) as conn:
        clock = IncidentClock(real, before.clock.anchor_incident_at, 60.0)
        update_clock(conn, before.world.world_id, clock)
    stopped_at = real + timedelta(minutes=10)
    (tmp_path / "demo-alive.json").write_text(f'{{"alive_at": "{stopped_at.isoformat()}"}}')
    prepare(city_database, tmp_path)
    after = incident(city_database)
    assert after.incident_id == before.incident_id
    late_s = (after.clock.now() - clock.at(stopped_at)).total_seconds()
    assert 0 <= late_s < 60 * 30  # half a minute of real time at ×60


def test_another_storm_opens_an_exercise_of_its_own(city_database: str, tmp_path: Path) -> None:
    first = incident(city_database)
    prepare(city_database, tmp_path, storm="lekima", speed=120)
    second = incident(city_database)
    assert second.storm_id == "201909"
    assert second.incident_id != first.incident_id
    assert second.clock.rate == 120
    prepare(city_database, tmp_path, storm="利奇马")
    assert incident(city_database).incident_id == second.incident_id
    with pytest.raises(NotFound, match="灿鸿"):
        prepare(city_database, tmp_path, storm="nobody")


def test_exercise_that_came_to_its_end_starts_anew(city_database: str, tmp_path: Path) -> None:
    prepare(city_database, tmp_path, storm="chan-hom")
    ended = incident(city_database)
    with connect(city_database) as conn:
        clock = IncidentClock(real_now() - timedelta(days=2), ended.clock.anchor_incident_at, 600.0)
        update_clock(conn, ended.world.world_id, clock)
    AliveNote(tmp_path)()
    prepare(city_database, tmp_path)
    fresh = incident(city_database)
    assert fresh.incident_id != ended.incident_id
    assert fresh.storm_id == ended.storm_id
