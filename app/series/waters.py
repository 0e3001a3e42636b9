"""High waters of a station with a tide series, as known at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.database import Connection
from app.series.high_water import HighWater, high_waters
from app.series.model import Nature, Point, Series, SeriesKind, Station
from app.series.queries import list_points, list_series

# A peak needs its rise: read from before the moment that is asked for.
_BEFORE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class StationWater:
    """A station's high waters; `surge` says whether any surge is known for it at all."""

    station: Station
    datum: str
    high_waters: tuple[HighWater, ...]
    has_surge: bool
    illustrative: bool


def list_tides(conn: Connection) -> list[Series]:
    """The predicted tide of each station that has one."""
    tides = list_series(conn, SeriesKind.TIDE)
    return [series for series in tides if series.nature is Nature.PREDICTED]


def station_water(conn: Connection, tide: Series, at: datetime, ahead: timedelta) -> StationWater:
    """The high waters of a tide's station between `at` and `at + ahead`, as known at `at`."""
    since, until = at - _BEFORE, at + ahead + _BEFORE
    surges = list_series(conn, SeriesKind.SURGE, tide.station.code)
    levels = list_points(conn, tide.series_id, known_by=at, since=since, until=until)
    surge = merged_surge(conn, surges, at, since, until)
    peaks = [peak for peak in high_waters(levels, surge) if at <= peak.at <= at + ahead]
    return StationWater(
        station=tide.station,
        datum=tide.datum or "",
        high_waters=tuple(peaks),
        has_surge=bool(surge),
        illustrative=tide.illustrative or any(one.illustrative for one in surges),
    )


def merged_surge(
    conn: Connection,
    surges: Sequence[Series],
    known_by: datetime,
    since: datetime | None,
    until: datetime | None,
) -> list[Point]:
    """Predicted surge, with what was measured in its place."""
    merged: dict[datetime, Point] = {}
    # "predicted" sorts before "observed" here, so that the measured value is the one that stays
    for series in sorted(surges, key=lambda one: one.nature, reverse=True):
        points = list_points(conn, series.series_id, known_by=known_by, since=since, until=until)
        merged.update({point.at: point for point in points})
    return [merged[moment] for moment in sorted(merged)]
