"""The visitors' own clock: their line binds nobody else, its waves say who can still be saved."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.evacuation.clock_words import explain_clock
from app.evacuation.clocks import Advice, WayClock
from app.evacuation.cutoffs import CutoffKind, FerryUse, Passage, Refuge, TimingInputs, Way
from app.evacuation.timing import timing
from tests.unit.clock_inputs import HOME, NOON, PIER, high_water, inputs, movement, winds

READY = timedelta(minutes=60 + 30)
LATE_WIND = {(HOME, 10): NOON + timedelta(hours=20)}
# 500 visitors in three waves of 200: landed after 30, 90 and 150 minutes.
WAVES = tuple(
    Refuge("甲线", people, minutes, (Passage("甲线", minutes),))
    for people, minutes in ((200, 30.0), (200, 90.0), (100, 150.0))
)
SAIL = movement(
    Way.HOME_BOAT,
    500,
    clearance_min=150.0,
    ferries=(FerryUse("甲线", (PIER,), 8, 500, empty_min=150.0, line_id=1),),
    refuges=WAVES,
)
STOPS = {**LATE_WIND, (PIER, 8): NOON}


def clock_of(at: datetime, way: Way, given: TimingInputs, **more) -> WayClock:
    found = timing(given, winds(STOPS), at, **more)
    return next(each for each in found.clocks if each.way is way)


def test_visitors_are_due_before_the_stop_less_all_their_waves() -> None:
    clock = clock_of(NOON - timedelta(hours=9), Way.HOME_BOAT, inputs(SAIL))
    assert clock.binding is not None
    assert (clock.binding.kind, clock.binding.way) == (CutoffKind.FERRY, Way.HOME_BOAT)
    assert clock.latest_start_at == NOON - READY - timedelta(minutes=150)
    assert (clock.advice, clock.at_risk) == (Advice.LEAVE, 0)


def test_their_line_binds_nobody_who_goes_by_road_and_no_dyke_binds_them() -> None:
    given = inputs(movement(), SAIL, outside_dyke=40)
    early = NOON - timedelta(hours=9)
    alone = clock_of(early, Way.ROAD, inputs(movement(), outside_dyke=40))
    assert clock_of(early, Way.ROAD, given).latest_start_at == alone.latest_start_at
    sailing = clock_of(early, Way.HOME_BOAT, given, surge_at=high_water(early))
    assert CutoffKind.SURGE not in {each.kind for each in sailing.cutoffs}
    after = NOON + timedelta(hours=1)
    assert not clock_of(after, Way.ROAD, given).over
    assert clock_of(after, Way.HOME_BOAT, given).over


def test_too_late_for_all_is_whom_the_next_waves_still_carry() -> None:
    """100 minutes of sailing are left: two waves, the third is accommodated on the island."""
    clock = clock_of(NOON - READY - timedelta(minutes=100), Way.HOME_BOAT, inputs(SAIL))
    assert clock.advice is Advice.REFUGE and clock.reach is not None
    assert (clock.reach.people, clock.at_risk) == (400, 100)
    assert clock.reach.until_at == NOON - READY - timedelta(minutes=30)
    told = explain_clock(clock)
    assert "400 人还上得了船" in told.zh and "其余 100 人就地安置" in told.zh
    assert "400 people can still be carried" in told.en


def test_once_the_line_has_stopped_they_are_accommodated_where_they_are() -> None:
    clock = clock_of(NOON + timedelta(hours=1), Way.HOME_BOAT, inputs(SAIL))
    assert (clock.over, clock.advice, clock.at_risk) == (True, Advice.LODGE, 500)
    told = explain_clock(clock)
    assert "轮渡停航 甲线" in told.zh and "500 人就地安置" in told.zh
    assert "in a shelter or their lodgings" in told.en


def test_of_two_lines_the_one_that_has_stopped_leaves_its_own_behind() -> None:
    other = Refuge("乙线", 60, 30.0, (Passage("乙线", 30.0),))
    both = replace(
        SAIL,
        people=560,
        ferries=(*SAIL.ferries, FerryUse("乙线", (HOME,), 9, 60, empty_min=30.0)),
        refuges=(*WAVES, other),
    )
    clock = clock_of(NOON + timedelta(hours=1), Way.HOME_BOAT, inputs(both))
    assert not clock.over and clock.advice is Advice.LEAVE and clock.at_risk == 500
    assert "另有 500 人的路已断，就地安置" in explain_clock(clock).zh


@pytest.mark.parametrize(
    ("residents", "in_zh"), [(0, "没有去处，游客 80 人留在住处"), (20, "20 人")]
)
def test_visitors_without_a_bed_stay_in_their_lodgings(residents: int, in_zh: str) -> None:
    given = inputs(movement(people=420), people=500 + residents, visitors_left=80)
    clock = clock_of(NOON - timedelta(hours=9), Way.STAY, given)
    assert (clock.people, clock.visitors) == (80 + residents, 80)
    told = explain_clock(clock)
    assert in_zh in told.zh and "游客 80 人留在住处" in told.zh
    assert ("strong building" in told.en) == (residents > 0)
