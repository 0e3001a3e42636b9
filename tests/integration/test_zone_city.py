"""A zone over Shenjiamen in the sample city: the figures hold each other up."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories_evacuation import box

pytestmark = pytest.mark.city

SHENJIAMEN = box(122.27, 29.93, 122.32, 29.97)
SIJIAO = box(122.36, 30.66, 122.53, 30.77)
LEAVING_SIJIAO = {43, 55, 61, 62}  # to Sanjiang, Gaoting, Xiaoyangshan and Shanghai
LIUHENG = box(122.0, 29.65, 122.25, 29.8)
BEFORE_THE_WIND = "?at=2015-07-09T18:10:00Z"
CLEARANCES = ("lower_bound_min", "estimate_min", "naive_min", "used_min")


@pytest.fixture(scope="module")
def shenjiamen(client: FlaskClient) -> Any:
    return answer(client, SHENJIAMEN)


def answer(client: FlaskClient, polygon: Any) -> Any:
    response = client.post(
        f"/api/v1/zones/answer{BEFORE_THE_WIND}", json={"polygon": polygon, "hazard": "other"}
    )
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def test_everyone_due_is_placed_or_named_as_left_out(shenjiamen: Any) -> None:
    found, home = shenjiamen["assignment"], shenjiamen["home"]
    land = shenjiamen["exposure"]["land"]
    assert home["visitors"] == land["visitors"] == home["by_road"] + home["staying"] > 0
    assert found["demand"] == land["people"] - home["by_road"] > 10_000
    assert found["placed"] + found["unplaced"] == found["demand"]
    left = sum(item["people"] for item in [*found["no_room"], *found["unreachable"]])
    assert left == found["unplaced"]


def test_no_shelter_gets_more_than_its_free_places_nor_lies_in_the_zone(shenjiamen: Any) -> None:
    inside = {item["code"] for item in shenjiamen["exposure"]["shelters"]["items"]}
    used = shenjiamen["assignment"]["shelters"]
    assert used and all(0 < item["assigned"] <= item["free_before"] for item in used)
    assert inside and not inside & {item["code"] for item in used}


def test_groups_and_mobility_limited_are_among_the_residents(shenjiamen: Any) -> None:
    land = shenjiamen["exposure"]["land"]
    assert sum(group["people"] for group in land["groups"]) == land["inside"]
    assert 0 < land["mobility_limited"] <= land["residents"]
    villages = sum(item["people"] for item in shenjiamen["exposure"]["villages"])
    assert villages == land["people"]


def test_the_lower_bound_is_below_both_other_clearance_times(shenjiamen: Any) -> None:
    lower, estimate, naive, used = (shenjiamen["clearance"][key] for key in CLEARANCES)
    assert 0 < lower <= min(estimate, naive) + 0.1
    assert used == max(estimate, naive)
    assert shenjiamen["clearance"]["bottleneck"]["hours"] > 0


def test_force_10_comes_after_force_7(shenjiamen: Any) -> None:
    seven, ten = (shenjiamen["arrival"][force]["arrival_at"] for force in ("7", "10"))
    assert seven < ten


def test_liuheng_leaves_by_boat_and_says_who_the_boats_cannot_take(client: FlaskClient) -> None:
    found = answer(client, LIUHENG)
    by_mode: dict[str, int] = {}
    for shelter in found["assignment"]["shelters"]:
        by_mode[shelter["mode"]] = by_mode.get(shelter["mode"], 0) + shelter["assigned"]
    assert by_mode["ferry"] > 1000
    assert any("停航前船运不完" in item["why"]["zh"] for item in found["assignment"]["unreachable"])
    ferries = [item for item in found["timing"]["cutoffs"] if item["kind"] == "ferry"]
    assert ferries and all(item["latest_start_at"] >= "2015-07-09T18:10" for item in ferries)


def test_shengsis_visitors_sail_home_until_the_lines_stop(client: FlaskClient) -> None:
    found = answer(client, SIJIAO)
    home, ways = found["home"], {each["way"]: each for each in found["timing"]["ways"]}
    leaving = (line for line in home["lines"] if line["line_id"] in LEAVING_SIJIAO)
    assert home["by_boat"] == sum(line["people"] for line in leaving) > 5000
    assert home["by_boat"] == ways["home_boat"]["people"] == home["visitors"] - home["staying"]
    assert home["staying"] == home["placed"] + home["lodged"] > 0
    assert all(line["people"] <= line["room"] for line in home["lines"])
    ferries = [each for each in found["timing"]["cutoffs"] if each["kind"] == "ferry"]
    assert {each["way"] for each in ferries} <= {"home_boat", "boat"}
    assert {line["name"] for line in home["lines"]} <= {each["name"] for each in ferries}


def test_the_whole_city_as_one_zone_is_answered_too(client: FlaskClient) -> None:
    found = answer(client, box(121.5, 29.5, 123.4, 31.1))
    assert found["exposure"]["land"]["residents"] > 1_000_000
    # Every shelter of the city lies in it: nobody has anywhere to go, and it says so.
    assert found["assignment"]["placed"] <= found["assignment"]["demand"]
    assert found["assignment"]["excluded"]
