"""The typhoon path end to end: import, read back over HTTP, wind at Shenjiamen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import IncidentClock
from app.database import Database, connect
from app.events.queries import list_events_after
from app.incidents.queries import current_incident, insert_exercise
from app.transaction import on_connection
from app.typhoon.actions import announce_bulletin, import_file
from app.typhoon.synthetic.actions import synthesise_forecasts
from app.worker.jobs import make_app

STORMS = Path(__file__).resolve().parents[2] / "sample_geo" / "storms"
SHENJIAMEN = "lon=122.30&lat=29.95"
LAST_FIX = "2015-07-13T00:00:00Z"


def fill(dsn: str) -> None:
    with connect(dsn) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        jma = import_file(tx, STORMS / "jma_best_track.txt")
        import_file(tx, STORMS / "ibtracs_three_storms.csv")
        import_file(tx, STORMS / "cma_operational_chanhom.toml")
        for track in jma.tracks:
            synthesise_forecasts(tx, track)
        started = datetime(2015, 7, 9, 0, tzinfo=UTC)
        insert_exercise(
            conn,
            kind="typhoon",
            name="灿鸿",
            storm_id="201509",
            clock=IncidentClock(started, started, 0),
        )


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    fill(dsn)
    return dsn


def get(client: FlaskClient, path: str) -> dict:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.text
    return response.get_json()


def test_both_agencies_of_chanhom_are_told_side_by_side(client: FlaskClient) -> None:
    storm = get(client, f"typhoons/201509?at={LAST_FIX}")
    assert storm["name_zh"] == "灿鸿"
    assert [(track["agency"], track["kind"]) for track in storm["tracks"]] == [
        ("JMA", "besttrack"),
        ("CMA", "operational"),
        ("IBTrACS", "besttrack"),
    ]
    forces = {
        track["agency"]: sorted({r["force"] for fix in track["fixes"] for r in fix["radii"]})
        for track in storm["tracks"]
    }
    assert forces == {"JMA": [7, 10], "CMA": [7, 10, 12], "IBTrACS": []}


def test_positions_come_back_to_the_source_s_last_digit(client: FlaskClient) -> None:
    storm = get(client, f"typhoons/201509?at={LAST_FIX}")
    fix = next(f for f in storm["tracks"][0]["fixes"] if f["fix_at"] == "2015-07-11T06:00:00Z")
    assert (fix["lon"], fix["lat"], fix["pressure_hpa"]) == (122.5, 29.5, 960.0)
    assert (fix["wind_ms"], fix["class"]) == (38.6, "TY")
    labels = [radius["label"]["zh"] for radius in fix["radii"]]
    assert labels == ["JMA 30 kt ≈ 七级", "JMA 50 kt ≈ 十级"]
    wide = fix["radii"][0]
    assert (wide["ne_km"], wide["se_km"], wide["sw_km"], wide["nw_km"]) == (
        694.5, 694.5, 500.04, 500.04,
    )  # fmt: skip
    assert wide["threshold_ms"] == 15.4
    assert wide["source_text"] == "R30 20375 0270 nm"


def test_nothing_of_the_future_is_known(client: FlaskClient) -> None:
    storm = get(client, "typhoons/201509?at=2015-07-09T07:30:00Z")
    assert max(fix["fix_at"] for fix in storm["tracks"][0]["fixes"]) == "2015-07-09T06:00:00Z"
    (forecast,) = storm["forecasts"]
    assert "2015-07-09T00:00:00Z" < forecast["issued_at"] <= storm["at"]
    assert forecast["synthetic"] is True
    assert "synthetic" in forecast["method"]


def test_without_at_the_incident_s_clock_decides(client: FlaskClient) -> None:
    storm = get(client, "typhoons/201509")
    assert storm["at"] == "2015-07-09T00:00:00Z"


def test_muifa_says_that_its_source_has_no_circles(client: FlaskClient) -> None:
    storm = get(client, "typhoons/202212?at=2022-09-14T12:00:00Z")
    fix = storm["tracks"][0]["fixes"][-1]
    assert fix["radii"] == []
    assert fix["no_radii_reason"]["zh"] == "源数据无风圈"
    wind = get(client, f"typhoons/202212/arrival?{SHENJIAMEN}&force=7&at=2022-09-14T12:00:00Z")
    assert wind["earliest_at"] is None
    assert wind["reason"]["en"] == "no radii in source"


def test_the_earlier_convention_counts(client: FlaskClient) -> None:
    wind = get(client, f"typhoons/201509/arrival?{SHENJIAMEN}&force=7&at=2015-07-09T00:00:00Z")
    assert wind["basis"]["kind"] == "forecast"
    first = [wind[kind][0]["arrival_at"] for kind in ("step", "smooth")]
    assert wind["earliest_at"] == min(first)
    assert wind["threshold_ms"] == 15.4


def test_importing_the_same_file_twice_changes_nothing(empty_database: str, client: FlaskClient):
    before = get(client, f"typhoons/201509?at={LAST_FIX}")
    with connect(empty_database) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        import_file(tx, STORMS / "jma_best_track.txt")
    assert get(client, f"typhoons/201509?at={LAST_FIX}") == before


def test_bulletins_come_hourly_inside_the_24_hour_line(client: FlaskClient) -> None:
    told = get(client, "bulletins?at=2015-07-10T20:20:00Z")
    assert told["last"]["agency"] == "JMA"
    assert told["rhythm"]["now_h"] == 1
    issued = datetime.fromisoformat(told["last"]["issued_at"])
    assert datetime.fromisoformat(told["next_due_at"]) == issued + timedelta(hours=1)
    assert told["overdue"] is False


def test_hour_lines_are_drawn_around_the_city(client: FlaskClient) -> None:
    lines = get(client, "typhoons/201509/isochrones?force=7&at=2015-07-09T06:00:00Z")
    hours = [feature["properties"]["arrival_at"] for feature in lines["features"]]
    assert hours == sorted(hours)
    assert all(hour.endswith(":00:00Z") for hour in hours)
    assert len(hours) > 12


def test_an_unknown_storm_is_refused_with_a_reason(client: FlaskClient) -> None:
    response = client.get("/api/v1/typhoons/209999")
    assert response.status_code == 404
    assert response.get_json()["code"] == "E-TYP-010"


def test_each_bulletin_is_announced_once_as_the_clock_reaches_it(
    empty_database: str, client: FlaskClient
) -> None:
    with connect(empty_database) as conn:
        told = []
        for minute in (0, 20, 50, 70):
            with on_connection(conn, SYSTEM_ACTOR) as tx:
                at = datetime(2015, 7, 10, 20, tzinfo=UTC) + timedelta(minutes=minute)
                bulletin = announce_bulletin(tx, current_incident(conn), at)
            told.append(bulletin.issued_at if bulletin else None)
        kinds = [event.kind for event in list_events_after(conn, 0)]
    assert [each is not None for each in told].count(True) == 2
    assert told[3] - told[0] == timedelta(hours=1)
    assert kinds.count("bulletin_issued") == 2


def test_the_worker_s_job_announces_the_current_bulletin(
    empty_database: str, client: FlaskClient
) -> None:
    database = Database(empty_database, size=1)
    try:
        make_app(empty_database, database).tasks["announce_bulletin"](timestamp=0)
    finally:
        database.close()
    with connect(empty_database) as conn:
        last = [e for e in list_events_after(conn, 0) if e.kind == "bulletin_issued"][-1]
    assert last.payload["issued_at"] == "2015-07-09T00:00:00Z"
    assert last.subject == "201509"
