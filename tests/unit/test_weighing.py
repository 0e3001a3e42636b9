"""What a zone's decision to wait rests on: which clock and bulletin, and when nothing is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.evacuation.cutoffs import LimitedWay, Way
from app.evacuation.timing import timing
from app.evacuation.waiting import Call
from app.evacuation.waiting_words import explain_basis, explain_waiting
from app.evacuation.weighing import (
    NotWeighed,
    Unweighed,
    WaitingPractice,
    Weighed,
    next_bulletin,
    weigh_zone,
)
from app.typhoon.bulletins import Rhythm
from app.typhoon.outlook import Outlook
from app.wind.ensemble.queries import KnownCurves
from app.wind.ensemble.result import ArrivalCurves, EnsembleAgency, LawOfErrors, LawOfSizes
from tests.unit.clock_inputs import DECK, HOME, NOON, inputs, movement, winds
from tests.unit.forecast_storms import HKO, outlook
from tests.unit.storms import circle

RHYTHM = Rhythm(6.0, 3.0, 1.0)
NEEDED_MIN = 60 + 30 + 45 + 100
AGENCY = EnsembleAgency(
    "X", NOON, True, 1000, 1.0, 1, None, [7, 10],
    LawOfErrors(HKO[0], HKO[1], 1.2, "test"), LawOfSizes((24.0,), (0.3,), 0.0, "test"),
)  # fmt: skip


def curves(minutes: list[int], force: int = 10, until_h: float = 72) -> KnownCurves:
    """One village's arrivals in minutes from noon, of a hundred members."""
    until_at = NOON + timedelta(hours=until_h)
    known = ArrivalCurves(NOON, until_at, 100, {"V1": {force: minutes}})
    return KnownCurves(NOON, known, (AGENCY,))


def practice(known: KnownCurves | None, limit: float = 0.1) -> WaitingPractice:
    return WaitingPractice(known, RHYTHM, limit, 24.0)


def told_now() -> list[Outlook]:
    """A forecast of noon, far out at sea: the next is due six hours later."""
    known = outlook(140, 15, -3, 2, circle(200, 200, 200, 200))
    assert known.forecast is not None
    fixes = tuple(replace(each, fix_at=NOON) for each in known.track.fixes)
    forecast = replace(
        known.forecast,
        issued_at=NOON,
        points=tuple(
            replace(each, fix_at=NOON + (each.fix_at - known.forecast.issued_at))
            for each in known.forecast.points
        ),
    )
    return [Outlook(replace(known.track, fixes=fixes), forecast)]


def weighed(
    known: KnownCurves | None,
    wind_at: datetime | None = NOON + timedelta(hours=40),
    at: datetime = NOON,
    outlooks: list[Outlook] | None = None,
    **zone,
) -> Weighed | NotWeighed:
    asked = inputs(**zone, villages=("V1", "V2"))
    timed = timing(asked, winds({(HOME, 10): wind_at}), at)
    told = told_now() if outlooks is None else outlooks
    return weigh_zone(asked, timed, told, at, practice(known))


HUNDRED = [60 * hour for hour in range(1, 73)]  # an hour apart; 28 members never


def test_the_figures_are_the_curve_s_less_what_the_zone_needs() -> None:
    found = weighed(curves(HUNDRED))
    assert isinstance(found, Weighed)
    assert found.needed_min == NEEDED_MIN  # 3 h 55 min
    assert found.next_at == NOON + timedelta(hours=6)
    assert found.told.needless == pytest.approx(0.28)
    assert found.told.late_now == pytest.approx(0.03)  # hours 1 to 3
    assert found.told.late_next == pytest.approx(0.06)  # hours 4 to 9
    # Hours 1 to 10 are the ten in a hundred of the limit; the next is hour 11.
    assert found.wait_until_at == NOON + timedelta(hours=11, minutes=-NEEDED_MIN)


def test_what_ends_a_way_before_the_wind_does_so_for_every_member() -> None:
    """A bridge that closes six hours before force 10 is there takes six hours off."""
    bridge = LimitedWay("大桥", (DECK,), 8, 500)
    asked = inputs(movement(limits=(bridge,)), villages=("V1",))
    comes_at = NOON + timedelta(hours=40)
    blows = winds({(HOME, 10): comes_at, (DECK, 8): comes_at - timedelta(hours=6)})
    found = weigh_zone(
        asked, timing(asked, blows, NOON), told_now(), NOON, practice(curves(HUNDRED))
    )
    assert isinstance(found, Weighed)
    assert found.needed_min == NEEDED_MIN + 360


def test_nightfall_ends_no_way_and_is_not_waited_for() -> None:
    found = weighed(curves(HUNDRED), wind_at=NOON + timedelta(hours=36))
    assert isinstance(found, Weighed)
    assert found.needed_min == NEEDED_MIN


def test_the_first_of_the_villages_counts() -> None:
    known = curves([minute + 600 for minute in HUNDRED])
    both = replace(known.curves, minutes=known.curves.minutes | {"V2": {10: HUNDRED}})
    found = weighed(replace(known, curves=both))
    assert isinstance(found, Weighed)
    assert found.told == weighed(curves(HUNDRED)).told  # type: ignore[union-attr]


def test_a_force_without_a_curve_takes_the_next_lower_and_says_so() -> None:
    found = weighed(curves(HUNDRED, force=7))
    assert isinstance(found, Weighed) and found.force == 7
    assert "7 级" in explain_basis(found).zh


WITHOUT_CIRCLES = replace(curves([]), curves=replace(curves([]).curves, minutes={"V1": {}}))


@pytest.mark.parametrize(
    ("why", "given"),
    [
        (Unweighed.NO_STORM, {"outlooks": []}),
        (Unweighed.NO_FORECAST, {"outlooks": [replace(told_now()[0], forecast=None)]}),
        (Unweighed.NO_ENSEMBLE, {"known": None}),
        (Unweighed.NO_PLACE, {"known": curves(HUNDRED), "villages": ("V9",)}),
        (Unweighed.NO_CIRCLE, {"known": WITHOUT_CIRCLES}),
        (Unweighed.FORECAST_OVER, {"known": curves(HUNDRED, until_h=-1)}),
        (Unweighed.AWAY, {"known": curves([])}),
        (Unweighed.TOO_LATE, {"known": curves(HUNDRED), "wind_at": NOON + timedelta(hours=2)}),
        (Unweighed.BLOWING, {"known": curves(HUNDRED), "wind_at": NOON - timedelta(hours=1)}),
        (Unweighed.NOBODY, {"known": curves(HUNDRED), "movements": (), "people": 0}),
    ],
)
def test_where_the_ensemble_does_not_reach_there_is_a_reason_and_no_figure(
    why: Unweighed, given: dict
) -> None:
    asked = inputs(**{"villages": ("V1", "V2")} | {
        key: value for key, value in given.items() if key in ("villages", "movements", "people")
    })  # fmt: skip
    wind_at = given.get("wind_at", NOON + timedelta(hours=40))
    timed = timing(asked, winds({(HOME, 10): wind_at}), NOON)
    outlooks = given.get("outlooks", told_now())
    known = practice(given.get("known", curves(HUNDRED)))
    found = weigh_zone(asked, timed, outlooks, NOON, known)
    assert isinstance(found, NotWeighed) and found.why is why
    told = explain_waiting(found, NOON)
    assert told.zh.startswith("等不等没有算，") and "%" not in told.zh + told.en


def test_a_bulletin_that_is_overdue_is_not_awaited_in_the_past() -> None:
    for hours, due in ((0, 6), (5.9, 6), (6, 12), (20, 24)):
        at = NOON + timedelta(hours=hours)
        assert next_bulletin(told_now(), RHYTHM, at)[0] == NOON + timedelta(hours=due)


def test_one_sentence_says_it_in_both_languages() -> None:
    found = weighed(curves(HUNDRED))
    assert isinstance(found, Weighed) and found.told.call in Call
    told = explain_waiting(found, NOON)
    assert told.zh.startswith(
        "现在下令：28%多余，3%现在下令也来不及，等下一报（11日 18:00）：6%因等来不及，"
        "可多等 7.1 小时（到 11日 19:05）；建议："
    )
    assert told.en.startswith(
        "order now: 28% needless, 3% too late even now, wait for the next bulletin "
        "(11/7 18:00): 6% too late for waiting, it can wait 7.1 h more (until 11/7 19:05); advice"
    )


def test_by_boat_counts_and_at_sea_does_not() -> None:
    assert isinstance(weighed(curves(HUNDRED), movements=(movement(Way.BOAT),)), Weighed)


def test_who_is_late_by_one_way_is_not_told_to_wait_for_those_who_have_time() -> None:
    boats = movement(Way.BOAT, clearance_min=24 * 60.0)
    found = weighed(
        curves(HUNDRED), wind_at=NOON + timedelta(hours=20), movements=(movement(), boats)
    )
    assert isinstance(found, NotWeighed) and found.why is Unweighed.TOO_LATE


@pytest.mark.parametrize(("begins_h", "call"), [(11, Call.ORDER), (14, Call.WAIT)])
def test_nobody_waits_past_the_latest_start_that_stands_above(begins_h: int, call: Call) -> None:
    """By night, when no daylight is left to wait for; the next bulletin comes at twelve hours."""
    begins_at = NOON + timedelta(hours=begins_h)
    wind_at = begins_at + timedelta(minutes=NEEDED_MIN)
    found = weighed(curves([60 * 60] * 100), wind_at, at=NOON + timedelta(hours=9))
    assert isinstance(found, Weighed) and found.next_at == NOON + timedelta(hours=12)
    assert found.told.call is call
    assert found.order_by_at == (begins_at if call is Call.ORDER else None)
    assert found.wait_until_at == begins_at
