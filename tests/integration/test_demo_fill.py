"""The demo's filling: everything in a few seconds, once, into an empty database or not at all."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from app.database import connect
from app.demo.devices import issue_beidou_token
from app.demo.fill import Filled, fill
from app.demo.sample import TABLES
from app.errors import Conflict, NotFound
from app.incidents.queries import current_incident, list_active_responses
from tests.sample_files import SAMPLE, manifest


@pytest.fixture(scope="module")
def filled(empty_database: str) -> tuple[str, Filled]:
    with connect(empty_database) as conn:
        result = fill(conn, SAMPLE)
    return empty_database, result


@pytest.mark.load
def test_every_table_holds_what_the_manifest_counts(filled: tuple[str, Filled]) -> None:
    dsn, result = filled
    with connect(dsn) as conn:
        for table in TABLES:
            row = conn.execute(f"SELECT count(*) FROM {table.name}".encode()).fetchone()
            assert row == (manifest()["files"][table.file]["count"],), table.name
            assert row is not None and result.rows[table.name] == row[0]


def test_islands_in_the_database_are_the_manifests(filled: tuple[str, Filled]) -> None:
    with connect(filled[0]) as conn:
        row = conn.execute(
            "SELECT count(*), sum(ST_Area(geom::geography)) / 1e6 FROM land_area"
            " WHERE county_code IS NOT NULL"
        ).fetchone()
    assert row is not None
    assert row[0] == manifest()["islands"]["count"]
    assert float(row[1]) == pytest.approx(manifest()["islands"]["area_km2"], rel=0.005)


def test_the_exercise_opens_36_hours_before_chanhom_is_nearest(
    filled: tuple[str, Filled],
) -> None:
    dsn, result = filled
    with connect(dsn) as conn:
        incident = current_incident(conn)
        assert incident.incident_id == result.incident_id
        assert (incident.name, incident.exercise, incident.storm_id) == (
            "1509 灿鸿",
            True,
            "201509",
        )
        assert incident.clock.rate == 60
        assert incident.clock.anchor_incident_at == datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
        responses = list_active_responses(
            conn, incident.incident_id, incident.clock.anchor_incident_at
        )
    assert [(response.track, response.level) for response in responses] == [("typhoon", 2)]


def test_two_agencies_tell_of_chanhom(filled: tuple[str, Filled]) -> None:
    with connect(filled[0]) as conn:
        rows = conn.execute(
            "SELECT DISTINCT agency FROM track_fix WHERE storm_id = '201509' ORDER BY agency"
        ).fetchall()
    assert {"CMA", "JMA"} <= {row[0] for row in rows}


def test_a_vessel_heard_for_the_first_time_gets_a_number_of_its_own(
    filled: tuple[str, Filled],
) -> None:
    with connect(filled[0]) as conn, conn.transaction(force_rollback=True):
        row = conn.execute(
            "INSERT INTO vessel (registered, kind) VALUES (false, 'unknown') RETURNING vessel_id"
        ).fetchone()
        assert row is not None and row[0] > manifest()["files"]["vessels.csv"]["count"]


def test_a_filled_database_is_not_filled_twice(filled: tuple[str, Filled]) -> None:
    with connect(filled[0]) as conn, pytest.raises(Conflict, match="E-DEM-001"):
        fill(conn, SAMPLE)


def test_a_database_in_service_is_refused(databases, empty_template: str) -> None:
    dsn = databases.copy_of(empty_template)
    with connect(dsn) as conn:
        conn.execute("INSERT INTO database_mark (kind, source) VALUES ('service', 'test')")
        with pytest.raises(Conflict, match="E-DEM-001"):
            fill(conn, SAMPLE)
    databases.drop(dsn)


def test_a_broken_sample_leaves_the_database_empty(
    databases, empty_template: str, tmp_path: Path
) -> None:
    dsn = databases.copy_of(empty_template)
    broken = tmp_path / "sample_geo"
    shutil.copytree(SAMPLE, broken, ignore=shutil.ignore_patterns("build", "LICENSES"))
    lines = (broken / "vessels.csv").read_text(encoding="utf-8").splitlines()
    (broken / "vessels.csv").write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with connect(dsn, autocommit=True) as conn:
        with pytest.raises(psycopg.errors.UniqueViolation):
            fill(conn, broken)
        assert conn.execute("SELECT count(*) FROM land_area").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM database_mark").fetchone() == (0,)
    databases.drop(dsn)


def test_a_missing_file_is_named(filled: tuple[str, Filled], tmp_path: Path) -> None:
    with connect(filled[0]) as conn, pytest.raises(NotFound, match=r"land\.geojson"):
        fill(conn, tmp_path)


def test_a_new_token_ends_the_one_before_it(filled: tuple[str, Filled], tmp_path: Path) -> None:
    with connect(filled[0]) as conn:
        first = issue_beidou_token(conn, tmp_path).read_text(encoding="ascii")
        path = issue_beidou_token(conn, tmp_path)
        second = path.read_text(encoding="ascii")
        rows = conn.execute("SELECT token_sha256 FROM device WHERE purpose = 'beidou'").fetchall()
    assert first != second
    assert path.stat().st_mode & 0o777 == 0o600
    assert [bytes(row[0]) for row in rows] == [sha256(second.encode()).digest()]
