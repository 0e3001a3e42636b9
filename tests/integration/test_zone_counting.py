"""Who a zone counts: on land by kind, at sea apart, and nobody twice."""

from datetime import timedelta

import psycopg
import pytest
from flask.testing import FlaskClient

from tests.factories_evacuation import START, WEST_OF_BIG, add_vessel
from tests.integration.island_city import EAST_OF_BIG, answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident


def test_the_answer_counts_people_on_land_by_kind(client: FlaskClient) -> None:
    found = answer(client, WEST_OF_BIG)["exposure"]
    land = found["land"]
    assert (land["residents"], land["visitors"], land["households"]) == (500, 20, 170)
    assert land["mobility_limited"] == 20
    groups = {"geohazard": 40, "low_lying": 15, "visitor": 20, "resident": 445}
    assert {g["code"]: g["people"] for g in land["groups"] if g["people"]} == groups
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
    first = save(client, WEST_OF_BIG, name="西")
    second = save(client, EAST_OF_BIG, name="东")
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
    second = save(client, EAST_OF_BIG)
    send(client, "DELETE", f"/zones/{first['zone_id']}")
    later = send(client, "GET", f"/zones/{second['zone_id']}")["answer"]
    assert later["exposure"]["land"]["people"] == 600
    assert later["exposure"]["overlaps"] == []
    send(client, "POST", f"/zones/{first['zone_id']}/undo")
    later = send(client, "GET", f"/zones/{second['zone_id']}")["answer"]
    assert later["exposure"]["land"]["people"] == 400


def test_the_wall_counts_nobody_twice(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    save(client, WEST_OF_BIG)
    save(client, EAST_OF_BIG)
    add_vessel(conn, incident, 122.06, 29.93, crew=5)
    add_vessel(conn, incident, 122.401, 29.95, crew=3)
    found = send(client, "GET", "/summary")
    assert found["zones"] == {
        "zones": 2, "people_due": 920, "unplaced": 20, "sea_people_due": 5
    }  # fmt: skip
    assert (found["vessels"]["in_port"], found["vessels"]["at_sea"]) == (1, 1)
    assert found["shelters"]["free"] == 400 + 500 + 80
