"""Places that the wind is asked for: fixed ones, and vessels on their way.

Both answer the same three questions, so that one root finder serves all: where is every place at
a row of times, where is each at its own time, and how fast does any move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Floats, Indices, unit_vectors


class Whereabouts(Protocol):
    """Where places are, as unit vectors, at seconds of a track."""

    @property
    def count(self) -> int:
        """How many places there are."""
        ...

    @property
    def speed(self) -> float:
        """Faster than this none moves, km/s."""
        ...

    def everywhere(self) -> Floats:
        """Positions such that every place is always among or between them."""
        ...

    def part(self, low: int, high: int) -> "Whereabouts":
        """The places from `low` up to `high`."""
        ...

    def at(self, place: Indices, at_s: Floats) -> Floats:
        """Each chosen place at its own time."""
        ...

    def along(self, axes: Floats, at_s: Floats) -> Floats:
        """Every place at every time projected on that time's axis, (places, times)."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """Places that stay where they are."""

    vectors: Floats
    speed: float = 0.0

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self.vectors)

    def everywhere(self) -> Floats:
        """The places."""
        return self.vectors

    def part(self, low: int, high: int) -> "Fixed":
        """The places from `low` up to `high`."""
        return Fixed(self.vectors[low:high])

    def at(self, place: Indices, at_s: Floats) -> Floats:
        """The chosen places."""
        return self.vectors[place]

    def along(self, axes: Floats, at_s: Floats) -> Floats:
        """Every place projected on every axis."""
        # Not `@`: a threaded BLAS on so thin a product waits for its threads.
        return np.einsum("ij,kj->ik", self.vectors, axes)


@dataclass(frozen=True, slots=True)
class Voyage:
    """A vessel's way: when it is where. Before and after it lies still."""

    at_s: Sequence[float]
    lon: Sequence[float]
    lat: Sequence[float]


@dataclass(frozen=True, slots=True)
class Moving:
    """Vessels on their ways, padded to one length; longitude unwrapped, linear in time."""

    at_s: Floats
    lon: Floats
    lat: Floats

    @property
    def count(self) -> int:
        """How many vessels there are."""
        return len(self.at_s)

    @property
    def speed(self) -> float:
        """The fastest leg of any vessel, km/s."""
        span = np.diff(self.at_s, axis=1)
        run = np.hypot(np.diff(self.lon, axis=1), np.diff(self.lat, axis=1))
        legs = np.radians(run) * EARTH_RADIUS_KM / np.where(span > 0, span, np.inf)
        return float(legs.max(initial=0.0))

    def everywhere(self) -> Floats:
        """Every turning point."""
        return unit_vectors(self.lon.ravel(), self.lat.ravel())

    def part(self, low: int, high: int) -> "Moving":
        """The vessels from `low` up to `high`."""
        return Moving(self.at_s[low:high], self.lon[low:high], self.lat[low:high])

    def at(self, place: Indices, at_s: Floats) -> Floats:
        """Each chosen vessel at its own time."""
        times = self.at_s[place]
        leg = np.clip((times <= at_s[:, None]).sum(axis=1) - 1, 0, times.shape[1] - 2)
        row = np.arange(len(place))
        start, span = times[row, leg], times[row, leg + 1] - times[row, leg]
        share = np.clip((at_s - start) / np.where(span > 0, span, 1.0), 0.0, 1.0)
        lon, lat = (
            line[place, leg] * (1 - share) + line[place, leg + 1] * share
            for line in (self.lon, self.lat)
        )
        return unit_vectors(lon, lat)

    def along(self, axes: Floats, at_s: Floats) -> Floats:
        """Every vessel at every time projected on that time's axis."""
        place = np.repeat(np.arange(self.count), len(at_s))
        here = self.at(place, np.tile(at_s, self.count)).reshape(self.count, len(at_s), 3)
        return np.einsum("ijk,jk->ij", here, axes)


def fixed(lon: Floats, lat: Floats) -> Fixed:
    """Fixed places."""
    return Fixed(unit_vectors(np.asarray(lon, float), np.asarray(lat, float)))


def moving(voyages: Sequence[Voyage]) -> Moving:
    """Vessels with their ways in a track's seconds. Raises ValueError for a way back in time."""
    longest = max([2, *(len(voyage.at_s) for voyage in voyages)])
    rows = [_pad_voyage(voyage, longest) for voyage in voyages]
    parts = [np.array([row[index] for row in rows], float) for index in range(3)]
    at_s, lon, lat = (part.reshape(len(voyages), longest) for part in parts)
    return Moving(at_s, lon, lat)


def _pad_voyage(voyage: Voyage, length: int) -> tuple[Floats, Floats, Floats]:
    """The way, its last point repeated; a span of no time is never entered."""
    at_s = np.array(voyage.at_s, float)
    if len(at_s) == 0 or (np.diff(at_s) <= 0).any():
        raise ValueError("a voyage needs a point, and its times must increase")
    lon = np.unwrap(np.array(voyage.lon, float), period=360.0)
    lat = np.array(voyage.lat, float)
    pad = (0, length - len(at_s))
    return np.pad(at_s, pad, "edge"), np.pad(lon, pad, "edge"), np.pad(lat, pad, "edge")
