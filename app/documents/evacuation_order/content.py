"""What an evacuation order freezes of its zone's stored answer: figures, no sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.documents.model import Unit
from app.evacuation.basis import KnownBulletin
from app.evacuation.clocks import Advice
from app.evacuation.cutoffs import CutoffKind, Way
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon
from app.incidents.model import ResponseTrack
from app.wording import Text


@dataclass(frozen=True, slots=True)
class OrderedZone:
    """The zone at the version that was answered."""

    zone_id: UUID
    number: int
    name: str
    version: int
    hazard: HazardBasis
    area_km2: float
    polygon: GeoPolygon


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The stored answer, what it knew of the wind, and the levels in force."""

    answer_id: int
    inputs_hash: str
    counted_hash: str
    since: datetime
    bulletins: tuple[KnownBulletin, ...]
    levels: tuple["LevelInForce", ...]
    winds: tuple["WindDue", ...]


@dataclass(frozen=True, slots=True)
class LevelInForce:
    """A response that ran when the order was drafted."""

    unit: str
    track: ResponseTrack
    level: int | None


@dataclass(frozen=True, slots=True)
class WindDue:
    """When a force is awaited over the zone."""

    force: int
    arrival_at: datetime
    agency: str


@dataclass(frozen=True, slots=True)
class GroupDue:
    """A group that leaves."""

    code: GroupCode
    title: Text
    people: int


@dataclass(frozen=True, slots=True)
class WayDue:
    """One way of getting safe. `ends_at` is the cut-off that binds it; `told` as a desk is told."""

    way: Way
    title: Text
    people: int
    vessels: int
    latest_start_at: datetime | None
    ends_at: datetime | None
    ends_by: CutoffKind | None
    ends_name: Text | None
    over: bool
    advice: Advice
    told: Text


@dataclass(frozen=True, slots=True)
class Destination:
    """A shelter, and the bridges and lines that its people need."""

    code: str
    name: str
    people: int
    mode: str
    distance_m: float
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleWithout:
    """People of a village who have no place yet."""

    village: str
    people: int


@dataclass(frozen=True, slots=True)
class OrderContent:
    """The whole order. `people` must leave; `replaces` is the number of the one in force."""

    form: Literal[1]
    zone: OrderedZone
    rests_on: RestsOn
    people: int
    mobility_limited: int
    groups: tuple[GroupDue, ...]
    ways: tuple[WayDue, ...]
    destinations: tuple[Destination, ...]
    without: tuple[PeopleWithout, ...]
    responsible: Unit
    replaces: str | None
    frozen_at: datetime
