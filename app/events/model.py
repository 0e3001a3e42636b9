"""An event and the one list of kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.strict_json import JsonObject


class EventKind(StrEnum):
    """Everything that is announced; a new kind is added here and nowhere else."""

    CLOCK_CHANGED = "clock_changed"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_CLOSED = "incident_closed"
    INCIDENT_RELABELLED = "incident_relabelled"
    ZONE_CHANGED = "zone_changed"
    ZONE_DELETED = "zone_deleted"
    ZONE_ANSWERED = "zone_answered"
    FERRY_STOPPED = "ferry_stopped"
    CLOSURE_CHANGED = "closure_changed"
    LAYER_IMPORTED = "layer_imported"
    TYPHOON_IMPORTED = "typhoon_imported"
    SERIES_IMPORTED = "series_imported"
    BULLETIN_ISSUED = "bulletin_issued"
    RESPONSE_CHANGED = "response_changed"
    RESPONSE_DRAFTED = "response_drafted"
    DOCUMENT_CHANGED = "document_changed"
    TASK_CHANGED = "task_changed"
    ROLL_CALL_CHANGED = "roll_call_changed"
    FIELD_REPORT_RECEIVED = "field_report_received"
    FEED_SILENT = "feed_silent"
    FEED_RECOVERED = "feed_recovered"
    CONFIGURATION_CHANGED = "configuration_changed"
    CONFIGURATION_ASKED = "configuration_asked"
    STORM_EVENT = "storm_event"
    CHANGE_BRIEFED = "change_briefed"
    BREAK_GLASS_USED = "break_glass_used"
    SIGNER_CHANGE_ASKED = "signer_change_asked"


# Of these only the units concerned hear; every other kind is for all who are signed in.
LOCAL_KINDS = frozenset(
    {
        EventKind.ZONE_CHANGED,
        EventKind.ZONE_DELETED,
        EventKind.ZONE_ANSWERED,
        EventKind.FERRY_STOPPED,
        EventKind.FIELD_REPORT_RECEIVED,
        EventKind.RESPONSE_DRAFTED,
        EventKind.DOCUMENT_CHANGED,
        EventKind.TASK_CHANGED,
        EventKind.ROLL_CALL_CHANGED,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies among the units; None where it spans several, which the city sees."""

    county_code: str | None
    township_code: str | None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is collected in a transaction and written as its last statement."""

    kind: EventKind
    subject: str
    payload: Mapping[str, Any]
    actor: str
    valid_at: datetime
    incident_id: int | None
    place: Place | None = None
    world_id: int | None = None

    def __post_init__(self) -> None:
        if (self.kind in LOCAL_KINDS) != (self.place is not None):
            raise ValueError(f"{self.kind}: a local kind, and only such a one, has a place")

    @property
    def everyone(self) -> bool:
        """Whether all who are signed in may hear of it."""
        return self.place is None


@dataclass(frozen=True, slots=True)
class Event:
    """A written event; `seq` is its place in commit order.

    `label_rank` is that of its incident's label: who is not cleared for it does not hear. Of no
    incident it concerns its world, of no world the whole installation.
    """

    seq: int
    incident_id: int | None
    kind: str
    subject: str
    payload: JsonObject
    actor: str
    valid_at: datetime
    recorded_at: datetime
    everyone: bool = True
    county_code: str | None = None
    township_code: str | None = None
    label_rank: int = 0
    world_id: int | None = None
