"""A made-up fleet for benches: steady courses over the sea off Zhoushan, and its sentences."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyais import encode_dict

FIRST_MMSI = 412_000_001


@dataclass(frozen=True, slots=True)
class BenchFleet:
    """Columns of a fleet at rest in time; `at` moves it."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    course_deg: NDArray[np.float64]
    speed_kn: NDArray[np.float64]

    def at(self, elapsed_s: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitudes and latitudes after `elapsed_s`, on a flat sea."""
        moved_deg = self.speed_kn * elapsed_s / 3600 / 60
        course = np.radians(self.course_deg)
        east = moved_deg * np.sin(course) / np.cos(np.radians(self.lat))
        return self.lon + east, self.lat + moved_deg * np.cos(course)

    def sentence(self, index: int, elapsed_s: float) -> bytes:
        """One AIS position of a vessel: class A for two in three, class B for the rest."""
        lon, lat = self.at(elapsed_s)
        report: dict[str, Any] = {
            "type": 18 if index % 3 == 0 else 1,
            "mmsi": FIRST_MMSI + index,
            "lon": round(float(lon[index]), 5),
            "lat": round(float(lat[index]), 5),
            "speed": round(float(self.speed_kn[index]), 1),
            "course": round(float(self.course_deg[index]), 1),
            "heading": int(self.course_deg[index]),
            "second": int(elapsed_s) % 60,
        }
        return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def make_fleet(count: int, seed: int = 7) -> BenchFleet:
    """`count` vessels between 121.5–124° E and 29–31° N at 2–12 kn."""
    draw = np.random.default_rng(seed)
    return BenchFleet(
        lon=draw.uniform(121.5, 124.0, count),
        lat=draw.uniform(29.0, 31.0, count),
        course_deg=draw.uniform(0, 359, count),
        speed_kn=draw.uniform(2, 12, count),
    )
