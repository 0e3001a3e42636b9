"""The wind of one force at places, as an answer a person can act on.

Both conventions are told. `earliest_at` is the earlier of them among the stays that are not yet
over; it is what a decision counts from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from app.geo.sphere import Floats
from app.typhoon.explanation import Explanation, circle_rule, without_circle
from app.typhoon.outlook import Outlook
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, Stays, find_stays


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

    def stays(self, convention: Convention) -> tuple[Stay, ...]:
        """The stays by one convention."""
        return self.step if convention is Convention.STEP else self.smooth

    def earlier(self, at: datetime) -> Convention:
        """The convention that has the wind here first, of what is not yet over at `at` if any is;
        step where both agree."""
        every = [(kind, stay) for kind in Convention for stay in self.stays(kind)]
        pending = [(kind, stay) for kind, stay in every if _is_pending(stay, at)]
        first = min(pending or every, key=lambda each: _begin(each[1]), default=None)
        return Convention.STEP if first is None else first[0]


def place_winds(
    outlook: Outlook, lon: Sequence[float], lat: Sequence[float], force: int, at: datetime
) -> list[PlaceWind]:
    """The wind of a force at each place, as known and awaited at `at`."""
    circles = outlook.circles(force)
    if circles is None:
        return [_without_circle(outlook, force)] * len(lon)
    where: tuple[Floats, Floats] = np.asarray(lon, float), np.asarray(lat, float)
    stays = {kind: find_stays(circles, *where, kind) for kind in Convention}
    rule = circle_rule(outlook, force)
    return [_answer(outlook, circles, stays, place, force, at, rule) for place in range(len(lon))]


def _without_circle(outlook: Outlook, force: int) -> PlaceWind:
    agency, reason = outlook.circle_owner.agency, without_circle(outlook, force)
    return PlaceWind(force, None, agency, (), (), None, None, False, reason, reason)


def _answer(
    outlook: Outlook,
    circles: CircleTrack,
    found: dict[Convention, Stays],
    place: int,
    force: int,
    at: datetime,
    rule: Explanation,
) -> PlaceWind:
    step, smooth = (
        tuple(_stay(circles, *stay) for stay in found[kind].of(place))
        for kind in (Convention.STEP, Convention.SMOOTH)
    )
    pending = [stay for stay in (*step, *smooth) if _is_pending(stay, at)]
    arrivals = [stay.arrival_at or circles.origin_at for stay in pending]
    return PlaceWind(
        force,
        circles.threshold_ms,
        outlook.circle_owner.agency,
        step,
        smooth,
        likely_at=next((stay.arrival_at for stay in step if _is_pending(stay, at)), None),
        earliest_at=min(arrivals, default=None),
        already_inside=any(stay.arrival_at is None for stay in pending),
        rule=rule,
        reason=None,
    )


def _is_pending(stay: Stay, at: datetime) -> bool:
    return stay.departure_at is None or stay.departure_at > at


def _begin(stay: Stay) -> datetime:
    return stay.arrival_at or datetime.min.replace(tzinfo=UTC)


def _stay(circles: CircleTrack, start_s: float, end_s: float) -> Stay:
    ends = [moment for moment in (start_s, end_s) if not np.isnan(moment)]
    return Stay(
        None if np.isnan(start_s) else circles.moment(start_s),
        None if np.isnan(end_s) else circles.moment(end_s),
        assumed=any(circles.is_assumed(moment) for moment in ends),
    )
