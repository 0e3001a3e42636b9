"""An incident: a live event or an exercise, with its own clock."""

from dataclasses import dataclass
from datetime import datetime

from app.clock import IncidentClock

MAX_RATE = 600.0


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `exercise` is part of its key everywhere it shows."""

    incident_id: int
    kind: str
    name: str
    exercise: bool
    storm_id: str | None
    opened_at: datetime
    clock: IncidentClock


@dataclass(frozen=True, slots=True)
class ActiveResponse:
    """A response in force, as every screen's head shows it; `level` 4 (lowest) to 1, or None."""

    track: str
    level: int | None
    issuer_unit: str
    started_at: datetime
