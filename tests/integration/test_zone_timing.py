"""When a zone must start: the earliest cut-off, the minutes it takes, and what moves it."""

from datetime import datetime, timedelta
from typing import Any

import psycopg
from flask.testing import FlaskClient
from psycopg.types.json import Jsonb

from app.accounts.model import SYSTEM_ACTOR
from app.clock import format_utc, parse_utc
from app.evacuation.actions import retime_zones
from app.evacuation.queries import has_turned
from app.incidents.queries import get_incident
from app.transaction import on_connection
from app.wind.ensemble.result import VERSION
from tests.factories_evacuation import (
    FAR,
    SMALL,
    START,
    STORM,
    WEST_OF_BIG,
    add_vessel,
    box,
    faster_forecast,
    open_incident,
)
from tests.integration.island_city import answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident


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
    assert kinds == {"wind_land", "bridge", "ferry", "wind_sea", "dark", "surge", "group_due"}


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
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    open_incident(conn, None)
    found = answer(client, WEST_OF_BIG)
    assert found["timing"]["latest_start_at"] is None
    assert found["timing"]["cutoffs"] == []
    assert found["arrival"] == {"7": None, "10": None}


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
    with faster_forecast(conn, moment):
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            here = get_incident(conn, incident)
            assert retime_zones(tx, here, moment) == 1
            assert retime_zones(tx, here, moment) == 0
        stored = conn.execute(
            "SELECT answer->'timing'->>'latest_start_at' FROM evacuation_zone_answer"
            " WHERE zone_id = %s ORDER BY answer_id DESC LIMIT 1",
            (zone["zone_id"],),
        ).fetchall()[0][0]
        earlier = parse_utc(zone["answer"]["timing"]["latest_start_at"]) - parse_utc(stored)
        # One degree of latitude further on at a quarter of a degree an hour: some four hours.
        assert timedelta(hours=3) < earlier < timedelta(hours=5)


BOTH_WAYS = box(122.255, 29.91, 122.45, 29.99)  # 小岛 over its bridge, 离岛 by its ferry


# The west of 大岛 and 离岛, joined by a strip of sea: nobody of these needs the bridge.
WEST_AND_FAR = {
    "type": "Polygon",
    "coordinates": [
        [
            [122.005, 29.91], [122.455, 29.91], [122.455, 29.99], [122.395, 29.99],
            [122.395, 29.92], [122.075, 29.92], [122.075, 29.99], [122.005, 29.99],
            [122.005, 29.91],
        ]
    ],
}  # fmt: skip


def told_at(client: FlaskClient, conn: psycopg.Connection, zone: Any, moment: datetime) -> Any:
    """The answer that stood at `moment`, once the worker had looked at the clock."""
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        retime_zones(tx, get_incident(conn, zone["incident"]), moment)
    path = f"/zones/{zone['zone_id']}?at={format_utc(moment)}"
    return send(client, "GET", path)["answer"]


def ways_of(timing: Any) -> dict[str, Any]:
    return {way["way"]: way for way in timing["ways"]}


def test_people_by_road_keep_their_clock_beside_those_who_sail(client: FlaskClient) -> None:
    """Each has the latest start it has alone: neither waits for the other."""
    alone = {"road": answer(client, SMALL)["timing"], "boat": answer(client, FAR)["timing"]}
    found = answer(client, BOTH_WAYS)["timing"]
    ways = ways_of(found)
    assert {name: way["people"] for name, way in ways.items()} == {"road": 180, "boat": 240}
    assert (ways["road"]["binding"]["kind"], ways["boat"]["binding"]["kind"]) == ("bridge", "ferry")
    for name, way in ways.items():
        both, one = way["latest_start_at"], alone[name]["latest_start_at"]
        assert abs(parse_utc(both) - parse_utc(one)) < timedelta(minutes=20)
        assert way["advice"] == "leave" and way["at_risk"] == 0
    assert found["latest_start_at"] == min(way["latest_start_at"] for way in ways.values())
    assert all(c["way"] == "boat" for c in found["cutoffs"] if c["kind"] == "ferry")


def test_a_saved_zone_tells_whom_the_stopped_ferry_leaves(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, WEST_AND_FAR) | {"incident": incident}
    before = zone["answer"]["timing"]
    stop_at = max(parse_utc(c["cutoff_at"]) for c in before["cutoffs"] if c["kind"] == "ferry")
    found = told_at(client, conn, zone, stop_at + timedelta(minutes=1))["timing"]
    boat, road = ways_of(found)["boat"], ways_of(found)["road"]
    assert boat["over"] and boat["at_risk"] == boat["people"] == 240
    assert "轮渡停航" in boat["told"]["zh"] and "大岛—离岛" in boat["told"]["zh"]
    assert (road["over"], found["binding"]["way"]) == (False, "road")


def test_a_cutoff_that_comes_is_kept_and_the_map_says_what_the_list_says(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, WEST_AND_FAR)
    before = zone["answer"]["timing"]
    stop_at = max(parse_utc(c["cutoff_at"]) for c in before["cutoffs"] if c["kind"] == "ferry")
    moment = stop_at + timedelta(minutes=1)
    assert not has_turned(conn, incident, START + timedelta(hours=1))
    assert has_turned(conn, incident, moment)
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        here = get_incident(conn, incident)
        assert retime_zones(tx, here, moment) == 1
        assert retime_zones(tx, here, moment) == 0
    assert not has_turned(conn, incident, moment)
    assert has_turned(conn, incident, START), "a clock set back turns it again"
    later = f"?at={format_utc(moment)}"
    listed = send(client, "GET", f"/zones/{zone['zone_id']}{later}")["answer"]["timing"]
    (drawn,) = send(client, "GET", f"/layers/evacuation-zones/features{later}")["features"]
    shown = drawn["properties"]
    assert parse_utc(shown["latest_start_at"]) == parse_utc(listed["latest_start_at"])
    assert shown["binding"] == listed["binding"]["kind"]


def test_too_late_for_the_bridge_says_how_many_still_get_over(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, SMALL) | {"incident": incident}
    closes_at = parse_utc(zone["answer"]["timing"]["binding"]["cutoff_at"])
    told = {}
    for minutes in (150, 20):
        shown = told_at(client, conn, zone, closes_at - timedelta(minutes=minutes))
        told[minutes] = ways_of(shown["timing"])["road"]
    assert (told[150]["advice"], told[150]["reachable"], told[150]["at_risk"]) == ("refuge", 180, 0)
    assert told[150]["refuge"] == "S2 小学"
    assert (told[20]["advice"], told[20]["reachable"], told[20]["at_risk"]) == ("stay", 0, 180)


def test_crews_at_sea_are_a_way_with_their_own_count(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    add_vessel(conn, incident, 122.43, 29.91)
    sea = ways_of(answer(client, FAR)["timing"])["sea"]
    assert sea["vessels"] == 1 and sea["people"] > 0
    assert sea["binding"]["kind"] == "wind_sea"


CHANCE = {"probability": 0.7, "likely_at": "2015-07-10T22:00:00Z", "late_at": None}


def test_the_wind_is_told_as_a_pair_once_the_ensemble_is_known(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    """The first village counts, and what is only known later is not told before."""
    assert answer(client, FAR)["arrival"]["7"]["reasonable_at"] is None
    zone = save(client, BOTH_WAYS) | {"incident": incident}
    places = {
        "village:V3": {"7": CHANCE | {"earliest_at": "2015-07-10T15:00:00Z"}},
        "village:V4": {"7": CHANCE | {"earliest_at": "2015-07-10T13:00:00Z", "likely_at": None}},
        "village:V1": {"7": CHANCE | {"earliest_at": "2015-07-10T01:00:00Z"}},
    }
    conn.execute(
        "INSERT INTO wind_ensemble (storm_id, basis_key, known_at, progress_pct, done_at, result)"
        " VALUES (%s, 'test', %s, 100, now(), %s)",
        (STORM, START + timedelta(hours=1), Jsonb({"version": VERSION, "places": places})),
    )
    try:
        before = told_at(client, conn, zone, START + timedelta(minutes=30))["arrival"]
        assert before["7"]["reasonable_at"] is None
        shown = told_at(client, conn, zone, START + timedelta(hours=2))["arrival"]
        assert shown["7"]["reasonable_at"] == "2015-07-10T13:00:00Z"
        assert shown["7"]["likely_at"] == "2015-07-10T22:00:00Z"
        assert shown["10"]["reasonable_at"] is None
    finally:
        conn.execute("DELETE FROM wind_ensemble WHERE basis_key = 'test'")
