"""The places a bulletin is answered for: villages, shelters, ferry lines, bridges."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.geo.sphere import Floats


class PlaceKind(StrEnum):
    """What a place is."""

    VILLAGE = "village"
    SHELTER = "shelter"
    LINE = "line"
    BRIDGE = "bridge"


@dataclass(frozen=True, slots=True)
class WindPlace:
    """A place with the points at which its wind is asked: the first arrival among them counts.

    `key` is the unit's or shelter's code, the line's number, the bridge's name."""

    kind: PlaceKind
    key: str
    name: str
    county: str | None
    township: str | None
    points: tuple[tuple[float, float], ...]

    @property
    def identity(self) -> str:
        """The key across kinds."""
        return f"{self.kind}:{self.key}"

    @property
    def middle(self) -> tuple[float, float]:
        """The point that stands for the place on a map."""
        return self.points[len(self.points) // 2]


@dataclass(frozen=True, slots=True)
class Points:
    """All points of all places in one row; `starts` is where each place begins."""

    lon: Floats
    lat: Floats
    starts: list[int]


def points_of(places: Sequence[WindPlace]) -> Points:
    """The points in the order of the places."""
    every = np.array([point for place in places for point in place.points]).reshape(-1, 2)
    counts = [len(place.points) for place in places]
    starts = np.concatenate([[0], np.cumsum(counts)])[:-1]
    return Points(every[:, 0], every[:, 1], [int(start) for start in starts])
