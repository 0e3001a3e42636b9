"""The wind of one force at places, as an answer a person can act on: the one engine of every
limit, panel, briefing, command and route.

Both conventions are told. `earliest_at` is the earlier of them among the stays that are not yet
over; it is what a decision counts from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import numpy as np

from app.geo.sphere import Floats
from app.typhoon.explanation import Explanation, circle_rule, told_assumptions, without_circle
from app.typhoon.outlook import Assumption, Outlook
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, Stays
from app.wind.known_stays import stays_at


class Rounding(StrEnum):
    """Which circle stands for a force that sources publish none of; they publish 7, 10 and 12.

    `PROFILE`: 8, 9 and 11 by the fall of the wind between circles; 13 and more takes 12 and comes
    too early, 6 takes 7 and comes too late. `LOWER`: the next lower published, never too late."""

    PROFILE = "profile"
    LOWER = "lower"


PUBLISHED_FORCES = (7, 10, 12)


def circle_for(force: int, rounding: Rounding) -> int:
    """The force whose circle stands for `force`."""
    if rounding is Rounding.PROFILE:
        return min(max(force, PUBLISHED_FORCES[0]), PUBLISHED_FORCES[-1])
    return max((each for each in PUBLISHED_FORCES if each <= force), default=PUBLISHED_FORCES[0])


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay inside the circle. None: it began before, or lasts beyond, what is known.

    `assumed`: the arrival or departure falls in a gap whose radii are ramped or lent."""

    arrival_at: datetime | None
    departure_at: datetime | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class PlaceWind:
    """Wind of one force at one place; `agency` is the circles'. `reason` None means an answer.

    `circle_force` is the circle that stands for the force under `rounding`.

    `already_inside`: the place is inside from the first moment of the track, so `earliest_at`
    is that moment and the true arrival was earlier."""

    force: int
    threshold_ms: float | None
    agency: str
    step: tuple[Stay, ...]
    smooth: tuple[Stay, ...]
    likely_at: datetime | None
    earliest_at: datetime | None
    already_inside: bool
    rule: Explanation
    reason: Explanation | None
    circle_force: int
    rounding: Rounding
    assumptions: frozenset[Assumption]

    def coming(self, convention: Convention, at: datetime) -> Stay | None:
        """The stay that lasts at `at` or comes next."""
        return next((stay for stay in self.stays(convention) if _is_pending(stay, at)), None)

    def stays(self, convention: Convention) -> tuple[Stay, ...]:
        """The stays by one convention."""
        return self.step if convention is Convention.STEP else self.smooth

    def earlier(self, at: datetime) -> Convention:
        """The convention that has the wind here first, of what is not yet over at `at` if any is;
        step where both agree."""
        every = [(kind, stay) for kind in Convention for stay in self.stays(kind)]
        pending = [(kind, stay) for kind, stay in every if _is_pending(stay, at)]
        first = min(pending or every, key=lambda each: _begin_of(each[1]), default=None)
        return Convention.STEP if first is None else first[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every place."""

    outlook: Outlook
    force: int
    at: datetime
    rounding: Rounding

    @property
    def circle_force(self) -> int:
        return circle_for(self.force, self.rounding)


def place_winds(
    outlook: Outlook,
    lon: Sequence[float],
    lat: Sequence[float],
    force: int,
    at: datetime,
    *,
    rounding: Rounding = Rounding.PROFILE,
) -> list[PlaceWind]:
    """The wind of a force at each place, as known and awaited at `at`."""
    asked = _Asked(outlook, force, at, rounding)
    circles = outlook.circles(asked.circle_force)
    if circles is None:
        return [_without_circle(asked)] * len(lon)
    where: tuple[Floats, Floats] = np.asarray(lon, float), np.asarray(lat, float)
    found = {kind: stays_at(circles, *where, kind) for kind in Convention}
    assumptions = _list_assumptions(asked, circles)
    rule = _state_rule(asked, assumptions)
    return [
        _make_answer(asked, circles, found, place, rule, assumptions) for place in range(len(lon))
    ]


def wind_rule(outlook: Outlook, force: int) -> Explanation:
    """What an answer for `force` rests on, or why there is none, for outlets of many places."""
    asked = _Asked(outlook, force, outlook.points[0].fix_at, Rounding.PROFILE)
    circles = outlook.circles(asked.circle_force)
    if circles is None:
        return without_circle(outlook, asked.circle_force)
    return _state_rule(asked, _list_assumptions(asked, circles))


def _state_rule(asked: _Asked, assumptions: frozenset[Assumption]) -> Explanation:
    told = told_assumptions(assumptions, asked.force, asked.circle_force)
    return circle_rule(asked.outlook, asked.circle_force).followed_by(told)


def _list_assumptions(asked: _Asked, circles: CircleTrack) -> frozenset[Assumption]:
    found = asked.outlook.assumptions(asked.circle_force, circles)
    return found if asked.circle_force == asked.force else found | {Assumption.ROUNDED}


def _without_circle(asked: _Asked) -> PlaceWind:
    agency = asked.outlook.circle_owner.agency
    reason = without_circle(asked.outlook, asked.circle_force)
    return PlaceWind(
        asked.force, None, agency, (), (), None, None, False, reason, reason,
        asked.circle_force, asked.rounding, frozenset(),
    )  # fmt: skip


def _make_answer(
    asked: _Asked,
    circles: CircleTrack,
    found: dict[Convention, Stays],
    place: int,
    rule: Explanation,
    assumptions: frozenset[Assumption],
) -> PlaceWind:
    at = asked.at
    step, smooth = (
        tuple(_make_stay(circles, *stay) for stay in found[kind].of(place))
        for kind in (Convention.STEP, Convention.SMOOTH)
    )
    pending = [stay for stay in (*step, *smooth) if _is_pending(stay, at)]
    arrivals = [stay.arrival_at or circles.origin_at for stay in pending]
    return PlaceWind(
        asked.force,
        circles.threshold_ms,
        asked.outlook.circle_owner.agency,
        step,
        smooth,
        likely_at=next((stay.arrival_at for stay in step if _is_pending(stay, at)), None),
        earliest_at=min(arrivals, default=None),
        already_inside=any(stay.arrival_at is None for stay in pending),
        rule=rule,
        reason=None,
        circle_force=asked.circle_force,
        rounding=asked.rounding,
        assumptions=assumptions,
    )


def _is_pending(stay: Stay, at: datetime) -> bool:
    return stay.departure_at is None or stay.departure_at > at


def _begin_of(stay: Stay) -> datetime:
    return stay.arrival_at or datetime.min.replace(tzinfo=UTC)


def _make_stay(circles: CircleTrack, start_s: float, end_s: float) -> Stay:
    ends = [moment for moment in (start_s, end_s) if not np.isnan(moment)]
    return Stay(
        None if np.isnan(start_s) else circles.moment(start_s),
        None if np.isnan(end_s) else circles.moment(end_s),
        assumed=any(circles.is_assumed(moment) for moment in ends),
    )
