"""What an ensemble found: figures and inputs, stored under a version of their form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.geo.areas import Coordinates

Version = Literal[2]
VERSION: Version = 2


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


@dataclass(frozen=True, slots=True)
class ProbabilityBand:
    """An area; `p` is the least percentage inside, `p_to` the most."""

    p: float
    p_to: float | None
    coordinates: Coordinates


@dataclass(frozen=True, slots=True)
class EnsembleResult:
    """Members, whose they are, and by force: likelihoods of places, bands of the map."""

    version: Version
    members: int
    agencies: list[EnsembleAgency]
    places: dict[str, dict[int, LikelyFigures]]
    places_digest: str
    bands: dict[int, list[ProbabilityBand]]


NO_RESULT = EnsembleResult(VERSION, 0, [], {}, "", {})
