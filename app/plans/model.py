"""A plan version: what was answered for an incident's zones at one moment, as figures."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.evacuation.cutoffs import CutoffKind, Way
from app.evacuation.supposed import Supposition
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode

FORM = 1  # of the figures, as they are stored


@dataclass(frozen=True, slots=True)
class PlannedWay:
    """One way of a zone: who, until when, bound by what, whom it leaves at risk."""

    way: Way
    people: int
    latest_start_at: datetime | None
    bound_by: CutoffKind | None
    at_risk: int


@dataclass(frozen=True, slots=True)
class PlannedShelter:
    """People that a zone sends to a shelter."""

    code: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class ZoneFigures:
    """What a plan says of one zone. `inputs_hash`: what the answer rests on.

    `last_start_at`: by what ends a way, whatever rule or nightfall wants earlier; `rule_missed`: an
    hour set by rule cannot be met any more.
    """

    zone_id: UUID
    zone_version: int
    number: int
    name: str
    hazard: HazardBasis
    people: int
    groups: dict[GroupCode, int]
    ways: tuple[PlannedWay, ...]
    latest_start_at: datetime | None
    last_start_at: datetime | None
    rule_missed: bool
    clearance_min: float
    shelters: tuple[PlannedShelter, ...]
    unplaced: int
    at_risk: int
    visitors_home: int
    inputs_hash: str | None


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A kept plan version. `supposition` None: as things stood; else it is a what-if."""

    plan_id: int
    name: str
    note: str
    supposition: Supposition | None
    made_by: str
    valid_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PlanVersion(PlanHead):
    """With its zones, by number."""

    zones: tuple[ZoneFigures, ...]
