"""A field report: what somebody on the spot saw, sent once however often the tablet tries."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ReportKind(StrEnum):
    """What a report is about."""

    DANGER = "danger"
    PROGRESS = "progress"
    SHELTER = "shelter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewFieldReport:
    """A report as it comes. `report_id` is a UUIDv7 made on the tablet.

    `incident_id` is what the tablet showed when it was written; None for none.
    """

    report_id: UUID
    kind: ReportKind
    text: str
    people: int | None
    made_at: datetime
    lon: float | None
    lat: float | None
    incident_id: int | None = None

    def is_as_stored(self, stored: "FieldReport") -> bool:
        """Whether this is the report that was stored, in everything a person wrote or saw."""
        said = (self.kind, self.text, self.people, self.made_at, self.lon, self.lat)
        return said == (
            stored.kind, stored.text, stored.people, stored.made_at, stored.lon, stored.lat,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldReport:
    """A stored report. `made_at` is the tablet's clock, `recorded_at` the server's.

    `incident_id` is that of its writing, however late it came; None for what was written in none.
    """

    report_id: UUID
    incident_id: int | None
    kind: str
    text: str
    people: int | None
    made_at: datetime
    lon: float | None
    lat: float | None
    actor: str
    recorded_at: datetime
