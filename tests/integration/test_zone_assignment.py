"""Where a zone's people go: free places, islands, bridges and boats, and who is left without."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask.testing import FlaskClient

from app.network.cache import NetworkCache
from tests.factories_evacuation import FAR, SMALL, WEST_OF_BIG, box
from tests.integration.island_city import WEST_AND_MIDDLE, answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident


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
    found = answer(client, WEST_AND_MIDDLE)["assignment"]
    assert (found["demand"], found["placed"], found["unplaced"]) == (920, 900, 20)
    assert sum(item["people"] for item in found["no_room"]) == 20


def test_shelters_in_the_zone_or_out_of_use_are_no_destination_and_it_is_said(
    client: FlaskClient,
) -> None:
    found = answer(client, box(122.005, 29.91, 122.04, 29.99))["assignment"]
    why = {item["code"]: item["why"]["zh"] for item in found["excluded"]}
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
    # The line stops at 22:57, when force 8 comes. At 20:00, less 90 min to tell people and get them
    # going, its two boats of 60 sail one way once; a second wave would be under way in the wind.
    late = send(client, "POST", "/zones/answer?at=2015-07-10T20:00:00Z", {"polygon": FAR})
    assert late["assignment"]["placed"] == 120
    (left,) = late["assignment"]["unreachable"]
    assert (left["village"], left["people"]) == ("离岛村", 120)
    assert left["why"]["zh"] == "停航前船运不完：大岛—离岛，岛上没有余位"
    assert late["timing"]["margin_s"] >= 0


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


def test_people_are_not_sent_out_to_a_smaller_island(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    with small_shelter(conn, 122.411):
        found = answer(client, WEST_AND_MIDDLE)["assignment"]
    assert found["unplaced"] == 20
    assert "SF" not in {item["code"] for item in found["shelters"]}


def test_a_bridge_that_the_wind_has_closed_leaves_its_island_unreachable_by_name(
    client: FlaskClient,
) -> None:
    at_night = "?at=2015-07-10T23:00:00Z"
    found = send(client, "POST", f"/zones/answer{at_night}", {"polygon": SMALL})
    assert found["assignment"]["placed"] == 0
    left = found["assignment"]["unreachable"]
    told = [(each["village"], each["people"], each["visitors"]) for each in left]
    assert told == [("小岛村", 150, False), ("小岛村", 30, True)]
    assert {each["why"]["zh"] for each in left} == {"通道已断：跨海大桥，这一侧没有可用安置点"}
    assert found["home"]["lodged"] == 30
    missing = {item["kind"]: item["why"]["zh"] for item in found["timing"]["not_considered"]}
    assert "没有一人有安置点" in missing["wind_land"]
    far = send(client, "POST", f"/zones/answer{at_night}", {"polygon": FAR})["assignment"]
    assert far["unreachable"][0]["why"]["zh"].startswith("轮渡已停航：大岛—离岛")


def test_nearest_shelters_are_those_of_the_same_island_first(client: FlaskClient) -> None:
    found = send(client, "GET", "/shelters/nearest?lon=122.16&lat=29.95&limit=2")["shelters"]
    assert [item["code"] for item in found] == ["S1", "S2"]
    assert all(item["same_land"] for item in found)


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
