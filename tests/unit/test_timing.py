"""The latest start is the earliest of all cut-offs, and nothing is silently left out."""

from datetime import UTC, datetime, timedelta

import pytest

from app.evacuation.clocks import Timing
from app.evacuation.cutoff_words import explain_cutoff, explain_gap
from app.evacuation.cutoffs import (
    CutoffKind,
    FerryUse,
    Gap,
    LimitedWay,
    SeaWithdrawal,
    SurgeAt,
    SurgeGap,
    TimingInputs,
    Way,
    WindAt,
    no_series,
)
from app.evacuation.timing import timing, wanted_winds
from tests.unit.clock_inputs import (
    DECK,
    EDGE,
    HOME,
    MIDNIGHT,
    NOON,
    PIER,
    high_water,
    inputs,
    movement,
    winds,
)

EARLY = NOON - timedelta(days=2)
FAR = SurgeGap(Gap.TIDE_TOO_FAR, "远站", 90.0, 60.0)
FERRY = FerryUse("甲线", (PIER,), 8, 90, empty_min=10.0)
BRIDGE = LimitedWay("大桥", (DECK,), 8, 70)


def timed(given: TimingInputs, wind_at: WindAt, surge_at: SurgeAt = no_series) -> Timing:
    """Two days before the wind, when nothing has passed."""
    return timing(given, wind_at, EARLY, surge_at)


def test_all_parts_come_off_the_arrival() -> None:
    found = timed(inputs(), winds({(HOME, 10): NOON}))
    assert found.latest_start_at == NOON - timedelta(minutes=100 + 60 + 30 + 45)
    assert found.binding is not None and found.binding.kind is CutoffKind.WIND_LAND


def test_the_earliest_latest_start_binds_not_the_earliest_cutoff() -> None:
    found = timed(
        inputs(movement(clearance_min=400.0), movement(Way.BOAT, 90, ferries=(FERRY,))),
        winds({(HOME, 10): NOON, (PIER, 8): NOON - timedelta(hours=2)}),
    )
    kinds = [(cutoff.way, cutoff.kind) for cutoff in found.cutoffs]
    assert kinds[0] == (Way.ROAD, CutoffKind.WIND_LAND)
    assert (Way.BOAT, CutoffKind.FERRY) in kinds[1:]
    assert found.latest_start_at == min(cutoff.latest_start_at for cutoff in found.cutoffs)


def test_the_first_place_the_wind_reaches_counts() -> None:
    found = timed(
        inputs(spots=(HOME, EDGE)),
        winds({(HOME, 10): NOON, (EDGE, 10): NOON - timedelta(minutes=40)}),
    )
    assert found.cutoffs[0].cutoff_at == NOON - timedelta(minutes=40)


def test_night_wind_makes_sunset_a_cutoff() -> None:
    found = timed(inputs(), winds({(HOME, 10): MIDNIGHT}))
    dark = next(cutoff for cutoff in found.cutoffs if cutoff.kind is CutoffKind.DARK)
    assert dark.cutoff_at == pytest.approx(
        datetime(2015, 7, 11, 10, 55, tzinfo=UTC), abs=timedelta(minutes=3)
    )
    assert found.binding is dark


def test_day_wind_says_that_dark_does_not_matter() -> None:
    found = timed(inputs(), winds({(HOME, 10): NOON}))
    assert "白天" in why(found, CutoffKind.DARK)


NOBODY_GOES = {"movements": ()}


@pytest.mark.parametrize(
    ("changes", "kind", "word"),
    [
        ({}, CutoffKind.SURGE, "潮位"),
        ({}, CutoffKind.FERRY, "不用轮渡"),
        ({}, CutoffKind.BRIDGE, "不经过"),
        ({}, CutoffKind.WIND_SEA, "没有船"),
        ({"sea": SeaWithdrawal(3, 3, 0.0)}, CutoffKind.WIND_SEA, "都已在港"),
        ({**NOBODY_GOES, "people": 0}, CutoffKind.WIND_LAND, "没有人"),
        (NOBODY_GOES, CutoffKind.WIND_LAND, "无从算起"),
        (NOBODY_GOES, CutoffKind.DARK, "无从算起"),
        ({"outside_dyke": 0}, CutoffKind.SURGE, "没有海塘外人员"),
        ({**NOBODY_GOES, "outside_dyke": 9}, CutoffKind.SURGE, "无从算起"),
    ],
)
def test_what_is_not_considered_says_why(changes: dict, kind: CutoffKind, word: str) -> None:
    found = timed(inputs(**changes), winds({(HOME, 10): MIDNIGHT}))
    assert word in why(found, kind)


def test_every_kind_is_either_a_cutoff_or_explained() -> None:
    sea = SeaWithdrawal(4, 1, 50.0)
    moved = movement(limits=(BRIDGE,)), movement(Way.BOAT, 90, ferries=(FERRY,))
    for table in ({}, {(HOME, 10): NOON, (PIER, 8): NOON, (DECK, 8): NOON, (HOME, 7): NOON}):
        for given in (inputs(*moved, sea=sea), inputs(movements=(), people=0)):
            found = timed(given, winds(table))
            kinds = {item.kind for item in (*found.cutoffs, *found.not_considered)}
            assert kinds == set(CutoffKind)


def test_a_wind_that_never_comes_gives_no_latest_start() -> None:
    found = timed(inputs(), winds({}))
    assert found.latest_start_at is None
    assert "10 级风圈不到" in why(found, CutoffKind.WIND_LAND)


def test_without_typhoon_data_it_is_said() -> None:
    found = timed(inputs(), lambda spot, force: None)
    assert why(found, CutoffKind.WIND_LAND) == "没有台风资料"


def test_a_reason_that_two_ways_share_is_told_once() -> None:
    found = timed(inputs(movement(), movement(Way.BOAT, 90, ferries=(FERRY,))), winds({}))
    kinds = [item.kind for item in found.not_considered]
    assert len(kinds) == len(set(kinds))


def test_a_high_water_is_a_cutoff_with_every_part_off_it() -> None:
    cutoff_at = NOON - timedelta(hours=9)
    found = timed(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), high_water(cutoff_at))
    assert found.binding is not None and found.binding.kind is CutoffKind.SURGE
    assert found.latest_start_at == cutoff_at - timedelta(minutes=100 + 60 + 30 + 45)
    assert "海塘外 40 人" in explain_cutoff(found.binding).zh


def test_a_later_high_water_does_not_bind() -> None:
    found = timed(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), high_water(NOON))
    assert [cutoff.kind for cutoff in found.cutoffs] == [CutoffKind.WIND_LAND, CutoffKind.SURGE]
    later = high_water(NOON + timedelta(minutes=1))
    found = timed(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), later)
    assert found.binding is not None and found.binding.kind is CutoffKind.WIND_LAND


def test_nobody_outside_the_dyke_no_cutoff_whatever_the_tide() -> None:
    found = timed(inputs(outside_dyke=0), winds({(HOME, 10): NOON}), high_water(NOON))
    assert all(cutoff.kind is not CutoffKind.SURGE for cutoff in found.cutoffs)


def test_why_no_high_water_counts_is_told_on() -> None:
    found = timed(inputs(outside_dyke=40), winds({}), lambda spot: FAR)
    assert "90 km" in why(found, CutoffKind.SURGE)


def test_an_answer_from_before_groups_were_counted_still_gets_its_high_water() -> None:
    found = timed(inputs(), winds({(HOME, 10): NOON}), high_water(NOON - timedelta(hours=9)))
    assert found.binding is not None and found.binding.kind is CutoffKind.SURGE


def test_every_place_and_force_is_asked_for_at_once() -> None:
    moved = movement(limits=(BRIDGE,)), movement(Way.BOAT, 90, ferries=(FERRY,))
    assert {force: set(spots) for force, spots in wanted_winds(inputs(*moved)).items()} == {
        10: {HOME}, 7: {HOME}, 8: {PIER, DECK}
    }  # fmt: skip


def why(found: Timing, kind: CutoffKind) -> str:
    return next(explain_gap(item).zh for item in found.not_considered if item.kind is kind)
