"""The latest start is the earliest of all cut-offs, and nothing is silently left out."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from app.evacuation.cutoff_words import explain_cutoff, explain_gap
from app.evacuation.cutoffs import (
    CutoffKind,
    FerryUse,
    Gap,
    LeadTimes,
    LimitedWay,
    SeaWithdrawal,
    Spot,
    SurgeGap,
    SurgeLimit,
    TimingInputs,
    WindArrival,
)
from app.evacuation.timing import timing, wanted_winds

HOME = Spot("试镇", 122.2, 30.0)
EDGE = Spot("试镇", 122.3, 30.0)
PIER = Spot("码头", 122.1, 30.0)
DECK = Spot("大桥", 122.0, 30.0)
FAR = SurgeGap(Gap.TIDE_TOO_FAR, "远站", 90.0, 60.0)
NOON = datetime(2015, 7, 11, 4, 0, tzinfo=UTC)  # 12:00 in Zhoushan
MIDNIGHT = datetime(2015, 7, 11, 16, 0, tzinfo=UTC)


def arrival(force: int, at: datetime | None) -> WindArrival:
    return WindArrival(force, at, None, at, at, "JMA", 25.7, None, False, force)


def winds(table: Mapping[tuple[Spot, int], datetime | None]):
    def wind_at(spot: Spot, force: int) -> WindArrival | None:
        return arrival(force, table.get((spot, force)))

    return wind_at


def inputs(**changes) -> TimingInputs:
    plain = {
        "spots": (HOME,), "clearance_min": 100.0, "people": 500, "placed": 500,
        "lead": LeadTimes(60, 30, 45), "land_force": 10, "sea_force": 7, "ways": (),
        "ferries": (), "sea": None,
    }  # fmt: skip
    return TimingInputs(**{**plain, **changes})


def test_all_parts_come_off_the_arrival() -> None:
    found = timing(inputs(), winds({(HOME, 10): NOON}))
    assert found.latest_start_at == NOON - timedelta(minutes=100 + 60 + 30 + 45)
    assert found.binding is not None and found.binding.kind is CutoffKind.WIND_LAND


def test_the_earliest_latest_start_binds_not_the_earliest_cutoff() -> None:
    ferry = FerryUse("甲线", (PIER,), 8, 90, empty_min=10.0)
    found = timing(
        inputs(ferries=(ferry,), clearance_min=400.0),
        winds({(HOME, 10): NOON, (PIER, 8): NOON - timedelta(hours=2)}),
    )
    assert [cutoff.kind for cutoff in found.cutoffs] == [CutoffKind.WIND_LAND, CutoffKind.FERRY]
    assert found.latest_start_at == min(cutoff.latest_start_at for cutoff in found.cutoffs)


def test_the_first_place_the_wind_reaches_counts() -> None:
    found = timing(
        inputs(spots=(HOME, EDGE)),
        winds({(HOME, 10): NOON, (EDGE, 10): NOON - timedelta(minutes=40)}),
    )
    assert found.cutoffs[0].cutoff_at == NOON - timedelta(minutes=40)


def test_night_wind_makes_sunset_a_cutoff() -> None:
    found = timing(inputs(), winds({(HOME, 10): MIDNIGHT}))
    dark = next(cutoff for cutoff in found.cutoffs if cutoff.kind is CutoffKind.DARK)
    assert dark.cutoff_at == pytest.approx(
        datetime(2015, 7, 11, 10, 55, tzinfo=UTC), abs=timedelta(minutes=3)
    )
    assert found.binding is dark


def test_day_wind_says_that_dark_does_not_matter() -> None:
    found = timing(inputs(), winds({(HOME, 10): NOON}))
    assert "白天" in why(found, CutoffKind.DARK)


@pytest.mark.parametrize(
    ("changes", "kind", "word"),
    [
        ({}, CutoffKind.SURGE, "潮位"),
        ({}, CutoffKind.FERRY, "不用轮渡"),
        ({}, CutoffKind.BRIDGE, "不经过"),
        ({}, CutoffKind.WIND_SEA, "没有船"),
        ({"sea": SeaWithdrawal(3, 3, 0.0)}, CutoffKind.WIND_SEA, "都已在港"),
        ({"people": 0, "placed": 0}, CutoffKind.WIND_LAND, "没有人"),
        ({"placed": 0}, CutoffKind.WIND_LAND, "无从算起"),
        ({"placed": 0}, CutoffKind.DARK, "无从算起"),
        ({"outside_dyke": 0}, CutoffKind.SURGE, "没有海塘外人员"),
        ({"outside_dyke": 9, "placed": 0}, CutoffKind.SURGE, "无从算起"),
    ],
)
def test_what_is_not_considered_says_why(changes: dict, kind: CutoffKind, word: str) -> None:
    found = timing(inputs(**changes), winds({(HOME, 10): MIDNIGHT}))
    assert word in why(found, kind)


def test_every_kind_is_either_a_cutoff_or_explained() -> None:
    ferry, way = FerryUse("甲线", (PIER,), 8, 90, 10.0), LimitedWay("大桥", (DECK,), 8, 70)
    sea = SeaWithdrawal(4, 1, 50.0)
    for table in ({}, {(HOME, 10): NOON, (PIER, 8): NOON, (DECK, 8): NOON, (HOME, 7): NOON}):
        found = timing(inputs(ferries=(ferry,), ways=(way,), sea=sea), winds(table))
        kinds = {item.kind for item in (*found.cutoffs, *found.not_considered)}
        assert kinds == set(CutoffKind)


def test_a_wind_that_never_comes_gives_no_latest_start() -> None:
    found = timing(inputs(), winds({}))
    assert found.latest_start_at is None
    assert "10 级风圈不到" in why(found, CutoffKind.WIND_LAND)


def test_without_typhoon_data_it_is_said() -> None:
    found = timing(inputs(), lambda spot, force: None)
    assert why(found, CutoffKind.WIND_LAND) == "没有台风资料"


def test_people_without_a_place_are_named_beside_the_cutoff() -> None:
    found = timing(inputs(placed=420), winds({(HOME, 10): NOON}))
    assert "另有 80 人没有" in explain_cutoff(found.cutoffs[0]).zh


def high_water(at: datetime):
    peak_at = at + timedelta(hours=6)
    return lambda spot: SurgeLimit(
        f"{spot.name}站", at, 4.0, peak_at, 3.1, "85", 0.8, 6.0, None, False
    )


def test_a_high_water_is_a_cutoff_with_every_part_off_it() -> None:
    cutoff_at = NOON - timedelta(hours=9)
    found = timing(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), high_water(cutoff_at))
    assert found.binding is not None and found.binding.kind is CutoffKind.SURGE
    assert found.latest_start_at == cutoff_at - timedelta(minutes=100 + 60 + 30 + 45)
    assert "海塘外 40 人" in explain_cutoff(found.binding).zh


def test_a_later_high_water_does_not_bind() -> None:
    found = timing(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), high_water(NOON))
    assert [cutoff.kind for cutoff in found.cutoffs] == [CutoffKind.WIND_LAND, CutoffKind.SURGE]
    later = high_water(NOON + timedelta(minutes=1))
    found = timing(inputs(outside_dyke=40), winds({(HOME, 10): NOON}), later)
    assert found.binding is not None and found.binding.kind is CutoffKind.WIND_LAND


def test_nobody_outside_the_dyke_no_cutoff_whatever_the_tide() -> None:
    found = timing(inputs(outside_dyke=0), winds({(HOME, 10): NOON}), high_water(NOON))
    assert all(cutoff.kind is not CutoffKind.SURGE for cutoff in found.cutoffs)


def test_why_no_high_water_counts_is_told_on() -> None:
    found = timing(inputs(outside_dyke=40), winds({}), lambda spot: FAR)
    assert "90 km" in why(found, CutoffKind.SURGE)


def test_an_answer_from_before_groups_were_counted_still_gets_its_high_water() -> None:
    found = timing(inputs(), winds({(HOME, 10): NOON}), high_water(NOON - timedelta(hours=9)))
    assert found.binding is not None and found.binding.kind is CutoffKind.SURGE


def test_every_place_and_force_is_asked_for_at_once() -> None:
    ferry, way = FerryUse("甲线", (PIER,), 8, 90, 10.0), LimitedWay("大桥", (DECK,), 8, 70)
    wanted = wanted_winds(inputs(ferries=(ferry,), ways=(way,)))
    assert {force: set(spots) for force, spots in wanted.items()} == {
        10: {HOME}, 7: {HOME}, 8: {PIER, DECK}
    }  # fmt: skip


def why(found, kind: CutoffKind) -> str:
    return next(explain_gap(item).zh for item in found.not_considered if item.kind is kind)
