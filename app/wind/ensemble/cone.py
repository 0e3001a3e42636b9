"""The cone: at each lead the circle that holds a stated share of the members' centres.

Successive circles are joined by their convex hulls, as CMA and JMA draw it (sources#forecasts).
The members are those of the arrivals, so cone and probabilities cannot disagree.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from shapely import MultiPolygon, Polygon
from shapely.ops import unary_union

from app.geo.sphere import Floats, destination, distance_km
from app.typhoon.track import CircleTrack
from app.wind.ensemble.members import Members

STEP_S = 3 * 3600.0
_BEARINGS = np.arange(0.0, 360.0, 10.0)


@dataclass(frozen=True, slots=True)
class ConeCircle:
    """Where the centre is with the cone's probability at one moment."""

    valid_at: datetime
    lon: float
    lat: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Cone:
    """One agency's cone."""

    circles: tuple[ConeCircle, ...]
    outline: Polygon | MultiPolygon


def cone(members: Members, percent: float) -> Cone:
    """The circles every three hours and at every forecast point, and their outline."""
    base = next(iter(members.circles.values()))
    steps = np.arange(members.begin_s, members.at_s[-1], STEP_S)
    times = np.unique(np.concatenate([steps, members.at_s[members.at_s >= members.begin_s]]))
    circles = tuple(_cone_circle(members, base, float(at_s), percent) for at_s in times)
    discs = [_disc_of(circle) for circle in circles]
    hulls = [unary_union([a, b]).convex_hull for a, b in pairwise(discs)]
    outline = unary_union([*hulls, *discs])
    if not isinstance(outline, Polygon | MultiPolygon):
        raise TypeError(f"a cone is an area, not a {outline.geom_type}")
    return Cone(circles, outline)


def _cone_circle(members: Members, base: CircleTrack, at_s: float, percent: float) -> ConeCircle:
    lon, lat = (float(part[0]) for part in base.centre(np.array([at_s])))
    away = distance_km(np.array([lon]), np.array([lat]), *members.centres(at_s))
    return ConeCircle(members.moment(at_s), lon, lat, float(np.quantile(away, percent / 100)))


def _disc_of(circle: ConeCircle) -> Polygon:
    radius = max(circle.radius_km, 1.0)  # where the centre is known it is still an area
    lon, lat = destination(circle.lon, circle.lat, _BEARINGS, radius)
    # destination() answers near the centre's own longitude, so nothing wraps here
    ring: Floats = np.round(np.stack([lon, lat], axis=1), 4)
    return Polygon(ring)
