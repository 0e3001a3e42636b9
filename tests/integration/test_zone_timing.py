"""When a zone must start: the earliest cut-off, the minutes it takes, and what moves it."""

from datetime import timedelta

import psycopg
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import parse_utc
from app.evacuation.actions import retime_zones
from app.incidents.queries import get_incident
from app.transaction import on_connection
from tests.factories_evacuation import (
    FAR,
    SMALL,
    START,
    WEST_OF_BIG,
    add_vessel,
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
