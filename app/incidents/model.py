"""An incident: one matter in a world, whose clock it runs by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.model import Label
from app.clock import IncidentClock
from app.wording import Text
from app.worlds.model import World

MAX_NAME = 64


class IncidentKind(StrEnum):
    """What an incident is about."""

    TYPHOON = "typhoon"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. Its world is part of its key everywhere it shows."""

    incident_id: int
    kind: str
    name: str
    storm_id: str | None
    opened_at: datetime
    world: World
    label: Label = Label.INTERNAL
    closed_at: datetime | None = None

    @property
    def exercise(self) -> bool:
        """Whether it is practised only: every screen and document says so."""
        return self.world.exercise

    @property
    def clock(self) -> IncidentClock:
        """Its world's."""
        return self.world.clock


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What opens an incident, in the real world or an exercise's.

    With `world_id` it joins an exercise that is open; else an exercise gets a world of its own,
    for which `start_at` and `rate` are.
    """

    kind: IncidentKind
    name: str
    exercise: bool
    storm_id: str | None = None
    label: Label = Label.INTERNAL
    start_at: datetime | None = None
    rate: float | None = None
    world_id: int | None = None


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
