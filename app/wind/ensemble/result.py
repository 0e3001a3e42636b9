"""What an ensemble found: figures and inputs, stored under a version of their form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.geo.areas import Coordinates

Version = Literal[3]
VERSION: Version = 3


@dataclass(frozen=True, slots=True)
class LikelyFigures:
    """One place's likelihood of one force; None where it is not told, or never comes."""

    probability: float | None
    earliest_at: datetime | None
    likely_at: datetime | None
    late_at: datetime | None


UNTOLD = LikelyFigures(None, None, None, None)


@dataclass(frozen=True, slots=True)
class LawOfErrors:
    """How an agency's track error grows with lead, and whose figures that is."""

    lead_h: tuple[float, ...]
    mean_km: tuple[float, ...]
    along_to_across: float
    source: str


@dataclass(frozen=True, slots=True)
class LawOfSizes:
    """How far circles stray in size by lead (deviation of the logarithm), how much they grow a day
    on average, and where that was learnt."""

    lead_h: tuple[float, ...]
    deviation: tuple[float, ...]
    growth_a_day: float
    source: str


@dataclass(frozen=True, slots=True)
class EnsembleAgency:
    """One agency's part of the members."""

    agency: str
    issued_at: datetime
    synthetic: bool
    members: int
    weight: float
    seed: int
    circles_from: str | None
    forces: list[int]
    error_law: LawOfErrors
    size_law: LawOfSizes


@dataclass(frozen=True, slots=True)
class ProbabilityBand:
    """An area; `p` is the least percentage inside, `p_to` the most."""

    p: float
    p_to: float | None
    coordinates: Coordinates


@dataclass(frozen=True, slots=True)
class ArrivalCurves:
    """When equally likely members bring the wind, by village and force: minutes from `from_at`.

    `count` members stand for all, first to last; those missing from a list never bring it until
    `until_at`, where the forecasts end."""

    from_at: datetime
    until_at: datetime
    count: int
    minutes: dict[str, dict[int, list[int]]]


@dataclass(frozen=True, slots=True)
class EnsembleResult:
    """Members, whose they are, and by force: likelihoods of places, bands of the map."""

    version: Version
    members: int
    agencies: list[EnsembleAgency]
    places: dict[str, dict[int, LikelyFigures]]
    places_digest: str
    bands: dict[int, list[ProbabilityBand]]
    curves: ArrivalCurves | None


NO_RESULT = EnsembleResult(VERSION, 0, [], {}, "", {}, None)
