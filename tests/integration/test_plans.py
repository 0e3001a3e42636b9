"""Plans kept and compared, and what would be answered if it were otherwise."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.clock import parse_utc
from tests.factories_evacuation import FAR, SMALL, WEST_OF_BIG
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident
from tests.integration.island_city import save, send


def suppose(client: FlaskClient, **supposition: Any) -> Any:
    return send(client, "POST", "/whatif", {"supposition": supposition})["comparison"]


def rows(found: Any) -> dict[int, Any]:
    return {row["number"]: row for row in found["zones"]}


def zones(client: FlaskClient) -> Any:
    kept = send(client, "GET", "/zones")["zones"]
    for zone in kept:
        zone["answer"]["timing"]["margin_s"] = zone["answer"]["elapsed_ms"] = None
        zone["answer"]["timing"]["incident_at"] = None
    return kept


def test_a_plan_keeps_what_stood_and_shows_what_has_changed_since(client: FlaskClient) -> None:
    zone = save(client, WEST_OF_BIG)
    plan = send(client, "POST", "/plans", {"name": "初稿", "note": "按 10 级风"}, status=201)
    assert plan["supposition"] is None and [each["number"] for each in plan["zones"]] == [1]
    kept = plan["zones"][0]
    assert kept["people"] == zone["answer"]["exposure"]["land"]["people"]
    path = f"/plans/{plan['plan_id']}"
    assert rows(send(client, "GET", f"{path}/comparison"))[1]["same"]
    change = {"due_groups": ["geohazard"], "hazard": "slope", "version": 1}
    send(client, "PUT", f"/zones/{zone['zone_id']}", change)
    save(client, SMALL)
    found = send(client, "GET", f"{path}/comparison")
    assert [row["same"] for row in found["zones"]] == [False, False]
    assert rows(found)[1]["right"]["people"] == 40
    assert rows(found)[2]["left"] is None
    assert send(client, "GET", path)["zones"][0] == kept
    assert [each["name"] for each in send(client, "GET", "/plans")["plans"]] == ["初稿"]


def test_two_plans_side_by_side(client: FlaskClient) -> None:
    save(client, WEST_OF_BIG)
    first = send(client, "POST", "/plans", {"name": "甲"}, status=201)["plan_id"]
    body = {"name": "乙", "supposition": {"lost_shelters": ["S1"]}}
    second = send(client, "POST", "/plans", body, status=201)
    assert second["supposition"]["lost_shelters"] == ["S1"]
    found = send(client, "GET", f"/plans/{first}/comparison/{second['plan_id']}")
    moved = {each["code"]: each for each in rows(found)[1]["shelters"]}
    assert moved["S1"]["left"] > 0 == moved["S1"]["right"]


def test_nothing_supposed_touches_what_stands(
    client: FlaskClient, conn: psycopg.Connection
) -> None:
    save(client, WEST_OF_BIG)
    save(client, FAR)
    before, answers = zones(client), conn.execute("SELECT count(*) FROM evacuation_zone_answer")
    counted = answers.fetchone()
    found = suppose(client, lost_shelters=["S1", "S2"], earlier_h=6, stopped_lines=["大岛—离岛"])
    assert not found["zones"][0]["same"]
    assert zones(client) == before
    again = conn.execute("SELECT count(*) FROM evacuation_zone_answer").fetchone()
    assert again == counted
    assert send(client, "GET", "/plans")["plans"] == []


def test_both_sides_count_who_is_there_now(client: FlaskClient, conn: psycopg.Connection) -> None:
    """Who has come since the stored answer is no consequence of what is supposed."""
    stored = save(client, WEST_OF_BIG)["answer"]["exposure"]["land"]["people"]
    conn.execute("UPDATE population_site SET residents = residents + 7")
    row = rows(suppose(client, earlier_h=6))[1]
    assert row["left"]["people"] == row["right"]["people"] > stored


def test_an_earlier_storm_is_ordered_earlier_by_as_much(client: FlaskClient) -> None:
    save(client, WEST_OF_BIG)
    row = rows(suppose(client, earlier_h=6))[1]
    starts = [parse_utc(row[side]["latest_start_at"]) for side in ("left", "right")]
    assert timedelta(hours=4) < starts[0] - starts[1] < timedelta(hours=8)
    assert row["earlier_min"] > 0


def test_a_storm_to_the_east_comes_later_to_the_west(client: FlaskClient) -> None:
    """It goes north along 122.2 E; the zone lies west of its way, so right is away from it."""
    save(client, WEST_OF_BIG)
    right, left = (rows(suppose(client, aside_km=km))[1] for km in (90, -15))
    assert right["earlier_min"] < 0 < left["earlier_min"]


def test_a_closed_bridge_and_a_stopped_line_leave_people_behind(client: FlaskClient) -> None:
    save(client, SMALL)
    save(client, FAR)
    found = rows(suppose(client, closed_ways=["跨海大桥"], stopped_lines=["大岛—离岛"]))
    for number in (1, 2):
        assert found[number]["right"]["unplaced"] > found[number]["left"]["unplaced"]


def test_a_lost_shelters_people_fill_others_zone_by_zone(client: FlaskClient) -> None:
    """What the first zone takes under it is gone for the second."""
    save(client, WEST_OF_BIG)
    save(client, SMALL)
    found = suppose(client, lost_shelters=["S1"])
    taken: dict[str, int] = {}
    for row in found["zones"]:
        for shelter in row["right"]["shelters"]:
            taken[shelter["code"]] = taken.get(shelter["code"], 0) + shelter["people"]
    assert "S1" not in taken and taken["S2"] <= 500


@pytest.mark.parametrize(
    "supposition",
    [
        {},
        {"earlier_h": 99},
        {"aside_km": "east"},
        {"agency": "NHC"},
        {"closed_ways": "跨海大桥"},
        {"stopped_lines": [True]},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_supposed_is_refused(client: FlaskClient, supposition: Any) -> None:
    save(client, SMALL)
    found = send(client, "POST", "/whatif", {"supposition": supposition}, status=422)
    assert found["code"] in ("E-PLN-002", "E-PLN-003")


def test_a_plan_of_no_zone_is_what_later_ones_are_compared_with(client: FlaskClient) -> None:
    plan = send(client, "POST", "/plans", {"name": "空"}, status=201)
    save(client, SMALL)
    found = send(client, "GET", f"/plans/{plan['plan_id']}/comparison")
    assert found["left"]["zones"] == 0 and rows(found)[1]["left"] is None
    send(client, "GET", "/plans/999999", status=404)
