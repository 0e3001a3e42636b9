"""Two plans side by side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.plans.comparison import compare_plans, sum_up
from app.plans.model import PlannedShelter, ZoneFigures

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)


def zone(number: int, **changes) -> ZoneFigures:
    plain = ZoneFigures(
        zone_id=UUID(int=number),
        zone_version=1,
        number=number,
        name=f"{number} 号区",
        hazard=HazardBasis.WIND,
        people=100,
        groups={GroupCode.SITE_HUT: 100},
        ways=(),
        latest_start_at=NOON,
        last_start_at=NOON,
        rule_missed=False,
        clearance_min=30.0,
        shelters=(PlannedShelter("S1", "小学", 100),),
        unplaced=0,
        at_risk=0,
        visitors_home=0,
        inputs_hash="a",
    )
    return replace(plain, **changes)


def test_what_is_the_same_comes_last_and_new_danger_first():
    left = [zone(1), zone(2), zone(3), zone(4)]
    earlier = NOON - timedelta(minutes=90)
    right = [
        zone(1, inputs_hash="b"),
        zone(2, last_start_at=earlier, latest_start_at=earlier),
        zone(3, at_risk=5),
        zone(5),
    ]
    found = compare_plans(left, right)
    assert [row.number for row in found.zones] == [3, 2, 4, 5, 1]
    assert [row.same for row in found.zones] == [False, False, False, False, True]
    assert next(row for row in found.zones if row.number == 2).earlier_min == 90.0
    gone = next(row for row in found.zones if row.number == 4)
    assert gone.right is None and gone.earlier_min is None


def test_a_zone_names_each_shelter_that_takes_others():
    right = zone(1, shelters=(PlannedShelter("S1", "小学", 60), PlannedShelter("S2", "礼堂", 40)))
    (row,) = compare_plans([zone(1)], [right]).zones
    assert [(each.code, each.left, each.right) for each in row.shelters] == [
        ("S1", 100, 60),
        ("S2", 0, 40),
    ]


def test_a_plan_is_summed_up_and_a_shelter_counts_once():
    whole = sum_up([zone(1, unplaced=3), zone(2, at_risk=4, latest_start_at=None)])
    assert (whole.zones, whole.people, whole.shelters) == (2, 200, 1)
    assert (whole.unplaced, whole.at_risk, whole.latest_start_at) == (3, 4, NOON)
    assert sum_up([]).latest_start_at is None


def test_a_rules_hour_that_is_missed_makes_no_storm_come_later():
    left = zone(1, latest_start_at=NOON, last_start_at=NOON + timedelta(hours=11))
    wind = NOON + timedelta(hours=5)
    (row,) = compare_plans(
        [left], [zone(1, latest_start_at=wind, last_start_at=wind, rule_missed=True)]
    ).zones
    assert row.earlier_min == 6 * 60
