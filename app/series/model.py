"""Stations and what they measure, or what is predicted for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.importing.bad_row import BadRow as BadRow


class SeriesKind(StrEnum):
    """What a series is of; `UNITS` says in which unit it is kept."""

    TIDE = "tide"
    SURGE = "surge"
    RAIN = "rain"
    WIND = "wind"
    GUST = "gust"


class Nature(StrEnum):
    """Measured, or worked out beforehand."""

    OBSERVED = "observed"
    PREDICTED = "predicted"


TITLES: Mapping[SeriesKind, tuple[str, str]] = {
    SeriesKind.TIDE: ("潮位", "Tide"),
    SeriesKind.SURGE: ("增水", "Surge"),
    SeriesKind.RAIN: ("雨量", "Rain"),
    SeriesKind.WIND: ("平均风", "Mean wind"),
    SeriesKind.GUST: ("阵风", "Gust"),
}

# The unit kept; and each unit a file may use, as a factor to it (exact by definition).
UNITS: Mapping[SeriesKind, str] = {
    SeriesKind.TIDE: "m",
    SeriesKind.SURGE: "m",
    SeriesKind.RAIN: "mm",
    SeriesKind.WIND: "m/s",
    SeriesKind.GUST: "m/s",
}
_LENGTHS = {"m": 1.0, "米": 1.0, "cm": 0.01, "厘米": 0.01}
_SPEEDS = {"m/s": 1.0, "米/秒": 1.0, "km/h": 1 / 3.6, "kn": 1.852 / 3.6, "kt": 1.852 / 3.6}
FACTORS: Mapping[SeriesKind, Mapping[str, float]] = {
    SeriesKind.TIDE: _LENGTHS,
    SeriesKind.SURGE: _LENGTHS,
    SeriesKind.RAIN: {"mm": 1.0, "毫米": 1.0},
    SeriesKind.WIND: _SPEEDS,
    SeriesKind.GUST: _SPEEDS,
}
# What can be true anywhere on this coast with room to spare; beyond it is a fault of the file.
PLAUSIBLE: Mapping[SeriesKind, tuple[float, float]] = {
    SeriesKind.TIDE: (-15.0, 15.0),
    SeriesKind.SURGE: (-5.0, 10.0),
    SeriesKind.RAIN: (0.0, 600.0),
    SeriesKind.WIND: (0.0, 120.0),
    SeriesKind.GUST: (0.0, 150.0),
}
# Kinds whose value means nothing without the time it fell or was averaged over.
SPANNED = frozenset({SeriesKind.RAIN, SeriesKind.WIND})


@dataclass(frozen=True, slots=True)
class Station:
    """A gauge. `warning_level_m` is above the datum of its tide series; None is not known."""

    code: str
    name: str
    lon: float
    lat: float
    county_code: str | None
    warning_level_m: float | None
    illustrative: bool
    source: str


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment, in the series' unit."""

    at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of value of one station. `span_min`: rain fell, wind was averaged, over this."""

    series_id: int
    station: Station
    kind: SeriesKind
    nature: Nature
    unit: str
    datum: str | None
    span_min: float | None
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A value of a file. `known_at`: since when it could be known, in an exercise too."""

    at: datetime
    known_at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class NewSeries:
    """One series of a file, in the unit that is kept. `station` None: it must be known already."""

    station_code: str
    station: Station | None
    kind: SeriesKind
    nature: Nature
    datum: str | None
    span_min: float | None
    points: tuple[NewPoint, ...]


@dataclass(frozen=True, slots=True)
class ParsedSeries:
    """What a file holds, in which encoding it was read, and what of it was not taken."""

    series: tuple[NewSeries, ...]
    bad_rows: tuple[BadRow, ...]
    encoding: str
    encoding_sure: bool


@dataclass(frozen=True, slots=True)
class ImportedSeries:
    """A series after an import: how many values the file has, and how many were new."""

    series_id: int
    station_code: str
    kind: SeriesKind
    nature: Nature
    values: int
    changed: int
