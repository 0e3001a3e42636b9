"""Hand-made deadlines: each way has its own clock, what has passed binds nothing, late is told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.evacuation.clock_words import explain_clock
from app.evacuation.clocks import Advice, Timing, WayClock
from app.evacuation.cutoffs import (
    CutoffKind,
    FerryUse,
    LimitedWay,
    Passage,
    Refuge,
    SeaWithdrawal,
    Spot,
    SurgeAt,
    TimingInputs,
    Way,
    no_series,
)
from app.evacuation.timing import timing
from tests.unit.clock_inputs import (
    DECK,
    HOME,
    MIDNIGHT,
    NOON,
    PIER,
    high_water,
    inputs,
    movement,
    winds,
)

FERRY = FerryUse("甲线", (PIER,), 8, 90, empty_min=10.0)
BRIDGE = LimitedWay("大桥", (DECK,), 8, 70)
NEAR = Refuge("近校", 300, 30.0)
OVER_BRIDGE = Refuge("远馆", 70, 60.0, (Passage("大桥", 45.0),))
FARTHER = Refuge("中馆", 130, 240.0)
ROAD = movement(limits=(BRIDGE,), refuges=(NEAR, OVER_BRIDGE, FARTHER))
BOAT = movement(
    Way.BOAT,
    90,
    clearance_min=80.0,
    ferries=(FERRY,),
    refuges=(Refuge("岛外", 90, 60.0, (Passage("甲线", 20.0),)),),
)
NEEDED = timedelta(minutes=100 + 60 + 30 + 45)
READY = timedelta(minutes=60 + 30)
SEA = SeaWithdrawal(
    5, 1, 120.0, "浙渔1", "沈家门", 20_000.0, 8.0, 1.3,
    (Refuge("沈家门", 30, 120.0, vessels=3), Refuge("台门", 8, 20.0, vessels=1)),
)  # fmt: skip
LATE_WIND = {(HOME, 10): NOON + timedelta(hours=20)}


def at(
    moment: datetime,
    given: TimingInputs,
    table: Mapping[tuple[Spot, int], datetime],
    surge_at: SurgeAt = no_series,
) -> Timing:
    return timing(given, winds(table), moment, surge_at)


def clock_of(found: Timing, way: Way) -> WayClock:
    return next(each for each in found.clocks if each.way is way)


LONG_BEFORE = NOON - timedelta(days=1)


@pytest.mark.parametrize(
    ("way", "kind", "given", "table", "needed_min"),
    [
        (Way.ROAD, CutoffKind.WIND_LAND, inputs(), {(HOME, 10): NOON}, 235),
        (Way.ROAD, CutoffKind.BRIDGE, inputs(ROAD), {**LATE_WIND, (DECK, 8): NOON}, 235),
        (Way.ROAD, CutoffKind.DARK, inputs(), {(HOME, 10): MIDNIGHT}, 235),
        (Way.ROAD, CutoffKind.SURGE, inputs(outside_dyke=40), LATE_WIND, 235),
        (Way.BOAT, CutoffKind.FERRY, inputs(BOAT), {**LATE_WIND, (PIER, 8): NOON}, 100),
        (Way.SEA, CutoffKind.WIND_SEA, inputs(movements=(), people=0, sea=SEA),
         {(HOME, 7): NOON}, 255),
        (Way.STAY, CutoffKind.WIND_LAND, inputs(movements=(), people=9), {(HOME, 10): NOON}, 90),
    ],
)  # fmt: skip
def test_each_cutoff_binds_its_own_way(
    way: Way,
    kind: CutoffKind,
    given: TimingInputs,
    table: Mapping[tuple[Spot, int], datetime],
    needed_min: int,
) -> None:
    water = high_water(NOON) if given.outside_dyke else no_series
    found = at(LONG_BEFORE, given, table, water)
    (clock,) = found.clocks
    assert clock.binding is not None and found.binding == clock.binding
    assert (clock.way, clock.binding.kind, clock.over) == (way, kind, False)
    started = clock.binding.cutoff_at - clock.binding.latest_start_at
    assert started == timedelta(minutes=needed_min)


def test_a_ferry_does_not_bind_who_leaves_by_road() -> None:
    """One line 4 km from port made the order for 18,778 people on land seven hours late."""
    table = {**LATE_WIND, (PIER, 8): NOON}
    alone = clock_of(at(NOON, inputs(movement()), LATE_WIND), Way.ROAD)
    moment = NOON - timedelta(minutes=30)
    found = at(moment, inputs(movement(), BOAT), table)
    road, boat = clock_of(found, Way.ROAD), clock_of(found, Way.BOAT)
    assert road.latest_start_at == alone.latest_start_at
    assert road.advice is Advice.LEAVE and road.at_risk == 0
    assert boat.latest_start_at == NOON - timedelta(minutes=100)
    assert (boat.advice, boat.at_risk) == (Advice.STAY, 90)
    assert found.latest_start_at == boat.latest_start_at


def test_a_line_that_has_stopped_is_told_and_binds_nobody() -> None:
    moment = NOON + timedelta(hours=1)
    found = at(moment, inputs(movement(), BOAT), {**LATE_WIND, (PIER, 8): NOON})
    road, boat = clock_of(found, Way.ROAD), clock_of(found, Way.BOAT)
    assert found.latest_start_at == road.latest_start_at
    assert (boat.over, boat.at_risk, boat.advice) == (True, 90, Advice.STAY)
    told = explain_clock(boat)
    assert "11日 12:00 已过：轮渡停航 甲线" in told.zh and "passed at 11/7 12:00" in told.en


def test_a_bridge_that_has_closed_leaves_its_own_people_behind_and_no_others() -> None:
    moment = NOON + timedelta(hours=1)
    clock = clock_of(at(moment, inputs(ROAD), {**LATE_WIND, (DECK, 8): NOON}), Way.ROAD)
    assert not clock.over and clock.binding is not None
    assert clock.binding.kind is CutoffKind.WIND_LAND
    assert (clock.advice, clock.at_risk) == (Advice.LEAVE, 70)
    assert [cutoff.name for cutoff in clock.passed] == ["大桥"]
    assert "另有 70 人的路已断" in explain_clock(clock).zh


def test_the_last_bridge_ends_the_way_of_who_all_need_it() -> None:
    everybody = movement(people=70, limits=(BRIDGE,), refuges=(OVER_BRIDGE,))
    found = at(NOON, inputs(everybody), {**LATE_WIND, (DECK, 8): NOON})
    clock = clock_of(found, Way.ROAD)
    assert clock.over and clock.at_risk == 70
    assert found.latest_start_at == NOON - NEEDED


def test_a_daylight_departure_that_was_missed_leaves_the_night() -> None:
    table = {(HOME, 10): MIDNIGHT}
    by_day = clock_of(at(LONG_BEFORE, inputs(), table), Way.ROAD)
    assert by_day.binding is not None and by_day.binding.kind is CutoffKind.DARK
    missed = by_day.binding.latest_start_at + timedelta(minutes=1)
    by_night = clock_of(at(missed, inputs(), table), Way.ROAD)
    assert by_night.binding is not None and by_night.binding.kind is CutoffKind.WIND_LAND
    assert by_night.advice is Advice.LEAVE and by_night.latest_start_at == MIDNIGHT - NEEDED
    assert "夜里走" in explain_clock(by_night).zh


def test_too_late_for_all_is_who_still_reaches_a_refuge_and_who_is_left() -> None:
    """The farthest need 240 min and the bridge closes first: 300 of 500 still get there."""
    table = {(HOME, 10): NOON, (DECK, 8): NOON - timedelta(hours=1)}
    moment = NOON - READY - timedelta(minutes=40)
    clock = clock_of(at(moment, inputs(ROAD), table), Way.ROAD)
    assert clock.advice is Advice.REFUGE and clock.reach is not None
    assert (clock.reach.name, clock.reach.people, clock.at_risk) == ("近校", 300, 200)
    assert clock.reach.until_at == NOON - READY - timedelta(minutes=30)
    told = explain_clock(clock)
    assert "300 人" in told.zh and "200 people" in told.en
    assert "近校" not in told.zh, "who may not see the shelter reads this too"


def test_who_is_over_the_bridge_in_time_is_not_lost_for_the_way_behind_it() -> None:
    """60 min to the shelter, 45 of them to the end of the bridge, which closes in 50."""
    closes_at = NOON - timedelta(hours=1)
    moment = closes_at - READY - timedelta(minutes=50)
    found = at(moment, inputs(ROAD), {(HOME, 10): NOON, (DECK, 8): closes_at})
    clock = clock_of(found, Way.ROAD)
    assert clock.reach is not None and (clock.reach.people, clock.at_risk) == (370, 130)


def test_what_ended_a_way_first_is_what_is_told() -> None:
    """The wind that follows the last ferry ends nothing that was still open."""
    table = {**LATE_WIND, (PIER, 8): NOON, (DECK, 8): NOON + timedelta(hours=20, minutes=30)}
    sailing = replace(BOAT, limits=(BRIDGE,))
    clock = clock_of(at(NOON + timedelta(hours=21), inputs(sailing), table), Way.BOAT)
    assert clock.binding is not None and clock.binding.kind is CutoffKind.FERRY
    told = explain_clock(clock).zh
    assert "轮渡停航" in told and "陆上大风" not in told and "夜里走" not in told


def test_a_buffer_that_is_used_up_puts_nobody_at_risk_yet() -> None:
    given = inputs(movement(refuges=(Refuge("近校", 500, 90.0),)))
    clock = clock_of(at(NOON - NEEDED + timedelta(minutes=5), given, {(HOME, 10): NOON}), Way.ROAD)
    assert (clock.advice, clock.at_risk) == (Advice.REFUGE, 0)
    assert "其余" not in explain_clock(clock).zh


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, Advice.STAY),
        ({"low_lying": 5}, Advice.UPSTAIRS),
        ({"outside_dyke": 5}, Advice.UPSTAIRS),
    ],
)
def test_who_reaches_nothing_stays_or_goes_upstairs(changes: dict, advice: Advice) -> None:
    clock = clock_of(at(NOON, inputs(ROAD, **changes), {(HOME, 10): NOON}), Way.ROAD)
    assert (clock.over, clock.advice, clock.at_risk) == (True, advice, 500)
    assert "500 people" in explain_clock(clock).en


def test_high_water_catches_those_outside_the_dyke_and_no_more() -> None:
    given = inputs(ROAD, outside_dyke=40)
    moment = NOON - timedelta(hours=1)
    clock = clock_of(at(moment, given, LATE_WIND, high_water(NOON)), Way.ROAD)
    assert clock.binding is not None and clock.binding.kind is CutoffKind.SURGE
    assert (clock.advice, clock.at_risk) == (Advice.REFUGE, 40)
    after = clock_of(at(NOON, given, LATE_WIND, high_water(NOON)), Way.ROAD)
    assert after.binding is not None and after.binding.kind is CutoffKind.WIND_LAND
    assert (after.advice, after.at_risk) == (Advice.LEAVE, 40)


def test_crews_make_the_harbour_that_is_left_and_the_others_are_told() -> None:
    given = inputs(movements=(), people=0, sea=SEA)
    clock = clock_of(at(NOON - READY - timedelta(minutes=30), given, {(HOME, 7): NOON}), Way.SEA)
    assert (clock.people, clock.vessels, clock.advice) == (38, 4, Advice.REFUGE)
    assert clock.reach is not None and (clock.reach.name, clock.reach.vessels) == ("台门", 1)
    assert (clock.at_risk, clock.vessels_at_risk) == (30, 3)
    over = clock_of(at(NOON, given, {(HOME, 7): NOON}), Way.SEA)
    assert (over.advice, over.at_risk, over.vessels_at_risk) == (Advice.LEE, 38, 4)


def test_who_has_no_shelter_stays_and_must_have_heard_before_the_wind() -> None:
    given = inputs(movement(people=420), people=500)
    found = at(LONG_BEFORE, given, {(HOME, 10): NOON})
    road, stay = clock_of(found, Way.ROAD), clock_of(found, Way.STAY)
    assert (road.people, stay.people, stay.at_risk, stay.advice) == (420, 80, 80, Advice.STAY)
    assert stay.latest_start_at == NOON - READY
    assert found.latest_start_at == road.latest_start_at
    assert "80 人" in explain_clock(stay).zh


def test_no_shelter_and_no_road_leave_staying_alone() -> None:
    found = at(LONG_BEFORE, inputs(movements=(), people=500), {(HOME, 10): NOON})
    assert [clock.way for clock in found.clocks] == [Way.STAY]
    assert found.binding is not None and found.binding.way is Way.STAY


def test_nobody_due_has_no_clock() -> None:
    found = at(NOON, inputs(movements=(), people=0), {(HOME, 10): NOON})
    assert (found.clocks, found.binding, found.latest_start_at) == ((), None, None)


def test_a_forecast_that_is_withdrawn_leaves_no_deadline_and_no_risk() -> None:
    given = inputs(ROAD, BOAT)
    assert at(NOON, given, {(HOME, 10): NOON}).binding is not None
    found = timing(given, lambda spot, force: None, NOON)
    assert found.latest_start_at is None
    for clock in found.clocks:
        assert (clock.advice, clock.at_risk, clock.over) == (Advice.LEAVE, 0, False)


def test_a_zone_whose_every_way_is_over_stays_late_instead_of_having_no_deadline() -> None:
    found = at(NOON + timedelta(hours=2), inputs(ROAD, BOAT), {(HOME, 10): NOON, (PIER, 8): NOON})
    assert all(clock.over for clock in found.clocks)
    assert found.latest_start_at is not None and found.latest_start_at < NOON
