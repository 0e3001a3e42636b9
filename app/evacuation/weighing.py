"""What a zone's decision to wait is weighed by: its wind, its ways, the bulletin that comes next.

The clock is that of people on land who leave, by road or boat, home or to a shelter: wind of the
land force over the first of their villages, less what they need. Where a bridge, a line or a high
water ends a way earlier than the wind over the villages does, it does so for every member by as
much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from app.configuration.queries import value
from app.database import Connection
from app.evacuation.clocks import Timing, WayClock
from app.evacuation.cutoffs import LEAVING, SOFT, Cutoff, CutoffKind, TimingInputs
from app.evacuation.waiting import Call, Outlooking, Waiting, first_of, weigh
from app.geo.sphere import Floats
from app.incidents.model import Incident
from app.typhoon.bulletins import Rhythm
from app.typhoon.outlook import Outlook
from app.typhoon.practice import rhythm
from app.wind.ensemble.basis import FORCES
from app.wind.ensemble.queries import KnownCurves, find_village_curves
from app.wind.ensemble.result import ArrivalCurves

_WINDS = frozenset({CutoffKind.WIND_LAND, CutoffKind.WIND_SEA})


class Unweighed(StrEnum):
    """Why there are no figures; `app.evacuation.waiting_words` says each."""

    NO_STORM = "no_storm"
    NO_FORECAST = "no_forecast"
    NO_ENSEMBLE = "no_ensemble"
    NO_PLACE = "no_place"
    NO_CIRCLE = "no_circle"
    FORECAST_OVER = "forecast_over"
    NOBODY = "nobody"
    TOO_LATE = "too_late"
    BLOWING = "blowing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class WaitingPractice:
    """What the office set, and what the newest finished ensemble says of the villages."""

    known: KnownCurves | None
    rhythm: Rhythm
    limit: float
    needless_h: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The figures, and what they rest on. `wait_until_at` None: waiting never reaches the limit.

    `order_by_at`: by when the advised order is given; None: the next bulletin is awaited."""

    told: Waiting
    force: int
    needed_min: float
    next_at: datetime
    wait_until_at: datetime | None
    order_by_at: datetime | None
    known_at: datetime
    until_at: datetime
    limit: float


@dataclass(frozen=True, slots=True)
class NotWeighed:
    """Why not. `until_at`: where the forecasts end, if that is known."""

    why: Unweighed
    force: int
    until_at: datetime | None = None


def load_waiting(
    conn: Connection, incident: Incident, at: datetime, inputs: Sequence[TimingInputs]
) -> WaitingPractice:
    """Everything that waiting is weighed by, read once for all zones."""
    known = None
    codes = sorted({code for each in inputs for code in each.villages})
    if incident.storm_id is not None and codes:
        # The lowest stands in for a force that has no circle.
        forces = sorted({FORCES[0]} | {_nearest_told(each.weighed_force) for each in inputs})
        known = find_village_curves(conn, incident.storm_id, at, codes, forces)
    return WaitingPractice(
        known=known,
        rhythm=rhythm(conn),
        limit=value(conn, "evac.miss_limit_pct") / 100,
        needless_h=value(conn, "evac.needless_h"),
    )


def _nearest_told(force: int) -> int:
    """The force that the ensemble is asked for in its place: itself or the next lower."""
    return max((each for each in FORCES if each <= force), default=FORCES[0])


def weigh_zone(
    inputs: TimingInputs,
    timing: Timing,
    outlooks: Sequence[Outlook],
    at: datetime,
    practice: WaitingPractice,
) -> Weighed | NotWeighed:
    """The figures for a zone at `at`, or why there are none."""
    forecasting = [each for each in outlooks if each.forecast is not None and each.coming]
    hindered = _find_hindrance(timing, forecasting, outlooks, at)
    if hindered is not None:
        return NotWeighed(hindered, inputs.weighed_force)
    known = practice.known
    if known is None:
        return NotWeighed(Unweighed.NO_ENSEMBLE, inputs.weighed_force)
    reached = _find_reach(inputs, known.curves, at)
    if isinstance(reached, NotWeighed):
        return reached
    force, arrivals = reached
    needed_min = _needed_min(inputs, timing, at)
    next_at, interval = next_bulletin(forecasting, practice.rhythm, at)
    told = weigh(
        Outlooking(
            arrivals=arrivals,
            needed_h=needed_min / 60,
            issued_h=min(_hours_of(known.known_at - at), 0.0),
            next_h=_hours_of(next_at - at),
            interval_h=_hours_of(interval),
            deviation=lambda lead_h: _mean_error_km(known, lead_h),
        ),
        practice.limit,
        practice.needless_h,
    )
    last_at = _last_start(timing)
    order_by_at = _hours_after(at, told.order_h)
    if last_at is not None and last_at < next_at:
        order_by_at = _first_of(order_by_at, last_at)
    return Weighed(
        told=told if order_by_at is None else replace(told, call=Call.ORDER),
        force=force,
        needed_min=needed_min,
        next_at=next_at,
        wait_until_at=_first_of(_hours_after(at, told.hours), last_at),
        order_by_at=order_by_at,
        known_at=known.known_at,
        until_at=known.curves.until_at,
        limit=practice.limit,
    )


def _find_reach(
    inputs: TimingInputs, curves: ArrivalCurves, at: datetime
) -> tuple[int, Floats] | NotWeighed:
    """Which wind the zone's villages are told of, and the members' arrivals in hours from `at`."""
    force, until_at = inputs.weighed_force, curves.until_at
    if until_at <= at:
        return NotWeighed(Unweighed.FORECAST_OVER, force, until_at)
    listed = [curves.minutes[v] for v in inputs.villages if v in curves.minutes]
    if not listed:
        return NotWeighed(Unweighed.NO_PLACE, force, until_at)
    told_force = _told_force(listed, force)
    if told_force is None:
        return NotWeighed(Unweighed.NO_CIRCLE, force, until_at)
    arrivals = _first_arrivals(curves, [each[told_force] for each in listed], at)
    if not np.isfinite(arrivals).any():
        return NotWeighed(Unweighed.AWAY, told_force, until_at)
    return told_force, arrivals


def _find_hindrance(
    timing: Timing, forecasting: Sequence[Outlook], outlooks: Sequence[Outlook], at: datetime
) -> Unweighed | None:
    """Why nothing is weighed whatever the ensemble says."""
    if not outlooks:
        return Unweighed.NO_STORM
    if not forecasting:
        return Unweighed.NO_FORECAST
    clocks = [each for each in timing.clocks if each.way in LEAVING]
    if not clocks:
        return Unweighed.NOBODY
    winds = [each for clock in clocks for each in _wind_ends(clock) if each.wind is not None]
    if any(each.wind is not None and each.wind.covers(at) for each in winds):
        return Unweighed.BLOWING
    # Who leaves by one way is never told to wait for the sake of those who have time by another.
    late = any(not clock.over and not _in_time(clock, at) for clock in clocks)
    return Unweighed.TOO_LATE if late or all(clock.over for clock in clocks) else None


def _wind_ends(clock: WayClock) -> list[Cutoff]:
    return [each for each in clock.cutoffs if each.kind in _WINDS]


def _in_time(clock: WayClock, at: datetime) -> bool:
    """Whether an order now still lets the whole way leave by the plan."""
    latest = clock.latest_start_at
    return not clock.over and (latest is None or latest >= at)


def _needed_min(inputs: TimingInputs, timing: Timing, at: datetime) -> float:
    """From the order until the slowest way that is in time is done, or what ends it earlier."""
    lead = inputs.lead
    lead_min = lead.mobilisation_min + lead.notification_min + lead.buffer_min
    clocks = [each for each in timing.clocks if each.way in LEAVING and _in_time(each, at)]
    ways = {clock.way for clock in clocks}
    whole = [each.clearance_min + lead_min for each in inputs.movements if each.way in ways]
    return max([*whole, *_earlier_min(clocks, inputs.weighed_force)])


def _earlier_min(clocks: Sequence[WayClock], force: int) -> list[float]:
    """From each last order for what may still end a way to the wind that is weighed."""
    winds = {
        each.cutoff_at for clock in clocks for each in _wind_ends(clock) if each.force == force
    }
    ends = [
        each
        for clock in clocks
        for each in clock.cutoffs
        if each.kind not in SOFT and each not in clock.passed
    ]
    return [
        (wind_at - each.latest_start_at).total_seconds() / 60 for wind_at in winds for each in ends
    ]


def next_bulletin(
    outlooks: Sequence[Outlook], practice: Rhythm, at: datetime
) -> tuple[datetime, timedelta]:
    """When the next forecast of the agency that speaks first is due, and the interval after it."""
    due: list[tuple[datetime, timedelta]] = []
    for outlook in outlooks:
        if outlook.forecast is None:
            continue
        last = outlook.track.fixes[-1] if outlook.track.fixes else outlook.forecast.points[0]
        interval = practice.interval(last.lon, last.lat)
        late = max((at - outlook.forecast.issued_at) // interval, 0)
        due.append((outlook.forecast.issued_at + interval * (late + 1), interval))
    return min(due)


def _told_force(listed: Sequence[Mapping[int, list[int]]], force: int) -> int | None:
    """The force itself, or the next lower that has a circle: it comes earlier, never later."""
    told = list(listed[0])
    return max((each for each in told if each <= force), default=min(told, default=None))


def _first_arrivals(curves: ArrivalCurves, listed: Sequence[Sequence[int]], at: datetime) -> Floats:
    """Hours from `at` to the first arrival among the villages; inf where it never comes."""
    begun_h = _hours_of(curves.from_at - at)
    return first_of([_whole_curve(each, curves.count) / 60 + begun_h for each in listed])


def _whole_curve(minutes: Sequence[int], count: int) -> Floats:
    whole: Floats = np.full(count, np.inf)
    whole[: len(minutes)] = minutes
    return whole


def _mean_error_km(known: KnownCurves, lead_h: Floats) -> Floats:
    """By the agency that is first: only the shape of its growth counts."""
    law = known.agencies[0].error_law
    return np.interp(lead_h, (0.0, *law.lead_h), (0.0, *law.mean_km))


def _last_start(timing: Timing) -> datetime | None:
    """By when the plan itself must begin: nobody may wait past what stands above the figures."""
    leaving = [each for each in timing.clocks if each.way in LEAVING and not each.over]
    starts = [each.latest_start_at for each in leaving]
    return _first_of(*starts)


def _first_of(*moments: datetime | None) -> datetime | None:
    """The earliest of those that there are."""
    return min((each for each in moments if each is not None), default=None)


def _hours_after(at: datetime, hours: float | None) -> datetime | None:
    return None if hours is None else at + timedelta(hours=hours)


def _hours_of(span: timedelta) -> float:
    return span.total_seconds() / 3600
