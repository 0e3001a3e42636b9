"""What the registers hold of people who may be due, and what is drafted from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from app.evacuation.answer import TimedAnswer
from app.evacuation.clearance import Clearance
from app.evacuation.cutoffs import Spot
from app.evacuation.placement import Placement
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon


class Level(IntEnum):
    """A response level; the smaller number is the graver one."""

    I = 1  # noqa: E741 the level's own name
    II = 2
    III = 3
    IV = 4


LevelTable = Mapping[GroupCode, int]
"""From which level on each group leaves."""


@dataclass(frozen=True, slots=True)
class DueSite:
    """People of one register at one dwelling point; `zoned` are in a zone already."""

    site: str
    lon: float
    lat: float
    village_code: str
    village: str
    township_code: str
    township: str
    county_code: str
    group: GroupCode
    people: int
    zoned: bool = False


@dataclass(frozen=True, slots=True)
class Lot:
    """The people of one township and one hazard object, or of several that were merged."""

    township_code: str
    township: str
    county_code: str
    groups: tuple[GroupCode, ...]
    sites: tuple[DueSite, ...]

    @property
    def people(self) -> int:
        """Everybody in it."""
        return sum(site.people for site in self.sites)

    @property
    def key(self) -> str:
        """The township and the groups: what a merged lot is asked for by."""
        return ".".join([self.township_code, *self.groups])

    @property
    def hazard(self) -> HazardBasis:
        """What the zone is drawn against; groups of several hazards have none in common."""
        found = {HAZARDS[group] for group in self.groups}
        return found.pop() if len(found) == 1 else HazardBasis.OTHER

    def count(self, *groups: GroupCode) -> int:
        """People of some of the groups."""
        return sum(site.people for site in self.sites if site.group in groups)


# The object each register counts people by, as the hazard a zone of them is drawn against. Crews
# are in no register of dwelling points: where boats lie changes by the hour, a zone counts them.
HAZARDS: Mapping[GroupCode, HazardBasis] = {
    GroupCode.AQUACULTURE: HazardBasis.WIND,
    GroupCode.VISITOR: HazardBasis.WIND,
    GroupCode.OUTSIDE_DYKE: HazardBasis.SURGE,
    GroupCode.GEOHAZARD: HazardBasis.SLOPE,
    GroupCode.DANGEROUS_HOUSE: HazardBasis.WIND,
    GroupCode.SITE_HUT: HazardBasis.WIND,
    GroupCode.LOW_LYING: HazardBasis.FLOOD,
    GroupCode.OTHER: HazardBasis.OTHER,
}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """People of a due group whom this storm's wind does not reach as it is forecast."""

    group: GroupCode
    people: int
    force: int


@dataclass(frozen=True, slots=True, eq=False)
class PlannedZone:
    """One proposed zone: who, where, to which shelters, how long, until when."""

    lot: Lot
    polygon: GeoPolygon
    spots: tuple[Spot, ...]
    placement: Placement
    clearance: Clearance
    timed: TimedAnswer


@dataclass(frozen=True, slots=True, eq=False)
class PlanDraft:
    """The proposed zones by latest start, and who is not in them."""

    zones: tuple[PlannedZone, ...]
    held_back: tuple[HeldBack, ...]
    zoned: int
