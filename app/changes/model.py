"""What a change briefing holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.response.model import Recommendation
from app.storm_events.model import StormEvent
from app.typhoon.model import Storm
from app.typhoon.outlook import Outlook


class ChangeKind(StrEnum):
    """What a sentence of a briefing is about."""

    FIRST = "first"
    LEVEL = "level"
    EVENT = "event"
    STRENGTH = "strength"
    TRACK = "track"
    ARRIVAL = "arrival"
    ZONE = "zone"
    VESSEL = "vessel"
    NO_CHANGE = "no_change"


class Urgency(StrEnum):
    """What became of a latest start, or of a vessel's time to reach port."""

    NEWLY_LATE = "newly_late"
    NO_LONGER_LATE = "no_longer_late"
    EARLIER = "earlier"
    LATER = "later"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that changed, in words and figures."""

    kind: ChangeKind
    zh: str
    en: str
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known once one agency's bulletin of `issued_at` is out.

    `outlooks` has the other agencies as they are when the later of two bulletins is out, so that
    what differs is this bulletin alone; `then` has them as they were at `issued_at`."""

    storm: Storm
    issued_at: datetime
    outlook: Outlook
    outlooks: tuple[Outlook, ...]
    then: tuple[Outlook, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far and whither a forecast position moved, at a time both bulletins speak of."""

    valid_at: datetime
    lead_h: float
    km: float
    bearing_deg: float
    from_place: tuple[float, float]
    to_place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ArrivalChange:
    """First arrival of a force at a county's seat by both bulletins; None: not awaited.

    `reason` tells why there is no answer at all (the agency gives no such circle)."""

    unit_code: str
    name: str
    force: int
    before_at: datetime | None
    after_at: datetime | None
    lon: float
    lat: float
    reason: str | None

    @property
    def shift_min(self) -> float | None:
        """Minutes later (positive) or earlier; None unless both bulletins await it."""
        if self.before_at is None or self.after_at is None:
            return None
        return (self.after_at - self.before_at).total_seconds() / 60

    def moved(self, least_min: float) -> bool:
        """Whether it moved by more than `least_min`, newly comes, or no longer does."""
        shift = self.shift_min
        if shift is None:
            return self.before_at != self.after_at
        return abs(shift) > least_min


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A zone's latest start by both bulletins; None: nothing limits it in the time known."""

    zone_id: UUID
    number: int
    name: str
    before_at: datetime | None
    after_at: datetime | None
    arrivals: tuple["ZoneArrival", ...]
    urgency: Urgency

    @property
    def shift_min(self) -> float | None:
        """Minutes the latest start moved; None unless both bulletins give one."""
        if self.before_at is None or self.after_at is None:
            return None
        return (self.after_at - self.before_at).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class ZoneArrival:
    """First arrival of a force at a zone by both bulletins."""

    force: int
    before_at: datetime | None
    after_at: datetime | None


@dataclass(frozen=True, slots=True)
class Craft:
    """A vessel at sea by its last position, and its nearest refuge."""

    vessel_id: int
    name: str | None
    lon: float
    lat: float
    fix_at: datetime
    port: str
    port_km: float


@dataclass(frozen=True, slots=True)
class VesselChange:
    """A vessel whose time to reach port became too short, or long enough again."""

    craft: Craft
    before_at: datetime | None
    after_at: datetime | None
    port_at: datetime
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class FleetChange:
    """Vessels at sea: how many are too late by each bulletin, and whose answer changed."""

    at_sea: int
    late_before: int
    late_after: int
    changed: tuple[VesselChange, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """One agency's bulletin against the one before; `before` None for its first."""

    before: Knowledge | None
    after: Knowledge
    level_before: Recommendation | None
    level_after: Recommendation
    shifts: tuple[Shift, ...]
    arrivals: tuple[ArrivalChange, ...]
    zones: tuple[ZoneChange, ...]
    fleet: FleetChange
    new_events: tuple[StormEvent, ...]
    sentences: tuple[Sentence, ...]
