"""A storm in a list: who reports it, from when to when, how strong it became."""

from dataclasses import dataclass
from datetime import datetime

from app.typhoon.model import Storm


@dataclass(frozen=True, slots=True)
class StormSummary:
    """A storm in short. `peak_wind_ms` is the strongest mean wind any agency gives, and whose it
    is; agencies average over different times, so `peak_averaging_min` goes with it."""

    storm: Storm
    begins_at: datetime | None
    ends_at: datetime | None
    agencies: tuple[str, ...]
    fixes: int
    peak_wind_ms: float | None
    peak_agency: str | None
    peak_averaging_min: int | None
    lowest_hpa: float | None


@dataclass(frozen=True, slots=True)
class Season:
    """A year and the number of storms in it."""

    season: int
    storms: int
