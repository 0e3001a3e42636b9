"""Gathers the figures of a moment and asks the rules, county by county."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from app.database import Connection
from app.incidents.model import Incident
from app.rule_tables.model import RuleTable
from app.series.model import Point, Series, SeriesKind
from app.series.queries import list_points, list_series
from app.typhoon.outlook import Outlook
from app.typhoon.queries import get_storm, list_outlooks
from app.typhoon.warning_lines import WARNING_LINES, is_inside
from app.warnings import queries
from app.warnings.evidence import circle_winds, series_winds, station_rain
from app.warnings.model import Signal, SignalKind, SignalRule, Wind
from app.warnings.suggestion import suggest_rain, suggest_wind

_OUTER_LINE_H = 48
_SPOKEN_FOR = frozenset({SeriesKind.WIND, SeriesKind.GUST, SeriesKind.RAIN})

Values = list[tuple[Series, list[Point]]]


@dataclass(frozen=True, slots=True)
class CountySignals:
    """The signals a county's figures call for."""

    unit_code: str
    unit_name: str
    signals: tuple[Signal, ...]


def suggestions(
    conn: Connection, incident: Incident | None, at: datetime, table: RuleTable[SignalRule]
) -> list[CountySignals]:
    """Every county's signals at `at`, also of a county for which there are none."""
    outlooks = _read_outlooks(conn, incident, at)
    values = _read_values(conn, at, max(rule.within_h for rule in table.rules))
    places = queries.list_places(conn)
    circles = {county: circle_winds(outlooks, seats, at) for county, seats in places.items()}
    kind = _wind_kind(outlooks, list(chain.from_iterable(circles.values())))
    return [
        CountySignals(
            code, name, tuple(_suggest_signals(table, kind, circles[code, name], values[code], at))
        )
        for code, name in places
    ]


def _suggest_signals(
    table: RuleTable[SignalRule],
    kind: SignalKind,
    circles: Sequence[Wind],
    values: Values,
    at: datetime,
) -> Iterator[Signal]:
    winds = [*circles]
    rains: dict[str, Values] = defaultdict(list)
    for series, points in values:
        if series.kind is SeriesKind.RAIN:
            rains[series.station.code].append((series, points))
        else:
            winds.extend(series_winds(series, points, at))
    gauges = [rain for one in rains.values() if (rain := station_rain(one, at))]
    for signal in (
        suggest_wind(table.rules, kind, winds, at),
        suggest_rain(table.rules, gauges, at),
    ):
        if signal is not None:
            yield signal


def _wind_kind(outlooks: Sequence[Outlook], circles: Sequence[Wind]) -> SignalKind:
    """Typhoon while a storm's circle is awaited or a storm is inside the 48-hour line."""
    outer = next(line for line in WARNING_LINES if line.hours == _OUTER_LINE_H)
    last = [outlook.track.fixes[-1] for outlook in outlooks if outlook.track.fixes]
    near = any(is_inside(outer, fix.lon, fix.lat) for fix in last)
    return SignalKind.TYPHOON if circles or near else SignalKind.GALE


def _read_outlooks(conn: Connection, incident: Incident | None, at: datetime) -> list[Outlook]:
    if incident is None or incident.storm_id is None:
        return []
    return list_outlooks(conn, get_storm(conn, incident.storm_id), at)


def _read_values(conn: Connection, at: datetime, hours: float) -> dict[str, Values]:
    """By county code: series of wind and rain with what is known of the hours about `at`."""
    span = timedelta(hours=hours)
    found: dict[str, Values] = defaultdict(list)
    for series in list_series(conn):
        code = series.station.county_code
        if code is not None and series.kind in _SPOKEN_FOR:
            points = list_points(
                conn, series.series_id, known_by=at, since=at - span, until=at + span
            )
            found[code].append((series, points))
    return found
