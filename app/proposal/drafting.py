"""The gradient plan from the registers: who, where, to which shelters, until when.

Lots are placed in the order their groups leave: a place in a shelter or aboard a boat that one
takes is gone for the next.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from shapely.geometry.base import BaseGeometry

from app.evacuation.answer import TimedAnswer
from app.evacuation.boarding import Terrain
from app.evacuation.clearance import Clearance, clearance
from app.evacuation.cutoffs import GroupHour, LeadTimes, Spot, TimingInputs, Way
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.movements import movements
from app.evacuation.placement import Placement, place
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon
from app.proposal.gradient import force_against, held_back, lots_of, merged
from app.proposal.model import DueSite, HeldBack, Lot, PlanDraft, PlannedZone
from app.proposal.outline import outline

Told = Callable[[int, int], None]
"""Hears of lots done, of how many."""

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WindAsked:
    """The wind a lot leaves before, and where it is asked for."""

    spots: tuple[Spot, ...]
    villages: tuple[str, ...]
    force: int


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """What every lot is planned on.

    `due`: by when a lot is wanted gone; `reached`: for each, whether its wind may come there.
    """

    terrain: Terrain
    choices: Sequence[ShelterChoice]
    lands: Mapping[str, BaseGeometry]
    announced: frozenset[int]
    lead: LeadTimes
    land_force: int
    sea_force: int
    due: Callable[[Lot], tuple[GroupHour, ...]]
    reached: Callable[[Sequence[WindAsked]], Sequence[bool]]
    timed: Callable[[Sequence[TimingInputs]], Sequence[TimedAnswer]]


def draft(sites: Sequence[DueSite], city: City, told: Told) -> PlanDraft:
    """A zone for each hazard object and township that the storm reaches, by latest start."""
    open_sites = [site for site in sites if not site.zoned]
    due, calm = _sort_by_wind(lots_of(open_sites), city)
    zones = _plan_zones(due, city, told)
    return PlanDraft(
        zones=tuple(sorted(zones, key=_by_latest_start)),
        held_back=calm,
        zoned=sum(s.people for s in sites if s.zoned and s.group is not GroupCode.VISITOR),
    )


def draft_one(sites: Sequence[DueSite], city: City) -> PlannedZone:
    """One zone of all `sites`, of one township: what merging gives. The wind is not asked."""
    lot = merged(lots_of(sites))
    return _plan_zones([lot], city, lambda done, of: None)[0]


def _by_latest_start(zone: PlannedZone) -> tuple[bool, datetime, str]:
    """Zones that nothing ends come last."""
    latest = zone.timed.timing.latest_start_at
    return latest is None, latest or _NEVER, zone.lot.key


def _sort_by_wind(lots: Sequence[Lot], city: City) -> tuple[list[Lot], tuple[HeldBack, ...]]:
    forces = {lot.key: force_against(lot, city.land_force, city.sea_force) for lot in lots}
    asked = [WindAsked(spots_of(lot), villages_of(lot), forces[lot.key]) for lot in lots]
    told = list(zip(lots, city.reached(asked), strict=True))
    calm = [lot for lot, reached in told if not reached]
    return [lot for lot, reached in told if reached], held_back(calm, forces)


def villages_of(lot: Lot) -> tuple[str, ...]:
    """The villages it has people in."""
    return tuple(sorted({site.village_code for site in lot.sites}))


def spots_of(lot: Lot) -> tuple[Spot, ...]:
    """The outermost dwelling points, eight at most."""
    ends: dict[Spot, None] = {}
    for east, north in ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)):
        end = max(lot.sites, key=lambda site: site.lon * east + site.lat * north)
        ends[Spot(lot.township, end.lon, end.lat)] = None
    return tuple(ends)


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    lot: Lot
    polygon: GeoPolygon
    spots: tuple[Spot, ...]
    placement: Placement
    clearance: Clearance
    terrain: Terrain

    def inputs(self, city: City) -> TimingInputs:
        return TimingInputs(
            spots=self.spots,
            people=self.lot.people,
            movements=movements(self.placement, self.clearance, self.terrain, city.announced),
            lead=city.lead,
            land_force=city.land_force,
            sea_force=city.sea_force,
            sea=None,
            outside_dyke=self.lot.count(GroupCode.OUTSIDE_DYKE),
            low_lying=self.lot.count(GroupCode.LOW_LYING),
            villages=villages_of(self.lot),
            visitors_left=self.placement.visitors_left,
            due=city.due(self.lot),
        )


def _plan_zones(lots: Sequence[Lot], city: City, told: Told) -> list[PlannedZone]:
    placed = list(_place_lots(lots, city, told))
    timed = city.timed([each.inputs(city) for each in placed])
    return [
        PlannedZone(each.lot, each.polygon, each.spots, each.placement, each.clearance, answer)
        for each, answer in zip(placed, timed, strict=True)
    ]


def _place_lots(lots: Sequence[Lot], city: City, told: Told) -> Iterator[_Placed]:
    terrain, choices = city.terrain, list(city.choices)
    network = terrain.network
    told(0, len(lots))
    for done, lot in enumerate(lots, start=1):
        placement = place(
            [item for item in _demand_of(lot) if item.site in network.sites.index],
            choices,
            terrain,
            everybody=False,
        )
        choices = list(_take_places(choices, placement))
        yield _Placed(
            lot=lot,
            polygon=outline([(s.lon, s.lat) for s in lot.sites], city.lands.get(lot.township_code)),
            spots=spots_of(lot),
            placement=placement,
            clearance=clearance(placement.groups, network.links.people_per_h, placement.problem),
            terrain=terrain,
        )
        terrain = terrain.after(placement.aboard)
        told(done, len(lots))


def _demand_of(lot: Lot) -> Iterator[Demand]:
    """People by dwelling point: the groups of one point leave together, visitors apart."""
    people: dict[tuple[str, bool, bool], int] = defaultdict(int)
    first: dict[str, DueSite] = {}
    for site in lot.sites:
        kind = site.group is GroupCode.VISITOR, site.group is GroupCode.AQUACULTURE
        people[site.site, *kind] += site.people
        first.setdefault(site.site, site)
    for (key, visitors, at_sea), count in sorted(people.items()):
        site, ashore = first[key], Way.RAFT if at_sea else None
        yield Demand(key, site.village_code, site.village, count, visitors, ashore)


def _take_places(choices: Iterable[ShelterChoice], taken: Placement) -> Iterator[ShelterChoice]:
    """The shelters with what a placement left of their places."""
    used = {shelter.code: shelter.assigned for shelter in taken.shelters}
    for choice in choices:
        yield replace(choice, free=choice.free - used.get(choice.code, 0))
