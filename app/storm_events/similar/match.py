"""How alike two storms ran.

The path of this storm over a window (the last three days and the forecast) is set against the
whole path of another: the mean distance from its points, 50 km apart, to the nearest point of the
other (time plays no part), the mean difference of heading at those points, and the difference of
season. One score in km adds them at configured rates, so that what decided stays readable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Floats, Indices, unit_vectors

SPACING_KM = 50.0
_YEAR_DAYS = 365.2425
_SHORTEST = 3  # points; a path of fewer has no way to compare


@dataclass(frozen=True, slots=True)
class StormPath:
    """A storm's path."""

    storm_id: str
    name_zh: str
    name_en: str
    season: int
    agency: str
    at: Sequence[datetime]
    lon: Sequence[float]
    lat: Sequence[float]


@dataclass(frozen=True, slots=True)
class MatchRates:
    """What a degree of heading and a day of the year count for, in km."""

    km_per_degree: float
    km_per_day: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How another storm compares; the lower the score, the more alike."""

    path: StormPath
    distance_km: float
    heading_deg: float
    season_days: float
    score_km: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Points along a path with the direction of travel as unit tangent vectors."""

    points: Floats
    tangents: Floats


def most_alike(
    this: StormPath, others: Sequence[StormPath], rates: MatchRates, limit: int
) -> list[Likeness]:
    """The storms most like this one, the most alike first."""
    line = _line_of(this)
    if len(line.points) < _SHORTEST:
        return []
    found = [_measure_likeness(this, line, other, rates) for other in others if len(other.at) > 1]
    return sorted(found, key=lambda each: (each.score_km, each.path.storm_id))[:limit]


def _measure_likeness(
    this: StormPath, line: _Line, other: StormPath, rates: MatchRates
) -> Likeness:
    theirs = _line_of(other)
    nearest = np.einsum("ij,kj->ik", line.points, theirs.points).argmax(axis=1)
    distance = float(_to_line(line.points, theirs, nearest).mean())
    along = np.einsum("ij,ij->i", line.tangents, theirs.tangents[nearest])
    heading = float(np.degrees(np.arccos(np.clip(along, -1, 1))).mean())
    days = season_days(_middle_of(this), _middle_of(other))
    score = distance + heading * rates.km_per_degree + days * rates.km_per_day
    return Likeness(other, distance, heading, days, score)


def _to_line(points: Floats, line: _Line, nearest: Indices) -> Floats:
    """Distance to the line near its nearest point, km: the rest across the direction of travel."""
    off = points - line.points[nearest]
    along = np.einsum("ij,ij->i", off, line.tangents[nearest])
    half = SPACING_KM / EARTH_RADIUS_KM  # within the two segments that meet there
    along = np.clip(
        along, np.where(nearest > 0, -half, 0), np.where(nearest < len(line.points) - 1, half, 0)
    )
    across = np.linalg.norm(off - along[:, None] * line.tangents[nearest], axis=1)
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(across / 2, 0, 1))


def season_days(one: datetime, other: datetime) -> float:
    """Days between two moments of the year, whatever the years, round the turn of the year."""
    apart = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return float(min(apart, _YEAR_DAYS - apart))


def _middle_of(path: StormPath) -> datetime:
    return path.at[len(path.at) // 2]


def _line_of(path: StormPath) -> _Line:
    corners = unit_vectors(np.array(path.lon, float), np.array(path.lat, float))
    steps = np.linalg.norm(np.diff(corners, axis=0), axis=1) * EARTH_RADIUS_KM
    moving = np.concatenate([[True], steps > 1e-6])
    corners, run = corners[moving], np.concatenate([[0.0], np.cumsum(steps[steps > 1e-6])])
    at_km = np.arange(0.0, run[-1] + SPACING_KM / 2, SPACING_KM)
    points = np.stack([np.interp(at_km, run, corners[:, axis]) for axis in range(3)], axis=1)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    if len(points) < 2:
        return _Line(points, np.zeros_like(points))
    tangents = np.gradient(points, axis=0)
    return _Line(points, tangents / np.linalg.norm(tangents, axis=1, keepdims=True))
