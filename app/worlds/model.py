"""A world: what goes on in it goes on together, under one clock and in one picture."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.clock import IncidentClock

REAL_WORLD_ID = 0  # an exercise's number is above it


@dataclass(frozen=True, slots=True)
class World:
    """The real world, which always is and runs in real time, or one exercise's.

    Positions, sources and what is known of storms belong to it; any number of incidents lives in
    it. `closed_at` is real time.
    """

    world_id: int
    exercise: bool
    name: str
    opened_at: datetime
    closed_at: datetime | None
    clock: IncidentClock


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# As migration 0013 writes it.
REAL_WORLD = World(
    REAL_WORLD_ID, False, "实战", _EPOCH, None, IncidentClock(_EPOCH, _EPOCH, 1.0)
)  # fmt: skip
