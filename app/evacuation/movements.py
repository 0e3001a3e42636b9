"""An assignment as the ways people leave by, each with what it leans on and what it can reach."""

from collections.abc import Sequence

from app.evacuation.clearance import Clearance, used_min_of
from app.evacuation.cutoffs import Movement, Passage, Refuge, Way
from app.evacuation.placement import Placement
from app.evacuation.used_links import UsedLinks
from app.network.model import RoadNetwork

# People who arrive within a step are told together, by the last of them.
_STEP_MIN = 15


def movements(
    placement: Placement,
    times: Clearance,
    network: RoadNetwork,
    announced: frozenset[int] = frozenset(),
) -> tuple[Movement, ...]:
    """The ways with somebody in them: over land, and by boat as soon as a line is needed."""
    groups = placement.groups
    return tuple(
        _movement(
            way,
            chosen,
            placement,
            times,
            UsedLinks(network, [groups[index] for index in chosen], announced),
        )
        for way, chosen in _by_way(placement).items()
        if chosen
    )


def _by_way(placement: Placement) -> dict[Way, list[int]]:
    chosen: dict[Way, list[int]] = {Way.ROAD: [], Way.BOAT: []}
    for index, trip in enumerate(placement.trips):
        chosen[Way.BOAT if trip.mode == "ferry" else Way.ROAD].append(index)
    return chosen


def _movement(
    way: Way,
    chosen: Sequence[int],
    placement: Placement,
    times: Clearance,
    links: UsedLinks,
) -> Movement:
    groups = placement.groups
    return Movement(
        way=way,
        people=sum(groups[index].people for index in chosen),
        clearance_min=used_min_of(chosen, groups, times, links.people_per_h),
        limits=links.limited_ways(),
        ferries=links.ferries(),
        refuges=_refuges(chosen, placement, times.nearest_first_min, links),
    )


def _refuges(
    chosen: Sequence[int], placement: Placement, nearest_min: Sequence[float], links: UsedLinks
) -> tuple[Refuge, ...]:
    together: dict[tuple[int, str, tuple[str, ...]], Refuge] = {}
    for index in chosen:
        refuge = _refuge(index, placement, nearest_min[index], links)
        names = tuple(each.name for each in refuge.via)
        key = int(refuge.in_min // _STEP_MIN), refuge.name, names
        together[key] = _joined(refuge, together.get(key))
    return tuple(together[key] for key in sorted(together))


def _refuge(index: int, placement: Placement, in_min: float, links: UsedLinks) -> Refuge:
    trip = placement.trips[index]
    over_min = links.passages(trip.group, in_min - trip.group.travel_min)
    via = tuple(Passage(name, over_min[name]) for name in sorted(over_min))
    return Refuge(placement.usable[trip.shelter], trip.group.people, in_min, via)


def _joined(refuge: Refuge, other: Refuge | None) -> Refuge:
    if other is None:
        return refuge
    via = (
        Passage(one.name, max(one.over_min, two.over_min))
        for one, two in zip(refuge.via, other.via, strict=True)
    )
    people = refuge.people + other.people
    return Refuge(refuge.name, people, max(refuge.in_min, other.in_min), tuple(via))
