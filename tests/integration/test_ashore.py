"""A zone drawn on the water: people on fish farms, and crews of vessels in port, come ashore."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.clock import parse_utc
from tests.factories_evacuation import add_vessel, box
from tests.integration.island_city import answer, save
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

BAY = box(122.085, 29.905, 122.115, 29.935)
QUAY = box(122.19, 29.94, 122.21, 29.96)
BAY_AND_SHORE = box(122.085, 29.905, 122.115, 29.96)


@pytest.fixture
def farm(conn: psycopg.Connection) -> Iterator[None]:
    conn.execute(
        "INSERT INTO aquaculture_area VALUES (1, '南湾网箱', 'cage', 90, 'T1',"
        " ST_MakeEnvelope(122.095, 29.915, 122.105, 29.925, 4326))"
    )
    yield
    conn.execute("DELETE FROM aquaculture_area")


def count(found: Any, code: str) -> int:
    return sum(g["people"] for g in found["exposure"]["land"]["groups"] if g["code"] == code)


def cutoffs(found: Any, way: str) -> dict[str, Any]:
    return {each["kind"]: each for each in found["timing"]["cutoffs"] if each["way"] == way}


@pytest.mark.usefixtures("farm")
def test_a_zone_on_the_water_counts_who_works_on_its_farms(client: FlaskClient) -> None:
    found = answer(client, BAY, hazard="wind")
    land = found["exposure"]["land"]
    assert (count(found, "aquaculture"), land["people"], land["at_work"]) == (90, 90, 90)
    assert [each["name"] for each in found["exposure"]["landings"]] == ["南湾网箱"]
    assert found["assignment"]["demand"] == 90
    ways = {each["way"]: each["people"] for each in found["timing"]["ways"]}
    assert ways.get("raft", 0) + ways.get("stay", 0) == 90


@pytest.mark.usefixtures("farm")
def test_the_farms_are_empty_twelve_hours_before_force_7(client: FlaskClient) -> None:
    found = answer(client, BAY, hazard="wind")
    ends = cutoffs(found, "raft")
    arrival = parse_utc(found["arrival"]["7"]["arrival_at"])
    assert parse_utc(ends["wind_sea"]["cutoff_at"]) == arrival
    assert parse_utc(ends["group_due"]["cutoff_at"]) == arrival - timedelta(hours=12)
    assert ends["wind_sea"]["parts"]["clearance_min"] > found["clearance"]["used_min"]


@pytest.mark.usefixtures("farm")
def test_farm_workers_who_live_inside_are_counted_once(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    conn.execute("INSERT INTO population_group VALUES (3, 'aquaculture', 60)")
    found = answer(client, BAY_AND_SHORE, hazard="wind")
    assert (count(found, "aquaculture"), found["exposure"]["land"]["at_work"]) == (90, 30)
    conn.execute("DELETE FROM population_group WHERE group_code = 'aquaculture'")


@pytest.mark.usefixtures("farm")
def test_a_farm_is_one_zones(client: FlaskClient) -> None:
    save(client, BAY, hazard="wind")
    assert count(answer(client, BAY, hazard="wind"), "aquaculture") == 0


def test_crews_of_vessels_in_port_go_ashore_by_a_clock_of_their_own(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    add_vessel(conn, incident, 122.1995, 29.95)
    found = answer(client, QUAY, hazard="wind")
    assert count(found, "moored_crew") == found["assignment"]["demand"] == 2  # of eight, the watch
    assert found["exposure"]["sea"]["in_port"] == 1
    assert {"group_due", "wind_land"} <= cutoffs(found, "crew").keys()


def test_everybody_on_land_leaves_the_crews_aboard(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    add_vessel(conn, incident, 122.1995, 29.95)
    found = answer(client, QUAY, hazard="dyke")
    crew = next(g for g in found["exposure"]["land"]["groups"] if g["code"] == "moored_crew")
    assert crew["people"] > 0 and not crew["due"]
    assert found["assignment"]["demand"] == 0
