"""What a polygon holds. People on land, people at sea and visitors are never added up."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class GroupCode(StrEnum):
    """Gradient groups 梯度转移 in the order they leave (sources#priority-groups).

    Everybody on land is in exactly one: `resident` is who lives there and is in no register of a
    group, `visitor` who does not live there. `moored_crew` are aboard vessels in port.
    """

    AQUACULTURE = "aquaculture"
    VISITOR = "visitor"
    OUTSIDE_DYKE = "outside_dyke"
    GEOHAZARD = "geohazard"
    DANGEROUS_HOUSE = "dangerous_house"
    SITE_HUT = "site_hut"
    LOW_LYING = "low_lying"
    MOORED_CREW = "moored_crew"
    OTHER = "other"
    RESIDENT = "resident"


EVERYBODY = frozenset(GroupCode) - {GroupCode.MOORED_CREW}  # on land


@dataclass(frozen=True, slots=True)
class GroupCount:
    """People of one gradient group inside, and whether the group leaves."""

    code: GroupCode
    people: int
    due: bool


@dataclass(frozen=True, slots=True)
class LandExposure:
    """People on land who are counted for this area and for no other.

    Residents, households and visitors are all who live or stay inside; `mobility_limited` are among
    those who are due, by their share of each site's residents. `at_work` live elsewhere and work on
    farms inside.
    """

    residents: int
    households: int
    visitors: int
    mobility_limited: int
    groups: tuple[GroupCount, ...]
    at_work: int = 0

    @property
    def people(self) -> int:
        """Everyone who must go to a place on land, crews who come ashore among them."""
        return sum(group.people for group in self.groups if group.due)

    @property
    def inside(self) -> int:
        """Everyone on land inside, due or not."""
        return self.residents + self.visitors + self.at_work

    def count_due(self, *codes: GroupCode) -> int:
        """How many of some groups leave."""
        return sum(group.people for group in self.groups if group.code in codes and group.due)


@dataclass(frozen=True, slots=True)
class SeaExposure:
    """Vessels by their newest position; net buoys are not vessels.

    `on_board` adds up what the register knows; `on_board_unknown` vessels are not in it.
    `stale` vessels have not reported for longer than the configured time.
    """

    vessels: int
    on_board: int
    on_board_unknown: int
    in_port: int
    stale: int
    by_kind: dict[str, int]


@dataclass(frozen=True, slots=True)
class ShelterInside:
    """A shelter that lies in the area itself."""

    code: str
    name: str
    free: int
    status: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another zone that shares ground with this one, and the people on that ground."""

    zone_id: UUID
    number: int
    name: str
    area_km2: float
    people: int


@dataclass(frozen=True, slots=True)
class VillagePeople:
    """People of a village who must leave, this area's own only."""

    code: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Landing:
    """People who come ashore from a farm or from vessels in a harbour: where, over how much water.

    `site` is the nearest dwelling point: from there they go on.
    """

    group: GroupCode
    name: str
    people: int
    site: str
    village_code: str
    village: str
    metres: float


@dataclass(frozen=True, slots=True)
class SiteDemand:
    """People of a dwelling point who must leave; `at_sea` work on farms, `visitors` go home."""

    site: str
    village_code: str
    village: str
    people: int
    visitors: bool
    at_sea: bool


@dataclass(frozen=True, slots=True)
class Threatened:
    """Households and people that the registers put below the hazard points inside."""

    households: int
    people: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """The answer for one polygon. `helpers` see to the people of limited mobility."""

    land: LandExposure
    sea: SeaExposure
    hazard_points: tuple[str, ...]
    risk_areas: tuple[str, ...]
    shelters: tuple[ShelterInside, ...]
    overlaps: tuple[Overlap, ...]
    counted_elsewhere: int
    area_km2: float
    villages: tuple[VillagePeople, ...]
    inputs: dict[str, str]
    threatened: Threatened
    landings: tuple[Landing, ...] = ()
    farthest_farm_m: float = 0.0
    helpers: int = 0


@dataclass(frozen=True, slots=True)
class AreaQuestion:
    """What is asked: a checked polygon, which groups leave, and which zone it is, if any.

    `number` decides who counts people on shared ground: the lower-numbered zone does. A polygon
    that is not saved yet comes last.
    """

    incident_id: int
    world_id: int
    polygon: str
    due: frozenset[GroupCode] = EVERYBODY
    zone_id: UUID | None = None
    number: int = 2**31 - 1
