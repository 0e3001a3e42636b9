"""Zones over a hand-made city: counts, places, cut-offs, versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app import create_app
from app.accounts.model import SYSTEM_ACTOR
from app.clock import parse_utc
from app.edge import EXTENSION
from app.evacuation.actions import retime_zones
from app.incidents.queries import get_incident
from app.network.cache import NetworkCache
from app.settings import load_settings
from app.transaction import on_connection
from tests.clients import client_of
from tests.factories_evacuation import (
    FAR,
    SMALL,
    START,
    STORM,
    WEST_OF_BIG,
    add_vessel,
    box,
    fill_small_city,
    fill_storm,
    open_incident,
)


@pytest.fixture(scope="module")
def small_city(empty_database: str) -> Iterator[str]:
    with psycopg.connect(empty_database) as conn:
        fill_small_city(conn)
        fill_storm(conn)
    yield empty_database


@pytest.fixture(scope="module")
def app_client(small_city: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = load_settings(
        {"HAITANG_DATABASE_URL": small_city, "HAITANG_DATA_DIR": str(folder)}, uid=1000
    )
    app = create_app(settings)
    yield client_of(app)
    app.extensions[EXTENSION]["database"].close()


@pytest.fixture
def conn(small_city: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(small_city, autocommit=True) as connection:
        yield connection


@pytest.fixture
def incident(conn: psycopg.Connection) -> int:
    """A new incident for each test: zones of others do not count."""
    return open_incident(conn, STORM)


@pytest.fixture
def client(app_client: FlaskClient, incident: int) -> FlaskClient:
    return app_client


def send(client: FlaskClient, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    response = client.open(f"/api/v1{path}", method=method, json=body)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def answer(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones/answer", {"polygon": polygon, **more})


def test_the_answer_counts_people_on_land_by_kind(client: FlaskClient) -> None:
    found = answer(client, WEST_OF_BIG)["exposure"]
    land = found["land"]
    assert (land["residents"], land["visitors"], land["households"]) == (500, 20, 170)
    assert land["mobility_limited"] == 20
    assert {g["code"]: g["people"] for g in land["groups"]} == {"geohazard": 40, "low_lying": 15}
    assert found["hazard_points"] == {"count": 1, "keys": ["H1"]}
    assert found["area_km2"] == pytest.approx(60, rel=0.01)
    assert found["villages"] == [{"code": "V1", "name": "西村", "people": 520}]


def test_people_at_sea_are_counted_apart_and_net_buoys_not_at_all(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    add_vessel(conn, incident, 122.03, 29.92, crew=8)
    add_vessel(conn, incident, 122.04, 29.92, kind="carrier", crew=None)
    add_vessel(conn, incident, 122.05, 29.92, kind="net_buoy", crew=None)
    add_vessel(conn, incident, 122.06, 29.92, fix_at=START - timedelta(hours=5))
    add_vessel(conn, incident, 122.5, 29.5)
    found = answer(client, WEST_OF_BIG)["exposure"]
    assert found["sea"] == {
        "vessels": 3, "on_board": 16, "on_board_unknown": 1, "in_port": 0, "stale": 1,
        "by_kind": {"fishing": 2, "carrier": 1},
    }  # fmt: skip
    assert found["land"]["people"] == 520


def test_nobody_is_counted_twice_where_two_zones_overlap(client: FlaskClient) -> None:
    first = save(client, box(122.005, 29.91, 122.075, 29.99), name="西")
    second = save(client, box(122.05, 29.92, 122.12, 29.98), name="东")
    west, east = first["answer"]["exposure"], second["answer"]["exposure"]
    assert (west["land"]["people"], east["land"]["people"]) == (520, 400)
    assert east["counted_elsewhere"] == {"people": 200}
    assert [(o["name"], o["people"]) for o in east["overlaps"]] == [("西", 200)]
    assert second["answer"]["assignment"]["demand"] == 400
    again = send(client, "GET", f"/zones/{first['zone_id']}")["answer"]["exposure"]
    assert again["counted_elsewhere"] == {"people": 0}


def test_a_drawing_that_is_not_saved_takes_nobody_from_a_saved_zone(client: FlaskClient) -> None:
    save(client, WEST_OF_BIG)
    found = send(client, "POST", "/zones/preview", {"polygon": WEST_OF_BIG})["exposure"]
    assert found["land"]["people"] == 0
    assert found["counted_elsewhere"] == {"people": 520}


def test_when_the_earlier_zone_goes_its_people_come_to_the_later_one(client: FlaskClient) -> None:
    first = save(client, WEST_OF_BIG)
    second = save(client, box(122.05, 29.92, 122.12, 29.98))
    send(client, "DELETE", f"/zones/{first['zone_id']}")
    later = send(client, "GET", f"/zones/{second['zone_id']}")["answer"]
    assert later["exposure"]["land"]["people"] == 600
    assert later["exposure"]["overlaps"] == []
    send(client, "POST", f"/zones/{first['zone_id']}/undo")
    later = send(client, "GET", f"/zones/{second['zone_id']}")["answer"]
    assert later["exposure"]["land"]["people"] == 400


def test_two_zones_never_share_a_place_in_a_shelter(client: FlaskClient) -> None:
    zones = [save(client, WEST_OF_BIG), save(client, box(122.08, 29.92, 122.12, 29.98))]
    taken: dict[str, int] = {}
    for zone in zones:
        for shelter in zone["answer"]["assignment"]["shelters"]:
            taken[shelter["code"]] = taken.get(shelter["code"], 0) + shelter["assigned"]
    assert taken["S1"] == 400
    assert taken["S2"] <= 500
    unplaced = sum(zone["answer"]["assignment"]["unplaced"] for zone in zones)
    assert unplaced == 520 + 400 - 900


def test_unplaced_equals_demand_minus_free_places(client: FlaskClient) -> None:
    found = answer(client, box(122.005, 29.91, 122.12, 29.99))["assignment"]
    assert (found["demand"], found["placed"], found["unplaced"]) == (920, 900, 20)
    assert sum(item["people"] for item in found["no_room"]) == 20


def test_shelters_in_the_zone_or_out_of_use_are_no_destination_and_it_is_said(
    client: FlaskClient,
) -> None:
    found = answer(client, box(122.005, 29.91, 122.04, 29.99))["assignment"]
    why = {item["code"]: item["why"] for item in found["excluded"]}
    assert why == {"S4": "在转移区内", "S3": "屋顶漏水"}
    assert {item["code"] for item in found["shelters"]} == {"S1"}


def test_a_split_village_is_listed_with_its_pieces(client: FlaskClient) -> None:
    splits = answer(client, WEST_OF_BIG)["assignment"]["splits"]
    assert [split["village"] for split in splits] == ["西村"]
    assert {p["shelter"]: p["people"] for p in splits[0]["pieces"]} == {
        "S1 小学": 400, "S2 小学": 120
    }  # fmt: skip


def test_an_island_without_a_bridge_binds_on_the_ferry(client: FlaskClient) -> None:
    found = answer(client, FAR)
    assert [s["mode"] for s in found["assignment"]["shelters"]] == ["ferry"]
    binding = found["timing"]["binding"]
    assert (binding["kind"], binding["name"]) == ("ferry", "大岛—离岛")
    # 7 min to the pier; 240 people in 2 boats of 60 are two waves: over, back, over = 120 min.
    assert binding["parts"]["clearance_min"] == pytest.approx(127, abs=1)
    assert binding["parts"]["buffer_min"] is None


def test_boats_carry_only_as_many_as_they_can_before_they_stop(client: FlaskClient) -> None:
    # The line stops at 21:00. At 18:00, less 90 min to tell people and get them going, its two
    # boats of 60 sail one way once; a second wave would be under way when the wind comes.
    late = send(client, "POST", "/zones/answer?at=2015-07-10T18:00:00Z", {"polygon": FAR})
    assert late["assignment"]["placed"] == 120
    assert late["assignment"]["unreachable"] == [
        {"village": "离岛村", "people": 120, "why": "停航前船运不完：大岛—离岛，岛上没有余位"}
    ]
    assert late["timing"]["margin_s"] >= 0


def test_people_are_not_sent_out_to_a_smaller_island(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    with small_shelter(conn, 122.411):
        found = answer(client, box(122.005, 29.91, 122.12, 29.99))["assignment"]
    assert found["unplaced"] == 20
    assert "SF" not in {item["code"] for item in found["shelters"]}


def test_a_bridge_that_the_wind_has_closed_leaves_its_island_unreachable_by_name(
    client: FlaskClient,
) -> None:
    at_night = "?at=2015-07-10T23:00:00Z"
    found = send(client, "POST", f"/zones/answer{at_night}", {"polygon": SMALL})
    assert found["assignment"]["placed"] == 0
    assert found["assignment"]["unreachable"] == [
        {"village": "小岛村", "people": 180,
         "why": "通道已断：跨海大桥，这一侧没有可用安置点"}
    ]  # fmt: skip
    missing = {item["kind"]: item["why"] for item in found["timing"]["not_considered"]}
    assert "没有一人有安置点" in missing["wind_land"]
    far = send(client, "POST", f"/zones/answer{at_night}", {"polygon": FAR})["assignment"]
    assert far["unreachable"][0]["why"].startswith("轮渡已停航：大岛—离岛")


def test_a_bridge_counts_at_its_own_limit(client: FlaskClient) -> None:
    cutoffs = {c["kind"]: c for c in answer(client, SMALL)["timing"]["cutoffs"]}
    assert cutoffs["bridge"]["name"] == "跨海大桥"
    assert cutoffs["bridge"]["cutoff_at"] < cutoffs["wind_land"]["cutoff_at"]


def test_latest_start_is_the_earliest_of_all_cutoffs(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    add_vessel(conn, incident, 122.43, 29.91)
    found = answer(client, FAR)["timing"]
    starts = [
        parse_utc(c["cutoff_at"]) - timedelta(minutes=c["needed_min"]) for c in found["cutoffs"]
    ]
    assert len(starts) >= 3
    assert abs(parse_utc(found["latest_start_at"]) - min(starts)) < timedelta(seconds=5)
    kinds = {c["kind"] for c in found["cutoffs"]} | {c["kind"] for c in found["not_considered"]}
    assert kinds == {"wind_land", "bridge", "ferry", "wind_sea", "dark", "surge"}


def test_longer_minutes_move_the_start_and_show_as_parts(client: FlaskClient) -> None:
    before = answer(client, SMALL)["timing"]
    after = answer(client, SMALL, mobilisation_min=90, notification_min=45, buffer_min=0)["timing"]
    moved = parse_utc(after["latest_start_at"]) - parse_utc(before["latest_start_at"])
    assert moved == timedelta(minutes=(60 + 30 + 60) - (90 + 45))
    assert after["binding"]["parts"]["mobilisation_min"] == 90


def test_minutes_changed_on_a_saved_zone_move_its_start_and_nothing_else(
    client: FlaskClient,
) -> None:
    zone = save(client, SMALL)
    path = f"/zones/{zone['zone_id']}"
    after = send(client, "PUT", path, {"buffer_min": 0})["answer"]
    assert after["lead"]["buffer_min"] == 0
    assert after["assignment"] == zone["answer"]["assignment"]
    moved = parse_utc(after["timing"]["latest_start_at"]) - parse_utc(
        zone["answer"]["timing"]["latest_start_at"]
    )
    assert moved == timedelta(minutes=60)


def test_defaults_are_shown_with_their_source(client: FlaskClient) -> None:
    rests_on = {item["key"]: item for item in answer(client, SMALL)["assumptions"]}
    assert rests_on["evac.mobilisation_min"]["value"] == 60
    assert rests_on["evac.mobilisation_min"]["adopted"] is False
    assert rests_on["evac.mobilisation_min"]["source"]


def test_without_a_typhoon_no_cutoff_is_made_up(
    app_client: FlaskClient, conn: psycopg.Connection
) -> None:
    open_incident(conn, None)
    found = answer(app_client, WEST_OF_BIG)
    assert found["timing"]["latest_start_at"] is None
    assert found["timing"]["cutoffs"] == []
    assert found["arrival"] == {"7": None, "10": None}


def test_a_zone_edited_by_two_keeps_the_first_and_tells_the_second(client: FlaskClient) -> None:
    zone = save(client, WEST_OF_BIG)
    path = f"/zones/{zone['zone_id']}"
    send(client, "PUT", path, {"name": "甲", "version": 1})
    problem = send(client, "PUT", path, {"name": "乙", "version": 1}, status=409)
    assert (problem["code"], problem["version"]) == ("E-EVA-021", 2)
    assert send(client, "GET", path)["name"] == "甲"


def test_undo_goes_back_step_by_step_past_fifty_and_through_a_deletion(
    client: FlaskClient,
) -> None:
    zone = save(client, SMALL, name="第 0 版")
    path = f"/zones/{zone['zone_id']}"
    for step in range(1, 56):
        send(client, "PUT", path, {"name": f"第 {step} 版"})
    send(client, "DELETE", path)
    assert zone["zone_id"] not in listed(client)
    for step in range(55, -1, -1):
        assert send(client, "POST", f"{path}/undo")["name"] == f"第 {step} 版"
    assert zone["zone_id"] in listed(client)
    assert send(client, "POST", f"{path}/undo", status=409)["code"] == "E-EVA-022"


def test_undo_after_an_undo_and_an_edit_brings_back_what_was_there_before(
    client: FlaskClient,
) -> None:
    zone = save(client, SMALL, name="一")
    path = f"/zones/{zone['zone_id']}"
    send(client, "PUT", path, {"name": "二"})
    send(client, "POST", f"{path}/undo")
    send(client, "PUT", path, {"name": "三"})
    assert send(client, "POST", f"{path}/undo")["name"] == "一"
    assert send(client, "POST", f"{path}/undo", status=409)["code"] == "E-EVA-022"


def test_a_deleted_zone_cannot_be_edited(client: FlaskClient) -> None:
    zone = save(client, SMALL)
    path = f"/zones/{zone['zone_id']}"
    send(client, "DELETE", path)
    assert send(client, "PUT", path, {"name": "新"}, status=409)["code"] == "E-EVA-020"


def test_a_bow_tie_is_refused_with_its_place(client: FlaskClient) -> None:
    ring = [[122.0, 29.9], [122.1, 30.0], [122.1, 29.9], [122.0, 30.0], [122.0, 29.9]]
    problem = send(
        client, "POST", "/zones", {"polygon": {"type": "Polygon", "coordinates": [ring]}}, 422
    )
    assert problem["code"] == "E-GEO-006"
    assert problem["place"]["lon"] == pytest.approx(122.05)


def test_a_crossing_while_drawing_is_shown_and_is_no_error(client: FlaskClient) -> None:
    ring = [[122.0, 29.9], [122.1, 30.0], [122.1, 29.9], [122.0, 30.0], [122.0, 29.9]]
    found = send(
        client, "POST", "/zones/preview", {"polygon": {"type": "Polygon", "coordinates": [ring]}}
    )
    assert found["refused"]["code"] == "E-GEO-006"
    assert found["refused"]["place"]["lat"] == pytest.approx(29.95)


def test_a_saved_zone_is_timed_again_when_the_clock_moves(client: FlaskClient) -> None:
    zone = save(client, SMALL)
    path = f"/zones/{zone['zone_id']}"
    early = send(client, "GET", f"{path}?at=2015-07-10T00:00:00Z")["answer"]["timing"]
    late = send(client, "GET", f"{path}?at=2015-07-10T12:00:00Z")["answer"]["timing"]
    assert early["latest_start_at"] == late["latest_start_at"]
    assert early["margin_s"] - late["margin_s"] == 12 * 3600


def test_a_new_bulletin_moves_the_stored_latest_start(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL)
    moment = START + timedelta(hours=6)
    forecast = conn.execute(
        "INSERT INTO forecast_track (storm_id, agency, issued_at, synthetic, method)"
        " VALUES (%s, 'JMA', %s, true, 'faster') RETURNING forecast_id",
        (STORM, moment),
    ).fetchone()[0]
    conn.execute(
        "INSERT INTO forecast_point SELECT %s, valid_at, lon, lat + 1, pressure_hpa, wind_ms, class"
        " FROM forecast_point WHERE forecast_id = 1 AND valid_at >= %s",
        (forecast, moment),
    )
    conn.execute(
        "INSERT INTO forecast_radius SELECT %s, valid_at, threshold_ms, force, ne_km, se_km, sw_km,"
        " nw_km, rule FROM forecast_radius WHERE forecast_id = 1 AND valid_at >= %s",
        (forecast, moment),
    )
    try:
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            here = get_incident(conn, incident)
            assert retime_zones(tx, here, moment) == 1
            assert retime_zones(tx, here, moment) == 0
        stored = conn.execute(
            "SELECT answer->'timing'->>'latest_start_at' FROM evacuation_zone WHERE zone_id = %s",
            (zone["zone_id"],),
        ).fetchone()[0]
        earlier = parse_utc(zone["answer"]["timing"]["latest_start_at"]) - parse_utc(stored)
        # One degree of latitude further on at a quarter of a degree an hour: some four hours.
        assert timedelta(hours=3) < earlier < timedelta(hours=5)
    finally:
        conn.execute("DELETE FROM forecast_track WHERE forecast_id = %s", (forecast,))


def test_every_change_of_a_zone_is_an_event(client: FlaskClient) -> None:
    before = send(client, "GET", "/events")["last_seq"]
    zone = save(client, SMALL)
    send(client, "PUT", f"/zones/{zone['zone_id']}", {"name": "改"})
    send(client, "DELETE", f"/zones/{zone['zone_id']}")
    kinds = [e["kind"] for e in send(client, "GET", f"/events?after={before}")["events"]]
    assert kinds == ["zone_changed", "zone_changed", "zone_deleted"]


@pytest.mark.parametrize(
    "body",
    [
        {"mobilisation_min": -1},
        {"buffer_min": "60"},
        {"notification_min": True},
        {"name": "长" * 61},
    ],
)
def test_bad_minutes_and_names_are_refused(client: FlaskClient, body: dict[str, Any]) -> None:
    problem = send(client, "POST", "/zones", {"polygon": SMALL, **body}, status=422)
    assert problem["code"] in {"E-EVA-012", "E-EVA-013"}


def test_the_wall_counts_nobody_twice(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    save(client, WEST_OF_BIG)
    save(client, box(122.05, 29.92, 122.12, 29.98))
    add_vessel(conn, incident, 122.06, 29.93, crew=5)
    add_vessel(conn, incident, 122.401, 29.95, crew=3)
    found = send(client, "GET", "/summary")
    assert found["zones"] == {
        "zones": 2, "people_due": 920, "unplaced": 20, "sea_people_due": 5
    }  # fmt: skip
    assert (found["vessels"]["in_port"], found["vessels"]["at_sea"]) == (1, 1)
    assert found["shelters"]["free"] == 400 + 500 + 80


def test_nearest_shelters_are_those_of_the_same_island_first(client: FlaskClient) -> None:
    found = send(client, "GET", "/shelters/nearest?lon=122.16&lat=29.95&limit=2")["shelters"]
    assert [item["code"] for item in found] == ["S1", "S2"]
    assert all(item["same_land"] for item in found)


def save(client: FlaskClient, polygon: Any, **more: Any) -> Any:
    return send(client, "POST", "/zones", {"polygon": polygon, **more}, status=201)


def listed(client: FlaskClient) -> set[str]:
    return {zone["zone_id"] for zone in send(client, "GET", "/zones")["zones"]}


@contextmanager
def small_shelter(conn: psycopg.Connection, lon: float) -> Iterator[None]:
    conn.execute(
        "INSERT INTO shelter SELECT 'SF', '离岛小学', pinyin, initials, tier, kind, address,"
        " floor_area_m2, 500, 0, 'open', NULL, accessible, generator, keeper, keeper_phone,"
        " village_code, ST_SetSRID(ST_MakePoint(%s, 29.951), 4326) FROM shelter WHERE code = 'S1'",
        (lon,),
    )
    try:
        yield
    finally:
        conn.execute("DELETE FROM shelter WHERE code = 'SF'")


def test_the_network_is_read_again_when_a_road_changes(conn: psycopg.Connection) -> None:
    now = [0.0]
    cache = NetworkCache(lambda: now[0])
    before = cache.network(conn)
    conn.execute("UPDATE road_edge SET speed_kmh = 30 WHERE edge_id = 1")
    try:
        now[0] = 5.0
        assert cache.network(conn) is before
        now[0] = 20.0
        after = cache.network(conn)
        assert after.version != before.version
        assert after.links.seconds[0] == pytest.approx(2 * before.links.seconds[0])
    finally:
        conn.execute("UPDATE road_edge SET speed_kmh = 60 WHERE edge_id = 1")
