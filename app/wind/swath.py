"""The ground a wind circle passes over: as known so far, and as forecast.

Quarter arcs as drawn (`step`), every half hour, joined. For display only: times are never read
off these shapes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely import MultiPolygon, Polygon, make_valid
from shapely.ops import unary_union

from app.geo.sphere import Floats, destination
from app.typhoon.track import CircleTrack

STEP_S = 1800.0
_SIMPLIFY_DEG = 0.005
_ARC = np.linspace(0.0, 90.0, 13)


@dataclass(frozen=True, slots=True)
class Swath:
    """What the circle has passed over up to the last fix, and what it will by the forecast."""

    known: MultiPolygon
    forecast: MultiPolygon


def swath(circles: CircleTrack, known_s: float) -> Swath:
    """`known_s` is the last known moment, in the track's seconds."""
    return Swath(
        _passed_area(circles, float(circles.at_s[0]), min(known_s, float(circles.at_s[-1]))),
        _passed_area(circles, known_s, float(circles.at_s[-1])),
    )


def _passed_area(circles: CircleTrack, begin_s: float, end_s: float) -> MultiPolygon:
    if end_s < begin_s:
        return MultiPolygon()
    times = np.append(np.arange(begin_s, end_s, STEP_S), end_s)
    shapes = [make_valid(shape) for at_s in times for shape in _shape_at(circles, float(at_s))]
    area = unary_union(shapes).simplify(_SIMPLIFY_DEG)
    if isinstance(area, Polygon):
        return MultiPolygon() if area.is_empty else MultiPolygon([area])
    return area if isinstance(area, MultiPolygon) else MultiPolygon()


def _shape_at(circles: CircleTrack, at_s: float) -> Iterator[Polygon]:
    """The four quarter arcs at a moment as one ring; none where there is no circle."""
    moment = np.array([at_s])
    (lon,), (lat,) = circles.centre(moment)
    radii = circles.radii(moment)[:, 0]
    if radii.max() <= 0:
        return
    bearing: Floats = np.concatenate([_ARC + 90 * quadrant for quadrant in range(4)])
    reach = np.repeat(radii, len(_ARC))
    x, y = destination(float(lon), float(lat), bearing, reach)
    yield Polygon(np.round(np.stack([x, y], axis=1), 5))
