"""Visitors of 离岛, which has one ferry: they sail home, and are placed there once it stops."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import parse_utc
from app.database import Database
from app.evacuation.actions import retime_zones
from app.incidents.queries import get_incident
from app.network.cache import NetworkCache
from app.services import SERVICES
from app.transaction import on_connection
from app.worker.closure_jobs import answer_all
from tests.factories_evacuation import FAR
from tests.integration.island_city import answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

AFTER_THE_STOP = "2015-07-10T23:30:00Z"  # force 8 comes at 22:57


@pytest.fixture(autouse=True)
def visited(dsn: str) -> Iterator[None]:
    """200 visitors on the island, besides the 240 who live there."""
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute("UPDATE population_site SET visitors = 200 WHERE site_id = 5")
        yield
        conn.execute("UPDATE population_site SET visitors = 0 WHERE site_id = 5")


def ways(found: Any) -> dict[str, Any]:
    return {each["way"]: each for each in found["timing"]["ways"]}


def test_visitors_sail_home_and_residents_board_after_them(client: FlaskClient) -> None:
    found = answer(client, FAR)
    home, told = found["home"], ways(found)
    assert (home["visitors"], home["by_boat"], home["staying"]) == (200, 200, 0)
    (line,) = home["lines"]
    # 7 min to the pier; two boats of 60 take 200 people in two waves: over, back, over = 120 min.
    assert (line["people"], line["trips"], round(line["over_min"])) == (200, 4, 127)
    assert found["assignment"]["demand"] == 240
    assert told["home_boat"]["people"] == 200
    # With the 200 before them the residents wait for the fourth wave.
    parts = told["boat"]["binding"]["parts"]
    assert round(parts["clearance_min"]) == 7 + 7 * 40
    alone = answer(client, FAR, due_groups=["visitor"])
    assert ways(alone)["home_boat"]["latest_start_at"] == told["home_boat"]["latest_start_at"]


def test_a_second_zone_finds_the_seats_that_the_first_left(client: FlaskClient) -> None:
    save(client, FAR, due_groups=["visitor"])
    late = send(
        client, "POST", "/zones/answer?at=2015-07-10T18:10:00Z",
        {"polygon": FAR, "due_groups": ["resident"]},
    )  # fmt: skip
    alone = send(client, "POST", "/zones/answer?at=2015-07-10T18:10:00Z", {"polygon": FAR})
    # 197 minutes of sailing after notice are two whole waves of 120: 40 seats are left of them.
    assert late["assignment"]["placed"] == 40
    assert alone["home"] is None, "the first zone's visitors are its own"


def test_when_the_line_has_stopped_the_zone_is_worked_out_anew(
    client: FlaskClient, app: Flask, conn: psycopg.Connection, incident: int
) -> None:
    zone = save(client, FAR, due_groups=["visitor"])
    assert zone["answer"]["home"]["by_boat"] == 200
    conn.execute(
        "UPDATE world SET anchor_incident_at = %s WHERE world_id ="
        " (SELECT world_id FROM incident WHERE incident_id = %s)",
        (AFTER_THE_STOP, incident),
    )
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        here, moment = get_incident(conn, incident), parse_utc(AFTER_THE_STOP)
        retime_zones(tx, here, moment)
        retime_zones(tx, here, moment)
    told = conn.execute("SELECT payload->'lines' FROM event WHERE kind = 'ferry_stopped'")
    assert told.fetchall() == [(["大岛—离岛"],)]
    timed = send(client, "GET", f"/zones/{zone['zone_id']}")["answer"]
    assert ways(timed)["home_boat"]["advice"] == "lodge"
    database: Database = SERVICES.read(app.extensions).database
    assert answer_all(database, NetworkCache(), incident) == 1
    fresh = send(client, "GET", f"/zones/{zone['zone_id']}")["answer"]
    home = fresh["home"]
    assert (home["by_boat"], home["staying"], home["lodged"]) == (0, 200, 200)
    assert home["stopped"] == ["大岛—离岛"] and set(ways(fresh)) == {"stay"}
    assert "轮渡已停航（大岛—离岛）" in home["told"]["zh"]
    assert fresh["assignment"]["demand"] == 200
