"""Evacuation zones: what one is, which changes it allows, and what is answered for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.clock import IncidentClock
from app.errors import Conflict
from app.evacuation.cutoffs import LeadTimes, Way
from app.evacuation.zone_answer import StoredAnswer
from app.events.model import Place
from app.exposure.due import Due, HazardBasis
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon
from app.wording import Text


class ZoneState(StrEnum):
    """A draft is a proposal on the map; only an order (later) binds anyone."""

    DRAFT = "draft"
    DELETED = "deleted"


class ZoneChange(StrEnum):
    """What can be done to a zone."""

    EDIT = "edit"
    DELETE = "delete"
    UNDO = "undo"


# The transition table: change and state it starts from. Undo also brings a deleted zone back.
ALLOWED: Mapping[ZoneChange, frozenset[ZoneState]] = {
    ZoneChange.EDIT: frozenset({ZoneState.DRAFT}),
    ZoneChange.DELETE: frozenset({ZoneState.DRAFT}),
    ZoneChange.UNDO: frozenset({ZoneState.DRAFT, ZoneState.DELETED}),
}

Polygon = GeoPolygon
"""A GeoJSON Polygon that `app.geo` has checked."""


@dataclass(frozen=True, slots=True)
class AnswerPeriod:
    """Since and until when an answer stood, by the world's clock, and when it was kept.

    `until` None: it stands.
    """

    since: datetime
    until: datetime | None
    kept_at: datetime

    def taken_back(self, clock: IncidentClock) -> bool:
        """Whether the clock has been set back since to before it stood."""
        before = self.kept_at < clock.anchor_real_at
        return before and self.since > clock.anchor_incident_at


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone at its newest version, or as it stood at a moment, with the answer of then.

    `origin_version` is the version whose content this one has: an undo makes a new version with
    an old content, and the next undo goes on from there instead of back and forth.
    """

    zone_id: UUID
    incident_id: int
    number: int
    name: str
    state: ZoneState
    mobilisation_min: float
    notification_min: float
    buffer_min: float
    version: int
    origin_version: int
    polygon: Polygon
    hazard: HazardBasis
    due_groups: list[GroupCode]
    answer: StoredAnswer | None
    valid_at: datetime
    recorded_at: datetime
    changed_by: str
    county_code: str | None = None
    township_code: str | None = None
    standing: AnswerPeriod | None = None

    @property
    def place(self) -> Place:
        """The county and township it lies in; None where it spans several."""
        return Place(self.county_code, self.township_code)

    @property
    def due(self) -> Due:
        """The hazard it is drawn against, and who leaves."""
        return Due(HazardBasis(self.hazard), frozenset(map(GroupCode, self.due_groups)))

    @property
    def lead(self) -> LeadTimes:
        """Minutes beside the clearance."""
        return LeadTimes(self.mobilisation_min, self.notification_min, self.buffer_min)


def check_change(zone: Zone, change: ZoneChange, expected_version: int | None) -> None:
    """Raises Conflict when `change` is not open to the zone, or someone was quicker."""
    if zone.state not in ALLOWED[change]:
        raise Conflict(
            "E-EVA-020",
            Text(f"{zone.name}没有改", f"{zone.name} was not changed"),
            Text("它已被删除", "It has been deleted"),
            Text("先撤销删除，再改", "Undo the deletion first"),
        )
    if expected_version is not None and expected_version != zone.version:
        raise Conflict(
            "E-EVA-021",
            Text(f"{zone.name}没有改", f"{zone.name} was not changed"),
            Text(
                f"您改的是第 {expected_version} 版，{zone.changed_by} 已改到第 {zone.version} 版",
                f"You changed version {expected_version}; {zone.changed_by} has "
                f"made version {zone.version} since",
            ),
            Text("取最新的一版，再改一次", "Take the newest version and change it again"),
            detail={"version": zone.version},
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an undo takes from an earlier version."""

    polygon: Polygon
    name: str
    state: ZoneState
    mobilisation_min: float
    notification_min: float
    buffer_min: float
    origin_version: int
    hazard: HazardBasis
    due_groups: list[GroupCode]


@dataclass(frozen=True, slots=True)
class Demand:
    """People of one population site who are the zone's own: those who live there, or visitors.

    `ashore`: they come from the water, and by which way.
    """

    site: str
    village_code: str
    village: str
    people: int
    visitors: bool = False
    ashore: Way | None = None


@dataclass(frozen=True, slots=True)
class ShelterChoice:
    """A shelter as an assignment sees it. `free` leaves out what lower-numbered zones took.

    `other_zone` is another zone around it that everybody leaves, `danger` a risk area around it.
    """

    code: str
    name: str
    rated: int
    free: int
    status: str
    status_reason: str | None
    receiving: bool
    inside: bool
    other_zone: str | None
    danger: str | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class VesselRun:
    """Vessels at sea inside the area bound for one harbour from about one distance.

    `vessel` is the farthest of them, None when it is not in the register. `on_board` adds up the
    known crews.
    """

    harbour: str
    distance_m: float
    vessel: str | None
    vessels: int
    on_board: int


@dataclass(frozen=True, slots=True)
class VesselTotals:
    """Vessels of the incident by where they are and how fresh their report is."""

    vessels: int
    in_port: int
    at_sea: int
    stale: int
    lost: int
    on_board_at_sea: int


@dataclass(frozen=True, slots=True)
class ZoneTotals:
    """The incident's zones together; nobody is in two of them."""

    zones: int
    people_due: int
    unplaced: int
    sea_people_due: int
