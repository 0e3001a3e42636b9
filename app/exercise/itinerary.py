"""Where every vessel is at a moment: timed places, straight legs between them."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.exercise.sea import METRES_A_DEGREE, Floats, Ints

_EPOCHS_S = (0.0, 7.9e9)  # 1970 to 2220
_STRIDE_S = 8e9
STILL_KN = 0.05
MS_A_KN = 1.852 / 3.6


class Activity(IntEnum):
    """What a vessel does from a place on; the numbers are AIS navigational statuses."""

    UNDER_WAY = 0
    AT_ANCHOR = 1
    MOORED = 5
    FISHING = 7


@dataclass(frozen=True, slots=True)
class Stops:
    """Rows of an itinerary under construction, in any order."""

    vessel: Ints
    at_s: Floats
    lon: Floats
    lat: Floats
    activity: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sighting:
    """State of some vessels at one moment. `course_deg` is NaN for one that lies still."""

    lon: Floats
    lat: Floats
    speed_kn: Floats
    course_deg: Floats
    activity: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Itineraries:
    """Stops sorted by vessel and time; vessel i's are `first[i]:first[i + 1]`, at least one.

    `key` sorts them in one column, so that one search finds every vessel's leg.
    """

    first: Ints
    at_s: Floats
    lon: Floats
    lat: Floats
    activity: NDArray[np.uint8]
    key: Floats

    def __len__(self) -> int:
        return len(self.first) - 1

    def sight(self, vessels: Ints, at_s: Floats) -> Sighting:
        """Each vessel at its own moment; before its first stop and after its last it lies there."""
        leg = self._leg_at(vessels, at_s)
        end = np.minimum(leg + 1, self.first[vessels + 1] - 1)
        span_s = self.at_s[end] - self.at_s[leg]
        part = np.clip((at_s - self.at_s[leg]) / np.maximum(span_s, 1e-9), 0.0, 1.0)
        lon = self.lon[leg] + part * (self.lon[end] - self.lon[leg])
        lat = self.lat[leg] + part * (self.lat[end] - self.lat[leg])
        speed_kn, course = _motion_of(
            self.lon[end] - self.lon[leg], self.lat[end] - self.lat[leg], lat,
            np.where(at_s < self.at_s[leg], np.inf, span_s),
        )  # fmt: skip
        return Sighting(lon, lat, speed_kn, course, self.activity[leg])

    def rows_between(self, vessels: Ints, start_s: Floats, end_s: Floats) -> tuple[Ints, Ints]:
        """First row and number of rows of each vessel's stops strictly inside its span."""
        first = np.searchsorted(self.key, _sort_key(vessels, start_s), side="right")
        end = np.searchsorted(self.key, _sort_key(vessels, end_s), side="left")
        return first, np.maximum(end - first, 0)

    def _leg_at(self, vessels: Ints, at_s: Floats) -> Ints:
        """Row of the last stop at or before the moment; the first stop when there is none."""
        wanted = _sort_key(vessels, np.clip(at_s, *_EPOCHS_S))
        found = np.searchsorted(self.key, wanted, side="right") - 1
        return np.clip(found, self.first[vessels], self.first[vessels + 1] - 1)


def _motion_of(
    east_deg: Floats, north_deg: Floats, lat: Floats, span_s: Floats
) -> tuple[Floats, Floats]:
    east = east_deg * METRES_A_DEGREE * np.cos(np.radians(lat))
    north = north_deg * METRES_A_DEGREE
    speed_kn = np.hypot(east, north) / np.maximum(span_s, 1e-9) / MS_A_KN
    still = speed_kn < STILL_KN
    course = np.degrees(np.arctan2(east, north)) % 360.0
    return np.where(still, 0.0, speed_kn), np.where(still, np.nan, course)


def assemble(vessels: int, stops: list[Stops]) -> Itineraries:
    """All stops put in order. Every vessel from 0 to `vessels` − 1 must have one."""
    owner = np.concatenate([part.vessel for part in stops])
    at_s = np.concatenate([part.at_s for part in stops])
    order = np.lexsort((at_s, owner))
    count = np.bincount(owner, minlength=vessels)
    if (count == 0).any():
        raise ValueError(f"vessel {int(np.argmin(count))} has no stop")
    return Itineraries(
        np.r_[0, np.cumsum(count)],
        at_s[order],
        np.concatenate([part.lon for part in stops])[order],
        np.concatenate([part.lat for part in stops])[order],
        np.concatenate([part.activity for part in stops])[order],
        _sort_key(owner[order], at_s[order]),
    )


def _sort_key(vessels: Ints, at_s: Floats) -> Floats:
    """Grows with vessel and time; exact to a hundredth of a second."""
    return vessels * _STRIDE_S + at_s
