"""The 24 h and 48 h warning lines and when a track crosses them.

Coordinates: sources#warning-lines (five independent map code bases agree). "Inside" is the coast
side. North of 34°N, where the lines end, their last meridian is taken on northwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import LiteralString

from shapely import Point, Polygon

from app.typhoon.model import Fix
from app.typhoon.path import running_lon
from app.wording import Text

Position = tuple[float, float]


# Corners as WKT, north to south: the layer's SQL is made of the same text.
PATH_24H: LiteralString = "127 34, 127 22, 119 18, 119 11, 113 4.5, 105 0"
PATH_48H: LiteralString = "132 34, 132 15, 120 0, 105 0"


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One line with its corners from north to south."""

    hours: int
    title: Text
    coordinates: tuple[Position, ...]


def _read_corners(path: str) -> tuple[Position, ...]:
    pairs = (pair.split() for pair in path.split(","))
    return tuple((float(lon), float(lat)) for lon, lat in pairs)


LINE_24H = WarningLine(24, Text("24小时警戒线", "24 h warning line"), _read_corners(PATH_24H))
LINE_48H = WarningLine(48, Text("48小时警戒线", "48 h warning line"), _read_corners(PATH_48H))
WARNING_LINES = (LINE_24H, LINE_48H)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A track passing a warning line, interpolated between two fixes."""

    hours: int
    crossed_at: datetime
    lon: float
    lat: float
    inward: bool


def is_inside(line: WarningLine, lon: float, lat: float) -> bool:
    """Whether a position is on the coast side of a line or on it."""
    return _coast_side(line).covers(Point(lon, lat))


def find_crossings(fixes: Sequence[Fix]) -> list[Crossing]:
    """Every crossing of either line, in order of time."""
    if not fixes:
        return []
    lon = running_lon([fix.lon for fix in fixes])
    running = [replace(fix, lon=float(east)) for fix, east in zip(fixes, lon, strict=True)]
    found = [crossing for line in WARNING_LINES for crossing in _line_crossings(line, running)]
    return sorted(found, key=lambda crossing: crossing.crossed_at)


def _coast_side(line: WarningLine) -> Polygon:
    (east, _), (west, south) = line.coordinates[0], line.coordinates[-1]
    return Polygon([(east, 80), *line.coordinates, (west, south - 20), (60, south - 20), (60, 80)])


def _line_crossings(line: WarningLine, fixes: Sequence[Fix]) -> Iterator[Crossing]:
    corners = line.coordinates
    corners = ((corners[0][0], 80.0), *corners)
    for before, after in pairwise(fixes):
        was, now = (is_inside(line, fix.lon, fix.lat) for fix in (before, after))
        shares = [_crossing_share(before, after, a, b) for a, b in pairwise(corners)]
        for share in sorted({share for share in shares if share is not None}):
            yield Crossing(
                line.hours,
                before.fix_at + share * (after.fix_at - before.fix_at),
                round(before.lon + share * (after.lon - before.lon), 4),
                round(before.lat + share * (after.lat - before.lat), 4),
                inward=now if was != now else not was,
            )
            was = not was


def _crossing_share(before: Fix, after: Fix, a: Position, b: Position) -> float | None:
    """Share of the way from `before` to `after` at which the edge a–b is crossed, or None."""
    run, rise = after.lon - before.lon, after.lat - before.lat
    edge_run, edge_rise = b[0] - a[0], b[1] - a[1]
    turn = run * edge_rise - rise * edge_run
    if turn == 0:
        return None
    share = ((a[0] - before.lon) * edge_rise - (a[1] - before.lat) * edge_run) / turn
    along = ((a[0] - before.lon) * rise - (a[1] - before.lat) * run) / turn
    return share if 0 <= share < 1 and 0 <= along < 1 else None
