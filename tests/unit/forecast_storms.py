"""Straight forecasts for tests of the ensemble."""

import numpy as np

from app.typhoon.model import Forecast, Storm, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.size_law import SizeLaw
from tests.unit.storms import START, circle, fix

HKO = ((24.0, 48.0, 72.0, 96.0, 120.0), (69.0, 121.0, 175.0, 242.0, 394.0))
SIZES = SizeLaw((12.0, 24.0, 48.0, 72.0), (0.20, 0.29, 0.36, 0.41), 0.057, "test")
LEADS_H = (0, 12, 24, 36, 48, 60, 72)


def law(ratio: float = 1.2, agency: str = "X", scale: float = 1.0) -> ErrorLaw:
    return ErrorLaw(agency, HKO[0], tuple(mean * scale for mean in HKO[1]), ratio, "test")


def outlook(
    lon: float,
    lat: float,
    east: float,
    north: float,
    *radii: WindRadius,
    agency: str = "X",
    name: str = "209901",
) -> Outlook:
    """A storm at one place now, forecast to move by (east, north) degrees a day."""
    points = [fix(h, lon + east * h / 24, lat + north * h / 24, *radii) for h in LEADS_H]
    storm = Storm(name, "试", "TEST", 2099)
    track = Track(storm, agency, TrackKind.BESTTRACK, 2, "test", (points[0],))
    return Outlook(track, Forecast(agency, START, True, "test", tuple(points)))


def random_outlook(rng: np.random.Generator, name: str) -> Outlook:
    """A storm that comes from the south-east, the faster the farther, with unequal quadrants."""
    bearing = np.radians(rng.uniform(280, 350))
    east, north = (float(x) for x in (4.2 * np.sin(bearing), 3.6 * np.cos(bearing)))
    days = rng.uniform(1.6, 2.4)
    lon, lat = 122.3 - east * days, 30.0 - north * days
    quadrants = rng.uniform(150, 320, 4)
    return outlook(lon, lat, east, north, circle(*quadrants), name=name)
