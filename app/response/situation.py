"""From what is known of the storm to what the trigger table is asked with."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from app.response.recommendation import Situation
from app.typhoon.model import Fix, StormClass
from app.typhoon.outlook import Outlook
from app.typhoon.place_wind import place_winds
from app.typhoon.seats import Seat
from app.typhoon.sphere import distance_km
from app.typhoon.warning_lines import WARNING_LINES, is_inside

FORCES = (7, 10, 12)


def situation_of(outlook: Outlook, seats: Sequence[Seat], at: datetime) -> Situation:
    """The situation at `at` as one agency has it."""
    last = outlook.track.fixes[-1]
    return Situation(
        class_now=last.storm_class,
        class_nearest=_class_nearest(outlook, seats, at),
        inside_lines_h=frozenset(
            line.hours for line in WARNING_LINES if is_inside(line, last.lon, last.lat)
        ),
        force_in_h=_hours_to_forces(outlook, seats, at),
    )


def _hours_to_forces(outlook: Outlook, seats: Sequence[Seat], at: datetime) -> dict[int, float]:
    lon, lat = [seat.lon for seat in seats], [seat.lat for seat in seats]
    hours: dict[int, float] = {}
    for force in FORCES:
        winds = place_winds(outlook, lon, lat, force, at)
        arrivals = [wind.earliest_at for wind in winds if wind.earliest_at]
        if arrivals:
            hours[force] = (min(arrivals) - at).total_seconds() / 3600
    return hours


def _class_nearest(outlook: Outlook, seats: Sequence[Seat], at: datetime) -> StormClass | None:
    """Class of the point that comes closest to the seats among the last fix and what follows."""
    ahead = [point for point in outlook.points if point.fix_at > at]
    points = [outlook.track.fixes[-1], *ahead]
    return min(points, key=lambda point: _distance(point, seats)).storm_class if seats else None


def _distance(point: Fix, seats: Sequence[Seat]) -> float:
    lon, lat = np.array([seat.lon for seat in seats]), np.array([seat.lat for seat in seats])
    here = np.full(len(seats), point.lon), np.full(len(seats), point.lat)
    return float(distance_km(*here, lon, lat).min())
