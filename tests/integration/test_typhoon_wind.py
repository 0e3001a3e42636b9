"""Wind in depth over the sample city: all places, cone, bands, strip, and the job behind them."""

import asyncio
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import psycopg
import pytest
from flask.testing import FlaskClient
from shapely.geometry import Point, shape

from app.database import Database, connect
from app.wind.ensemble.work import WIND_ENSEMBLE, ask_for, compute
from app.worker.aside import NICENESS, Aside
from app.worker.jobs import make_app
from tests.clients import client_of

pytestmark = pytest.mark.city

AT = "2015-07-09T18:10:00Z"
WHEN = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
SHENJIAMEN = "lon=122.30&lat=29.95"


def get(client: FlaskClient, path: str) -> dict:
    response = client.get(f"/api/v1/typhoons/201509/{path}")
    assert response.status_code == 200, response.text
    return response.get_json()


def work_off(dsn: str) -> None:
    """What the worker does with all that waits."""

    async def run() -> None:
        async with make_app(dsn, database).open_async() as app:
            await app.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    database = Database(dsn)
    asyncio.run(run())
    database.close()


def clock_runs_on(dsn: str) -> None:
    """To two minutes later: what is asked of this moment is then worked out as of it."""
    with psycopg.connect(dsn) as conn:
        conn.execute(
            "UPDATE world SET anchor_real_at = anchor_real_at - interval '2 minutes' WHERE exercise"
        )


@pytest.fixture(scope="module")
def table(client: FlaskClient, city_database: str) -> dict:
    """The table of places, asked twice: the first asks a worker."""
    clock_runs_on(city_database)
    first = get(client, f"places?at={AT}")
    assert first["ensemble"]["state"] == "pending"
    assert get(client, f"places?at={AT}")["ensemble"]["state"] == "pending"
    with psycopg.connect(city_database) as conn:
        waiting = conn.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'",
            (WIND_ENSEMBLE,),
        ).fetchone()
    assert waiting == (1,)
    work_off(city_database)
    return get(client, f"places?at={AT}")


@pytest.mark.load
def test_every_village_shelter_line_and_bridge_is_answered(table: dict) -> None:
    kinds = Counter(place["kind"] for place in table["places"])
    assert (kinds["village"], kinds["shelter"]) == (428, 250)
    assert kinds["line"] == 74
    assert kinds["bridge"] > 10
    assert table["forces"] == [7, 8, 10, 12]
    assert table["ensemble"]["state"] == "done"
    assert table["ensemble"]["members"] == 1000
    (jma,) = table["ensemble"]["agencies"]
    assert jma["agency"] == "JMA"
    assert jma["seed"] > 0
    assert jma["error_law"]["mean_km"][0] == 69


def test_a_stronger_wind_comes_later_and_is_less_likely(table: dict) -> None:
    for place in table["places"]:
        seven, eight, ten = (place["by_force"][force] for force in ("7", "8", "10"))
        assert seven["probability"] >= eight["probability"] >= ten["probability"]
        times = [each["earliest_at"] for each in (seven, eight, ten)]
        assert times == sorted(time or "9" for time in times) or None in times
        if seven["likely_at"]:
            assert seven["earliest_at"] <= seven["likely_at"]


def test_what_the_agency_has_no_circle_for_is_nothing_and_says_why(table: dict) -> None:
    twelve = table["places"][0]["by_force"]["12"]
    assert twelve == {
        "stays": None, "probability": None, "earliest_at": None, "likely_at": None, "late_at": None,
    }  # fmt: skip
    assert table["rules"]["12"]["en"] == "JMA gives no force-12 circle"
    assert "modified Rankine" in table["rules"]["8"]["en"]


def test_the_table_s_stays_are_those_of_the_single_answer(client: FlaskClient, table: dict) -> None:
    for place in table["places"][::150]:
        if place["kind"] in ("village", "shelter"):
            where = f"lon={place['lon']}&lat={place['lat']}"
            one = get(client, f"arrival?{where}&force=7&at={AT}")["step"][0]["arrival_at"]
            assert abs(seconds(one) - seconds(place["by_force"]["7"]["stays"][0]["arrival_at"])) < 5


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_an_unchanged_basis_is_not_worked_out_again(city_database: str, table: dict) -> None:
    database = Database(city_database)
    try:
        assert compute(database, "201509", WHEN) is None
    finally:
        database.close()


def test_the_last_result_stays_until_the_next_is_ready(
    client: FlaskClient, city_database: str, table: dict
) -> None:
    """At ×60 work began anew with each bulletin and no probability was ever seen."""
    later = "2015-07-10T06:10:00Z"
    told = get(client, f"places?at={later}")
    assert told["ensemble"]["state"] == "pending"
    assert told["ensemble"]["known_at"] == table["ensemble"]["known_at"] == "2015-07-09T18:00:00Z"
    assert told["ensemble"]["agencies"] == table["ensemble"]["agencies"]
    sevens = [[place["by_force"]["7"] for place in each["places"]] for each in (told, table)]
    assert [one["likely_at"] for one in sevens[0]] == [one["likely_at"] for one in sevens[1]]
    bands = get(client, f"probability?force=7&at={later}")
    assert (bands["ensemble"]["state"], len(bands["features"])) == ("pending", 6)
    earlier = get(client, "places?at=2015-07-08T00:10:00Z")
    assert earlier["ensemble"]["known_at"] is None
    assert earlier["places"][0]["by_force"]["7"]["probability"] is None
    forget_asked(city_database)


def forget_asked(dsn: str) -> None:
    with psycopg.connect(dsn) as conn:
        conn.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def test_a_newer_bulletin_takes_the_place_of_waiting_work_only(city_database: str) -> None:
    """However many bulletins come, one job waits beside the one that runs, and none is cut off."""
    with connect(city_database) as conn:
        conn.execute("DELETE FROM procrastinate_jobs")
        for key in ("first", "second", "third"):
            ask_for(conn, 1, "201509", key, None)
        waiting = conn.execute("SELECT id, args, lock FROM procrastinate_jobs").fetchall()
        assert [each[1:] for each in waiting] == [
            ({"incident_id": 1, "storm_id": "201509"}, WIND_ENSEMBLE)
        ]
        conn.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        ask_for(conn, 1, "201509", "fourth", None)
        ask_for(conn, 1, "201509", "replay", WHEN)
        states = conn.execute("SELECT status::text, lock FROM procrastinate_jobs ORDER BY id")
        assert states.fetchall() == [
            ("doing", WIND_ENSEMBLE), ("todo", WIND_ENSEMBLE), ("todo", WIND_ENSEMBLE),
        ]  # fmt: skip
        conn.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.load
def test_the_work_is_done_aside_and_yields(client: FlaskClient, city_database: str) -> None:
    aside, moment = Aside(city_database), datetime(2015, 7, 8, 0, 10, tzinfo=UTC)
    assert aside("201509", moment) is not None
    assert aside("201509", moment) is None
    assert get(client, "places?at=2015-07-08T00:10:00Z")["ensemble"]["state"] == "done"


def test_a_process_that_yields_has_a_low_priority() -> None:
    script = "import os; from app.worker import aside; aside.yield_to_others(); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert int(done.stdout) >= NICENESS


def test_a_county_sees_its_own_shelters_in_the_same_result(
    client: FlaskClient, table: dict
) -> None:
    county = client_of(client.application, unit="330903")
    told = county.get(f"/api/v1/typhoons/201509/places?at={AT}").get_json()
    assert told["ensemble"]["state"] == "done"
    shelters = [place for place in told["places"] if place["kind"] == "shelter"]
    assert 0 < len(shelters) < 250
    every = {(place["kind"], place["key"]): place for place in table["places"]}
    for place in told["places"]:
        assert place == every[place["kind"], place["key"]]


def test_cone_and_bands_come_from_the_same_members(client: FlaskClient, table: dict) -> None:
    cone = get(client, f"cone?at={AT}")
    outline = shape(
        next(f for f in cone["features"] if f["properties"]["part"] == "outline")["geometry"]
    )
    circles = [f["properties"] for f in cone["features"] if f["properties"]["part"] == "circle"]
    radii = [circle["radius_km"] for circle in circles]
    assert radii[0] < 1
    assert radii == sorted(radii)
    bands = get(client, f"probability?force=7&at={AT}")["features"]
    assert [b["properties"]["p"] for b in bands] == [5, 10, 30, 50, 70, 90]
    areas = [shape(band["geometry"]) for band in bands]
    assert all(area.is_valid for area in areas)
    centre = next(f for f in cone["features"] if f["properties"]["part"] == "centre")
    for lon, lat in centre["geometry"]["coordinates"]:
        assert outline.covers(Point(lon, lat))
    village = table["places"][0]
    told = village["by_force"]["7"]["probability"] * 100
    band = next(
        b
        for b, a in zip(bands, areas, strict=True)
        if a.covers(Point(village["lon"], village["lat"]))
    )
    assert band["properties"]["p"] <= told + 1
    assert told <= (band["properties"]["p_to"] or 100) + 1


def test_the_strip_chart_agrees_with_the_arrival(client: FlaskClient) -> None:
    chart = get(client, f"strip?{SHENJIAMEN}&at={AT}")
    wind = chart["wind_ms"]
    assert (
        len(chart["at"])
        == len(wind["likely"])
        == len(wind["p10"])
        == len(chart["probability"]["7"])
    )
    assert all(a <= b for a, b in zip(wind["p10"], wind["p90"], strict=True))
    stay = get(client, f"arrival?{SHENJIAMEN}&force=7&at={AT}")["step"][0]
    for at, speed in zip(chart["at"], wind["likely"], strict=True):
        inside = stay["arrival_at"] <= at <= (stay["departure_at"] or "9")
        assert inside == (speed >= 15.4), at


def test_the_swath_holds_the_places_the_wind_reaches(client: FlaskClient, table: dict) -> None:
    swath = get(client, f"swath?force=10&at={AT}")
    parts = {f["properties"]["part"]: shape(f["geometry"]) for f in swath["features"]}
    for place in table["places"]:
        if place["kind"] == "village":
            reached = bool(place["by_force"]["10"]["stays"])
            spot = Point(place["lon"], place["lat"])
            if parts["forecast"].buffer(-0.02).covers(spot):
                assert reached, place["name"]
            if reached:
                assert parts["forecast"].buffer(0.02).covers(spot), place["name"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("places?force=3", "E-TYP-041"),
        ("places?force=x", "E-TYP-041"),
        ("places?convention=round", "E-TYP-040"),
        ("probability?force=9", "E-TYP-042"),
    ],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, path: str, code: str) -> None:
    response = client.get(f"/api/v1/typhoons/201509/{path}&at={AT}")
    assert response.status_code == 422
    assert response.get_json()["code"] == code


def test_a_storm_without_circles_has_no_probability_and_says_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/typhoons/202212/places?at=2022-09-14T12:00:00Z").get_json()
    assert answer["ensemble"]["state"] == "none"
    assert answer["ensemble"]["reason"]["en"]
    assert answer["places"][0]["by_force"]["7"]["stays"] is None


def test_storms_like_this_one_are_told_with_what_decided(client: FlaskClient) -> None:
    told = get(client, f"similar?limit=2&at={AT}")
    assert told["compared"] >= 2
    scores = [each["score_km"] for each in told["storms"]]
    assert scores == sorted(scores)
    assert len(scores) == 2
    for each in told["storms"]:
        parts = each["distance_km"] + 2 * each["heading_deg"] + each["season_days"]
        assert each["score_km"] == pytest.approx(parts, abs=1)
        assert each["storm_id"] != "201509"
        assert each["later"] == (each["begins_at"] > AT)


def test_a_vessel_on_its_way_is_told_when_it_is_inside(client: FlaskClient) -> None:
    """Lying still it is a place; running away to the north it meets the wind later."""
    still = [{"at": "2015-07-10T00:00:00Z", "lon": 122.3, "lat": 29.95}]
    away = [*still, {"at": "2015-07-11T00:00:00Z", "lon": 122.3, "lat": 34.0}]
    path = f"/api/v1/typhoons/201509/voyages?at={AT}"
    told = client.post(path, json={"force": 7, "voyages": [still, away]}).get_json()
    place = get(client, f"arrival?{SHENJIAMEN}&force=7&at={AT}")
    assert told["voyages"][0][0]["arrival_at"] == place["step"][0]["arrival_at"]
    assert told["voyages"][1][0]["arrival_at"] > told["voyages"][0][0]["arrival_at"]
    assert told["voyages"][0][0]["hours"] > 10


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"voyages": []},
        {"force": "7", "voyages": [[{"at": "2015-07-10T00:00:00Z", "lon": 1, "lat": 1}]]},
        {"voyages": [[{"at": "2015-07-10", "lon": 122, "lat": 30}]]},
        {"voyages": [[{"at": "2015-07-10T00:00:00Z", "lon": 400, "lat": 30}]]},
        {"voyages": [[{"at": "2015-07-10T00:00:00Z", "lon": 1, "lat": 1}] * 2]},
        {"voyages": [[]]},
    ],
)
def test_a_way_that_is_none_is_refused(client: FlaskClient, body: dict) -> None:
    response = client.post("/api/v1/typhoons/201509/voyages", json=body)
    assert (response.status_code, response.get_json()["code"]) == (422, "E-TYP-045")
