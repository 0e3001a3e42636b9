"""The wind that timing needs, from the typhoon's tracks and newest forecasts.

Each agency's circles are asked by both conventions and the earliest arrival of any counts: a
place an agency already has inside its circle is inside. A force without a circle of its own takes
the next lower one, which comes earlier.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.clock import BEIJING
from app.database import Connection
from app.evacuation.known_stays import stays_at
from app.evacuation.timing import Spot, WindArrival
from app.incidents.model import Incident
from app.typhoon.outlook import Outlook
from app.typhoon.queries import get_storm, list_outlooks
from app.typhoon.track import CircleTrack
from app.units import FORCE_LOWER_MS
from app.wind.arrival import Convention

_CIRCLES = (7, 10, 12)
_CONVENTIONS = {Convention.STEP: "分象限", Convention.SMOOTH: "象限间渐变"}


@dataclass(frozen=True, slots=True)
class WindTable:
    """Arrivals at `at` for the spots and forces it was asked for; empty without a typhoon."""

    arrivals: Mapping[tuple[Spot, int], WindArrival]

    def at(self, spot: Spot, force: int) -> WindArrival | None:
        """The arrival of `force` at `spot`, None when nothing is known of a typhoon."""
        return self.arrivals.get((spot, force))

    def blows(self, spots: Iterable[Spot], force: int, at: datetime) -> bool:
        """Whether `force` is over one of `spots` at `at`."""
        winds = (self.at(spot, force) for spot in spots)
        return any(wind is not None and wind.covers(at) for wind in winds)


def load_outlooks(conn: Connection, incident: Incident, at: datetime) -> list[Outlook]:
    """What the agencies know of the incident's storm at `at`; empty without a storm."""
    if incident.storm_id is None:
        return []
    return list_outlooks(conn, get_storm(conn, incident.storm_id), at)


def winds_of(
    outlooks: Sequence[Outlook], at: datetime, wanted: Mapping[int, Sequence[Spot]]
) -> WindTable:
    """The arrivals that `outlooks` give."""
    table: dict[tuple[Spot, int], WindArrival] = {}
    for force, spots in wanted.items():
        for outlook in outlooks:
            for spot, wind in _agency_winds(outlook, at, force, spots):
                table[spot, force] = _earlier(table.get((spot, force)), wind)
    return WindTable(table)


def _earlier(known: WindArrival | None, other: WindArrival) -> WindArrival:
    if known is None or known.arrival_at is None:
        return known if known is not None and other.arrival_at is None else other
    if other.arrival_at is None or known.arrival_at <= other.arrival_at:
        return known
    return other


def _agency_winds(
    outlook: Outlook, at: datetime, force: int, spots: Sequence[Spot]
) -> list[tuple[Spot, WindArrival]]:
    circle = circle_for(force)
    track = outlook.circles(circle)
    if track is None:
        nothing = _no_circle(outlook, force, circle)
        return [(spot, nothing) for spot in spots]
    lon = np.array([spot.lon for spot in spots])
    lat = np.array([spot.lat for spot in spots])
    stays = {convention: stays_at(track, lon, lat, convention) for convention in _CONVENTIONS}
    return [
        (spot, _wind(outlook, track, force, circle, at,
                     {name: found.of(index) for name, found in stays.items()}))
        for index, spot in enumerate(spots)
    ]  # fmt: skip


def circle_for(force: int) -> int:
    """The circle that stands for a force: sources publish 7, 10 and 12 only."""
    return max((circle for circle in _CIRCLES if circle <= force), default=_CIRCLES[0])


def _no_circle(outlook: Outlook, force: int, circle: int) -> WindArrival:
    forecast = outlook.forecast
    return WindArrival(
        force=force, arrival_at=None, departure_at=None, step_at=None, smooth_at=None,
        agency=outlook.track.agency, threshold_ms=FORCE_LOWER_MS[circle],
        issued_at=None if forecast is None else forecast.issued_at,
        synthetic=forecast is not None and forecast.synthetic,
        basis=f"{outlook.track.agency} 没有 {circle} 级风圈，{_source(outlook)}",
    )  # fmt: skip


def _wind(
    outlook: Outlook,
    track: CircleTrack,
    force: int,
    circle: int,
    at: datetime,
    stays: Mapping[Convention, list[tuple[float, float]]],
) -> WindArrival:
    spans = {name: _next_stay(track, found, at) for name, found in stays.items()}
    arrived = {name: span for name, span in spans.items() if span is not None}
    first = min(arrived, key=lambda name: arrived[name][0], default=None)
    return WindArrival(
        force=force,
        arrival_at=None if first is None else arrived[first][0],
        departure_at=None if first is None else arrived[first][1],
        step_at=_start(spans[Convention.STEP]),
        smooth_at=_start(spans[Convention.SMOOTH]),
        agency=outlook.track.agency,
        threshold_ms=track.threshold_ms,
        issued_at=None if outlook.forecast is None else outlook.forecast.issued_at,
        synthetic=outlook.forecast is not None and outlook.forecast.synthetic,
        basis=_basis(outlook, track, force, circle, first),
    )


_Span = tuple[datetime, datetime | None]


def _start(span: _Span | None) -> datetime | None:
    return None if span is None else span[0]


def _next_stay(
    track: CircleTrack, stays: Sequence[tuple[float, float]], at: datetime
) -> _Span | None:
    """The stay that lasts at `at` or comes next; open ends are the track's own ends."""
    for start_s, end_s in stays:
        ends = None if np.isnan(end_s) else track.moment(end_s)
        if ends is None or ends > at:
            return track.moment(0.0 if np.isnan(start_s) else start_s), ends
    return None


def _basis(
    outlook: Outlook, track: CircleTrack, force: int, circle: int, first: Convention | None
) -> str:
    parts = [f"{outlook.track.agency} {track.threshold_ms:.1f} m/s 风圈"]
    if circle != force:
        parts.append(f"{force} 级没有风圈，按 {circle} 级，偏{'早' if circle < force else '晚'}")
    if first is not None:
        parts.append(_CONVENTIONS[first])
    parts.append(_source(outlook))
    return "，".join(parts)


def _source(outlook: Outlook) -> str:
    forecast = outlook.forecast
    if forecast is None:
        return "只有实况"
    kind = "合成预报" if forecast.synthetic else "预报"
    return f"{forecast.issued_at.astimezone(BEIJING):%m-%d %H:%M} {kind}"
