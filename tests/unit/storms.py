"""Plain storms for tests of the wind's arrival."""

from datetime import UTC, datetime, timedelta

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, unit_vectors
from app.typhoon.model import Fix, WindRadius
from app.typhoon.track import Absence, CircleTrack, circle_track
from app.wind.sight import Convention, state_grid

START = datetime(2015, 7, 10, tzinfo=UTC)


def circle(*quadrants_km: float, force: int = 7) -> WindRadius:
    return WindRadius(15.4, force, *quadrants_km, rule="test", source_text="")


def fix(hour: float, lon: float, lat: float, *radii: WindRadius) -> Fix:
    return Fix(START + timedelta(hours=hour), lon, lat, None, None, None, radii)


def track_of(*fixes: Fix, absence: Absence = Absence.NO_CIRCLE) -> CircleTrack:
    track = circle_track(fixes, 7, absence)
    assert track is not None
    return track


def degrees(distance_km: float) -> float:
    return float(np.degrees(distance_km / EARTH_RADIUS_KM))


def random_storm(rng: np.random.Generator) -> CircleTrack:
    """A storm that wanders over the Zhoushan box, turning, stalling and growing as it likes."""
    count = int(rng.integers(4, 9))
    hours = np.concatenate([[0], np.cumsum(rng.choice([1.0, 3.0, 6.0, 12.0], count - 1))])
    lon = 122.3 + np.cumsum(rng.normal(0, 0.9, count))
    lat = 30.0 + np.cumsum(rng.normal(0, 0.9, count))
    fixes = [
        fix(hour, x, y, *([] if rng.random() < 0.1 else [circle(*rng.uniform(60, 400, 4))]))
        for hour, x, y in zip(hours, lon, lat, strict=True)
    ]
    if not any(each.radii for each in fixes):
        fixes[0] = fix(0, lon[0], lat[0], circle(200, 250, 150, 100))
    return track_of(*fixes)


def states_by_minutes(
    track: CircleTrack, lon: np.ndarray, lat: np.ndarray, convention: Convention
) -> tuple[np.ndarray, np.ndarray]:
    """Brute force: every full minute, and who is inside then, shape (places, minutes)."""
    minutes = np.arange(track.at_s[0], track.at_s[-1] + 1, 60.0)
    return minutes, state_grid(track, unit_vectors(lon, lat), minutes, convention)
