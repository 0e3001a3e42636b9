"""An incident: a live event or an exercise, with its own clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.accounts.model import Label
from app.clock import IncidentClock
from app.wording import Text

MAX_RATE = 600.0
MAX_NAME = 64


class IncidentKind(StrEnum):
    """What an incident is about."""

    TYPHOON = "typhoon"
    OTHER = "other"


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
    label: Label = Label.INTERNAL
    closed_at: datetime | None = None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# While none is open `live` keeps watch all the same: in real time, and the database's own number
# for "no incident". What is heard meanwhile belongs to it.
NO_INCIDENT = Incident(0, "none", "值守", False, None, _EPOCH, IncidentClock(_EPOCH, _EPOCH, 1.0))


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What opens an incident. `start_at` and `rate` are an exercise's alone."""

    kind: IncidentKind
    name: str
    exercise: bool
    storm_id: str | None = None
    label: Label = Label.INTERNAL
    start_at: datetime | None = None
    rate: float | None = None


class ResponseTrack(StrEnum):
    """Response tracks that run side by side, each with its own level."""

    TYPHOON = "typhoon"
    SEA_TYPHOON = "sea_typhoon"
    MARITIME = "maritime"
    GEOHAZARD = "geohazard"
    FLOOD = "flood"

    @property
    def has_level(self) -> bool:
        """Zhejiang's response for the sea alone has none."""
        return self is not ResponseTrack.SEA_TYPHOON

    @property
    def names(self) -> Text:
        """Its name in both languages."""
        return _TRACK_TITLES[self]


_TRACK_TITLES: Mapping[ResponseTrack, Text] = {
    ResponseTrack.TYPHOON: Text("防台风", "Typhoon"),
    ResponseTrack.SEA_TYPHOON: Text("海上防台风", "Typhoon at sea"),
    ResponseTrack.MARITIME: Text("海事防台", "Maritime"),
    ResponseTrack.GEOHAZARD: Text("突发地质灾害", "Geological hazard"),
    ResponseTrack.FLOOD: Text("防汛", "Flood"),
}


@dataclass(frozen=True, slots=True)
class ActiveResponse:
    """A response in force, as every screen's head shows it; `level` 4 (lowest) to 1, or None."""

    track: ResponseTrack
    level: int | None
    issuer_unit: str
    started_at: datetime
