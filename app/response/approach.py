"""The storm's nearest approach to the city, and how strong it is while it affects it.

Centre and wind are linear between points; moments are a quarter of an hour apart. While it affects
the city is from the first arrival of force 10 at a county seat to the nearest approach, and the
nearest approach alone when force 10 is not awaited: a storm that weakens on the last leg is met
as it comes, not as it leaves.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.geo.sphere import Floats, distance_km
from app.response.model import View
from app.storm_events.model import Story, story_of
from app.typhoon.model import Fix, StormClass
from app.typhoon.standard_class import StandardClass
from app.typhoon.strength import RANK
from app.wind.place_wind import place_winds

STEP_S = 900.0
AFFECTING_FORCE = 10


@dataclass(frozen=True, slots=True)
class Approach:
    """When and how near it comes to a county seat, and its classes then and on the way."""

    nearest_at: datetime
    nearest_km: float
    class_nearest: StandardClass
    class_affecting: StandardClass


def approach_of(view: View) -> Approach | None:
    """The approach still to come, the last point when it is over; None without seats or path."""
    story = story_of(view.outlook)
    if story is None or not view.seats:
        return None
    path = story.path
    from_s = min(max(path.seconds(view.at), 0.0), path.end_s)
    moments = np.append(np.arange(from_s, path.end_s, STEP_S), path.end_s)
    gaps_km = _gaps_km(view, *path.centre(moments))
    best = int(np.argmin(gaps_km))
    nearest_at = path.moment(float(moments[best]))
    return Approach(
        nearest_at,
        float(gaps_km[best]),
        view.class_of(_point_at(story, nearest_at)),
        _strongest_class(view, story, moments, nearest_at),
    )


def _gaps_km(view: View, lon: Floats, lat: Floats) -> Floats:
    seats = [(seat.lon, seat.lat) for seat in view.seats]
    each = [distance_km(lon, lat, np.full_like(lon, x), np.full_like(lat, y)) for x, y in seats]
    return np.min(each, axis=0)


def _strongest_class(
    view: View, story: Story, moments: Floats, nearest_at: datetime
) -> StandardClass:
    """The highest class among the moments from force 10's arrival to the nearest approach."""
    lon, lat = [seat.lon for seat in view.seats], [seat.lat for seat in view.seats]
    winds = place_winds(view.outlook, lon, lat, AFFECTING_FORCE, view.at)
    first_at = min((w.earliest_at for w in winds if w.earliest_at is not None), default=nearest_at)
    times = [story.path.moment(float(at_s)) for at_s in moments]
    during = [moment for moment in times if first_at <= moment <= nearest_at] or [nearest_at]
    return max((view.class_of(_point_at(story, moment)) for moment in during), key=_rank_of)


def _rank_of(told: StandardClass) -> tuple[int, float]:
    rank = -1 if told.storm_class is None else RANK.get(told.storm_class, -1)
    return rank, told.standard_wind_ms or 0.0


def _point_at(story: Story, moment: datetime) -> Fix:
    """The storm at a moment; wind is known only between two points that both have it."""
    path, points = story.path, story.points
    at_s = path.seconds(moment)
    after = min(int(np.searchsorted(path.at_s, at_s)), len(points) - 1)
    before = after if path.at_s[after] <= at_s else after - 1
    first, second = points[before], points[after]
    wind_ms = None
    if first.wind_ms is not None and second.wind_ms is not None:
        times = [path.at_s[before], path.at_s[after]]
        wind_ms = float(np.interp(at_s, times, [first.wind_ms, second.wind_ms]))
    lon, lat = path.place(at_s)
    # A class without a wind, and extratropical, are no function of the wind.
    keeps = wind_ms is None or first.storm_class is StormClass.EXTRATROPICAL
    return Fix(moment, lon, lat, None, wind_ms, first.storm_class if keeps else None)
