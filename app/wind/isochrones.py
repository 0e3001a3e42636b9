"""Hour lines of a wind's arrival over the city's waters.

The first arrival is worked out on a grid (`step`, as the circles are drawn) and contoured at
every full hour. Where a quadrant's step makes the arrival jump, lines crowd: that is the source's
own coarseness.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from shapely import LineString, MultiLineString
from shapely.ops import linemerge

from app.geo.contour import contour_segments
from app.geo.sphere import Floats
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, find_stays

# The city's waters and some way round, so that lines do not end at the map's edge.
WEST, SOUTH, EAST, NORTH = 119.5, 27.5, 125.0, 32.5
SPACING_DEG = 0.1


@dataclass(frozen=True, slots=True)
class Isochrone:
    """Where the wind arrives at one full hour."""

    arrival_at: datetime
    lines: tuple[tuple[tuple[float, float], ...], ...]


def isochrones(circles: CircleTrack) -> list[Isochrone]:
    """Hour lines in order of time."""
    lon = np.arange(WEST, EAST + SPACING_DEG / 2, SPACING_DEG)
    lat = np.arange(SOUTH, NORTH + SPACING_DEG / 2, SPACING_DEG)
    arrivals = _first_arrivals(circles, lon, lat)
    if np.isnan(arrivals).all():
        return []
    return list(_hour_lines(circles, arrivals, lon, lat))


def _first_arrivals(circles: CircleTrack, lon: Floats, lat: Floats) -> Floats:
    east, north = np.meshgrid(lon, lat)
    stays = find_stays(circles, east.ravel(), north.ravel(), Convention.STEP)
    place, first = np.unique(stays.place, return_index=True)
    arrivals = np.full(east.size, np.nan)
    arrivals[place] = stays.start_s[first]
    return arrivals.reshape(east.shape)


def _hour_lines(
    circles: CircleTrack, arrivals: Floats, lon: Floats, lat: Floats
) -> Iterator[Isochrone]:
    first = circles.moment(float(np.nanmin(arrivals)))
    last = circles.moment(float(np.nanmax(arrivals)))
    moment = first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while moment <= last:
        segments = contour_segments(arrivals, lon, lat, circles.seconds(moment))
        if len(segments):
            yield Isochrone(moment, _merge_segments(segments))
        moment += timedelta(hours=1)


def _merge_segments(segments: Floats) -> tuple[tuple[tuple[float, float], ...], ...]:
    merged = linemerge(MultiLineString(list(np.round(segments, 5))))
    lines = [merged] if isinstance(merged, LineString) else list(merged.geoms)
    return tuple(tuple((x, y) for x, y in line.coords) for line in lines)
