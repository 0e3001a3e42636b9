"""A placement as the ways people leave by, each with what it leans on and what it can reach."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from app.evacuation.boarding import Terrain
from app.evacuation.clearance import Clearance, used_min_of
from app.evacuation.closures import ends
from app.evacuation.cutoffs import FerryUse, Movement, Passage, Refuge, Way
from app.evacuation.homeward import GoingHome
from app.evacuation.placement import Placement
from app.evacuation.used_links import UsedLinks
from app.network.model import RoadNetwork

# People who arrive within a step are told together, by the last of them.
_STEP_MIN = 15


def movements(
    placement: Placement,
    times: Clearance,
    terrain: Terrain,
    announced: frozenset[int] = frozenset(),
    landing_min: Mapping[Way, float] = MappingProxyType({}),
) -> tuple[Movement, ...]:
    """The ways with somebody in them: over land, by boat as soon as a line is needed, and home.

    `terrain` is as it was when they were placed. `landing_min`: how long the farthest of a way are
    on the water before they set out on land.
    """
    network, groups = terrain.network, placement.groups
    before = terrain.after(placement.home.aboard)
    to_shelters = [
        _make_movement(
            way,
            chosen,
            placement,
            times,
            UsedLinks(network, [groups[index] for index in chosen], announced, before.aboard),
            landing_min.get(way, 0.0),
        )
        for way, chosen in _by_way(placement).items()
        if chosen
    ]
    return (*_by_boat_home(placement.home, network, announced), *to_shelters)


def _by_way(placement: Placement) -> dict[Way, list[int]]:
    driving = list(range(len(placement.trips), len(placement.groups)))
    afoot = (Way.ROAD, Way.BOAT, Way.RAFT, Way.CREW)
    chosen: dict[Way, list[int]] = {Way.HOME_ROAD: driving} | {way: [] for way in afoot}
    for index, trip in enumerate(placement.trips):
        chosen[trip.way].append(index)
    return chosen


def _make_movement(
    way: Way,
    chosen: Sequence[int],
    placement: Placement,
    times: Clearance,
    links: UsedLinks,
    landing_min: float,
) -> Movement:
    groups = placement.groups
    in_min = [landing_min + each for each in times.nearest_first_min]
    refuges = (_refuge_of(index, placement, in_min[index], links) for index in chosen)
    return Movement(
        way=way,
        people=sum(groups[index].people for index in chosen),
        clearance_min=landing_min + used_min_of(chosen, groups, times, links.people_per_h),
        limits=links.limited_ways(),
        ferries=tuple(
            replace(line, empty_min=landing_min + line.empty_min) for line in links.ferries()
        ),
        refuges=_merge_refuges(refuges, _STEP_MIN),
    )


def _merge_refuges(found: Iterator[Refuge], step_min: float) -> tuple[Refuge, ...]:
    together: dict[tuple[int, str, tuple[str, ...]], Refuge] = {}
    for refuge in found:
        names = tuple(each.name for each in refuge.via)
        key = int(refuge.in_min // step_min), refuge.name, names
        together[key] = _join_refuges(refuge, together.get(key))
    return tuple(together[key] for key in sorted(together))


def _refuge_of(index: int, placement: Placement, in_min: float, links: UsedLinks) -> Refuge:
    group = placement.groups[index]
    over_min = links.passages(group, in_min - group.travel_min)
    via = tuple(Passage(name, over_min[name]) for name in sorted(over_min))
    name = ""
    if index < len(placement.trips):
        name = placement.usable[placement.trips[index].shelter]
    return Refuge(name, group.people, in_min, via)


def _join_refuges(refuge: Refuge, other: Refuge | None) -> Refuge:
    if other is None:
        return refuge
    via = (
        Passage(one.name, max(one.over_min, two.over_min))
        for one, two in zip(refuge.via, other.via, strict=True)
    )
    people = refuge.people + other.people
    return Refuge(refuge.name, people, max(refuge.in_min, other.in_min), tuple(via))


def _by_boat_home(
    home: GoingHome, network: RoadNetwork, announced: frozenset[int]
) -> Iterator[Movement]:
    """Each wave of a line is a refuge of its own: what still sails is told by the boat."""
    if not home.sailings:
        return
    links = UsedLinks(network, home.by_boat, announced)
    yield Movement(
        way=Way.HOME_BOAT,
        people=home.sailing,
        clearance_min=max(each.landed_min for each in home.sailings),
        limits=links.limited_ways(),
        ferries=tuple(
            FerryUse(
                each.line.name, ends(each.line), each.line.limit_force, each.people,
                each.over_min, each.line.line_id,
            )
            for each in home.lines
        ),
        refuges=_merge_refuges(_list_waves(home, links), 1.0),
    )  # fmt: skip


def _list_waves(home: GoingHome, links: UsedLinks) -> Iterator[Refuge]:
    for each in home.sailings:
        over_min = links.passages(home.by_boat[each.move], 0.0)
        over_min |= {passage.name: passage.over_min for passage in each.via}
        via = tuple(Passage(name, over_min[name]) for name in sorted(over_min))
        yield Refuge(each.line, each.people, each.landed_min, via)
