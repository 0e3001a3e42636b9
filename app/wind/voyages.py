"""Vessels on their ways as asked over HTTP, and when the wind is over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import numpy as np

from app.clock import parse_utc
from app.errors import InvalidInput
from app.typhoon.outlook import Outlook
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, stays_of
from app.wind.place_wind import Rounding, circle_for
from app.wind.whereabouts import Voyage, moving
from app.wording import Text

MOST_VOYAGES, MOST_POINTS = 2000, 200
Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class VesselPath:
    """A vessel's way: when it is where."""

    at: tuple[datetime, ...]
    lon: tuple[float, ...]
    lat: tuple[float, ...]


def voyage_stays(
    outlook: Outlook, force: int, ways: Sequence[VesselPath], convention: Convention
) -> list[list[Span]] | None:
    """Each vessel's stays inside the circle; None when the agency has no such circle.

    Before its first and after its last point a vessel lies still."""
    circles = outlook.circles(circle_for(force, Rounding.PROFILE))
    if circles is None:
        return None
    voyages = [Voyage([circles.seconds(at) for at in way.at], way.lon, way.lat) for way in ways]
    found = stays_of(circles, moving(voyages), convention)
    return [[_span_of(circles, *stay) for stay in found.of(index)] for index in range(len(ways))]


def _span_of(circles: CircleTrack, start_s: float, end_s: float) -> Span:
    begins = None if np.isnan(start_s) else circles.moment(start_s)
    return begins, None if np.isnan(end_s) else circles.moment(end_s)


def voyages_of(body: Mapping[str, Any]) -> tuple[int, list[VesselPath]]:
    """The force and the ways of {force, voyages: [[{at, lon, lat}…]…]}. Raises InvalidInput."""
    force, voyages = body.get("force", 7), body.get("voyages")
    if not isinstance(force, int) or not 6 <= force <= 17:
        raise _voyage_refusal(
            Text("force 要 6 到 17 的整数", "force must be a whole number from 6 to 17")
        )
    if not isinstance(voyages, list) or not 0 < len(cast(list[Any], voyages)) <= MOST_VOYAGES:
        raise _voyage_refusal(
            Text(
                f"voyages 要 1 到 {MOST_VOYAGES} 条航程",
                f"voyages must be 1 to {MOST_VOYAGES} voyages",
            )
        )
    return force, [_path_of(each) for each in cast(list[Any], voyages)]


def _path_of(points: Any) -> VesselPath:
    if not isinstance(points, list) or not 0 < len(cast(list[Any], points)) <= MOST_POINTS:
        raise _voyage_refusal(
            Text(f"一条航程要 1 到 {MOST_POINTS} 个点", f"A voyage has 1 to {MOST_POINTS} points")
        )
    read = [_read_point(each) for each in cast(list[Any], points)]
    at, lon, lat = zip(*read, strict=True)
    if any(later <= earlier for earlier, later in zip(at, at[1:], strict=False)):
        raise _voyage_refusal(Text("点的时间要依次递增", "The points' times must increase"))
    return VesselPath(at, lon, lat)


def _read_point(point: Any) -> tuple[datetime, float, float]:
    try:
        at, lon, lat = parse_utc(point["at"]), float(point["lon"]), float(point["lat"])
    except (KeyError, TypeError, ValueError) as error:
        raise _voyage_refusal(
            Text("每个点要有 at、lon、lat", "Each point needs at, lon and lat")
        ) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _voyage_refusal(Text("经纬度超出范围", "Longitude or latitude is out of range"))
    return at, lon, lat


def _voyage_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-045",
        Text("航程没有被接受", "The voyage was not accepted"),
        why,
        Text(
            '写成 {"force":7,"voyages":[[{"at":"2015-07-10T02:00:00Z","lon":122.3,"lat":30}]]}',
            'Write it as {"force":7,"voyages":[[{"at":"2015-07-10T02:00:00Z",'
            '"lon":122.3,"lat":30}]]}',
        ),
    )
