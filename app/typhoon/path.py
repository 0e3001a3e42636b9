"""A storm's centre alone as a continuous function of time, for what is read off its motion.

Between two fixes longitude and latitude are linear in time, as in `app.typhoon.track`. Longitude
starts in 0…360 and runs on over 180°, so a storm from the central Pacific is one piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from app.geo.sphere import Floats, distance_km
from app.typhoon.model import Fix

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Path:
    """The centre in time; seconds count from `origin_at`."""

    origin_at: datetime
    at_s: Floats
    lon: Floats
    lat: Floats

    @property
    def end_s(self) -> float:
        """Seconds from the origin to the last point."""
        return float(self.at_s[-1])

    def moment(self, at_s: float) -> datetime:
        """The time `at_s` seconds after the origin."""
        return self.origin_at + timedelta(seconds=float(at_s))

    def seconds(self, moment: datetime) -> float:
        """Seconds from the origin to `moment`."""
        return (moment - self.origin_at).total_seconds()

    def centre(self, at_s: Floats | float) -> tuple[Floats, Floats]:
        """Longitude (running on over 180°) and latitude at each time."""
        moments = np.asarray(at_s, float)
        lon = np.asarray(np.interp(moments, self.at_s, self.lon))
        return lon, np.asarray(np.interp(moments, self.at_s, self.lat))

    def place(self, at_s: float) -> tuple[float, float]:
        """Longitude within ±180 and latitude at one time, to 0.0001°."""
        lon, lat = self.centre(at_s)
        return round(within_180(float(lon)), 4), round(float(lat), 4)

    def hours(self) -> Floats:
        """Every full hour from the origin, and every point's own time."""
        return np.unique(np.concatenate([np.arange(0.0, self.end_s + 1e-6, HOUR_S), self.at_s]))

    def covers(self, moment: datetime) -> bool:
        """Whether the path knows the centre at `moment`."""
        return 0 <= self.seconds(moment) <= self.end_s


def path_of(points: Sequence[Fix]) -> Path | None:
    """The path through `points`, or None with fewer than two."""
    if len(points) < 2:
        return None
    origin_at = points[0].fix_at
    return Path(
        origin_at,
        np.array([(point.fix_at - origin_at).total_seconds() for point in points]),
        running_lon([point.lon for point in points]),
        np.array([point.lat for point in points]),
    )


def running_lon(lon: Sequence[float]) -> Floats:
    """Longitudes without a jump at 180°, the first of them in 0…360."""
    start = np.array(lon, float)
    start[0] %= 360.0
    return np.unwrap(start, period=360.0)


def within_180(lon: float) -> float:
    """The same longitude in −180…180."""
    return (lon + 180.0) % 360.0 - 180.0


def bearing_deg(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """Initial great-circle bearing, degrees clockwise from north, 0…360."""
    phi, to_phi, turn = np.radians(lat), np.radians(to_lat), np.radians(to_lon - lon)
    east = np.sin(turn) * np.cos(to_phi)
    north = np.cos(phi) * np.sin(to_phi) - np.sin(phi) * np.cos(to_phi) * np.cos(turn)
    return np.asarray(np.degrees(np.arctan2(east, north)) % 360.0)


def length_km(path: Path, start_s: float, end_s: float) -> float:
    """Kilometres along the path between two times."""
    inner = path.at_s[(path.at_s > start_s) & (path.at_s < end_s)]
    lon, lat = path.centre(np.concatenate([[start_s], inner, [end_s]]))
    return float(distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())
