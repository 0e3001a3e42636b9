"""Who must leave: the groups a zone is drawn for, not everybody inside."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from app.configuration.due_rules import DEFAULT_RULES
from app.exposure.due import HazardBasis
from app.exposure.due_rules import read_rules
from app.exposure.model import EVERYBODY, GroupCode
from tests.factories_evacuation import WEST_OF_BIG
from tests.integration.island_city import answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident


def due_of(found: Any) -> dict[str, int]:
    groups = found["exposure"]["land"]["groups"]
    return {group["code"]: group["people"] for group in groups if group["due"] and group["people"]}


def test_every_hazard_names_somebody_and_everybody_is_in_one_group():
    rules = read_rules(list(DEFAULT_RULES))
    assert [rule.hazard for rule in rules] == list(HazardBasis)
    assert all(rule.groups for rule in rules)
    assert frozenset(GroupCode) - {GroupCode.MOORED_CREW} == EVERYBODY


def test_only_the_groups_of_the_hazard_leave_and_the_others_are_shown(client: FlaskClient):
    found = answer(client, WEST_OF_BIG, hazard="slope")
    assert due_of(found) == {"geohazard": 40}
    land = found["exposure"]["land"]
    assert (land["people"], land["inside"]) == (40, 520)
    assert sum(group["people"] for group in land["groups"]) == 520
    assert found["assignment"]["demand"] == 40
    assert sum(village["people"] for village in found["exposure"]["villages"]) == 40


def test_a_planner_ticks_other_groups(client: FlaskClient):
    found = answer(client, WEST_OF_BIG, hazard="slope", due_groups=["low_lying", "visitor"])
    assert due_of(found) == {"low_lying": 15, "visitor": 20}


def test_those_with_a_weak_house_go_to_the_school_inside(client: FlaskClient):
    part = answer(client, WEST_OF_BIG, hazard="slope")["assignment"]
    assert {shelter["code"] for shelter in part["shelters"]} == {"S4"}
    everybody = answer(client, WEST_OF_BIG)["assignment"]
    assert "S4" in {shelter["code"] for shelter in everybody["excluded"]}


@pytest.fixture
def risk_area(conn: psycopg.Connection) -> Iterator[None]:
    conn.execute(
        "INSERT INTO risk_area (code, name, pinyin, initials, risk_grade, hazard_type,"
        " threatened_households, threatened_people, village_code, geom) VALUES"
        " ('R1', '西山防范区', 'x', 'x', 'high', 'landslide', 1, 3, 'V1',"
        " ST_MakeEnvelope(122.021, 29.948, 122.023, 29.95, 4326))"
    )
    yield
    conn.execute("DELETE FROM risk_area WHERE code = 'R1'")


def test_a_shelter_in_a_risk_area_takes_nobody_and_it_says_which(
    client: FlaskClient, risk_area: None
):
    found = answer(client, WEST_OF_BIG, hazard="slope")["assignment"]
    why = {shelter["code"]: shelter["why"] for shelter in found["excluded"]}
    assert "西山防范区" in why["S4"]["zh"]
    assert found["placed"] == 40


def test_a_later_zone_takes_the_groups_that_the_earlier_one_leaves(client: FlaskClient):
    save(client, WEST_OF_BIG, hazard="slope")
    later = save(client, WEST_OF_BIG, hazard="surge")["answer"]
    assert due_of(later) == {"low_lying": 15}
    assert later["exposure"]["counted_elsewhere"]["people"] == 40
    everybody = save(client, WEST_OF_BIG)["answer"]["exposure"]
    assert everybody["land"]["people"] == 520 - 40 - 15


def test_other_groups_are_a_version_that_undo_takes_back(client: FlaskClient):
    zone = save(client, WEST_OF_BIG, hazard="slope")
    path = f"/zones/{zone['zone_id']}"
    more = send(client, "PUT", path, {"hazard": "slope", "due_groups": ["geohazard", "visitor"]})
    assert more["answer"]["assignment"]["demand"] == 60
    assert more["due_groups"] == ["geohazard", "visitor"]
    back = send(client, "POST", f"{path}/undo")
    assert back["answer"]["assignment"]["demand"] == 40
    assert (back["hazard"], back["due_groups"]) == ("slope", ["geohazard"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"hazard": "rain"}, "E-EVA-015"),
        ({"hazard": "wind", "due_groups": []}, "E-EVA-016"),
        ({"hazard": "wind", "due_groups": ["everyone"]}, "E-EVA-016"),
        ({"hazard": "wind", "due_groups": "resident"}, "E-EVA-016"),
        ({"due_groups": ["resident"]}, "E-EVA-015"),
    ],
)
def test_a_hazard_or_group_that_is_none_is_refused(
    client: FlaskClient, body: dict[str, Any], code: str
):
    response = client.post("/api/v1/zones/answer", json={"polygon": WEST_OF_BIG, **body})
    assert (response.status_code, response.get_json()["code"]) == (422, code)
