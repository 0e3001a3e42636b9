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
