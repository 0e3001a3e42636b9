"""From people in an area to places in shelters.

The assignment is solved, boats are filled as far as they sail before their line stops, and who is
left is assigned again without the full lines, until no boat is overfull.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Ints, assign
from app.evacuation.boats import Boats
from app.evacuation.bound import FlowProblem
from app.evacuation.clearance import Group
from app.evacuation.left_out import (
    Excluded,
    LeftOut,
    excluded,
    excluded_why,
    no_room,
    unreachable,
)
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.trips import Pairing, Terrain, Trip, longest_shortest_min
from app.network.model import NOWHERE
from app.network.travel import open_arcs

METHOD = (
    "最小费用流，每个居住点先连最近 {nearest} 个安置点，走不到或没位置的单列；"
    "轮渡只从小岛去大岛，按停航前能跑的航次装人；行程不计拥堵"
)


@dataclass(frozen=True, slots=True)
class UsedShelter:
    """A destination. `distance_m` and `travel_min` are means over its people, door to door."""

    code: str
    name: str
    assigned: int
    free_before: int
    rated: int
    distance_m: float
    travel_min: float
    longest_min: float
    mode: str


@dataclass(frozen=True, slots=True)
class Split:
    """A village whose people go to more than one shelter: (shelter, people) pieces."""

    village: str
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The assignment in the words of the answer, and what clearance and timing need of it."""

    demand: int
    placed: int
    shelters: tuple[UsedShelter, ...]
    splits: tuple[Split, ...]
    no_room: tuple[LeftOut, ...]
    unreachable: tuple[LeftOut, ...]
    excluded: tuple[Excluded, ...]
    method: str
    groups: tuple[Group, ...]
    problem: FlowProblem


def place(
    demand: Sequence[Demand],
    choices: Sequence[ShelterChoice],
    terrain: Terrain,
    sailing_min: Mapping[int, float],
) -> Placement:
    """Assigns `demand` to the usable of `choices`; see `Boats` for `sailing_min`."""
    index = terrain.network.shelters.index
    usable = [item for item in choices if excluded_why(item) is None and item.code in index]
    filled = _fill(demand, usable, terrain, Boats(terrain.network, sailing_min))
    return Placement(
        demand=sum(item.people for item in demand),
        placed=sum(trip.group.people for trip in filled.trips),
        shelters=_used(filled.trips, usable),
        splits=_splits(filled.trips, demand, usable),
        no_room=no_room(filled.left, demand, filled.pairing),
        unreachable=unreachable(filled.left, demand, filled.pairing, filled.full_lines),
        excluded=excluded(choices),
        method=METHOD.format(nearest=filled.nearest),
        groups=tuple(trip.group for trip in filled.trips),
        problem=_flow_problem(Pairing(demand, usable, terrain), filled.trips, usable),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Filled:
    """Trips that boats can carry, who is left by site, and the terrain they are left on."""

    trips: list[Trip]
    left: Ints
    pairing: Pairing
    full_lines: frozenset[int]
    nearest: int


def _fill(
    demand: Sequence[Demand], usable: Sequence[ShelterChoice], terrain: Terrain, boats: Boats
) -> _Filled:
    left = np.array([item.people for item in demand], dtype=np.int64)
    free = np.array([item.free for item in usable], dtype=np.int64)
    trips: list[Trip] = []
    full_lines: frozenset[int] = frozenset()
    while True:
        pairing = Pairing(demand, usable, terrain.without_lines(full_lines))
        answer = assign(left, free, pairing.times.seconds)
        taken, overfull = boats.take(pairing.trips(answer))
        trips += taken
        left, free = _less(left, free, taken)
        if not overfull:
            return _Filled(trips, left, pairing, full_lines, answer.nearest)
        full_lines |= overfull


def _less(left: Ints, free: Ints, trips: Sequence[Trip]) -> tuple[Ints, Ints]:
    left, free = left.copy(), free.copy()
    for trip in trips:
        left[trip.site] -= trip.group.people
        free[trip.shelter] -= trip.group.people
    return left, free


def _flow_problem(
    pairing: Pairing, trips: Sequence[Trip], usable: Sequence[ShelterChoice]
) -> FlowProblem:
    """Everybody with a place, by any way to any shelter: what no plan can beat."""
    network, arcs = pairing.network, open_arcs(pairing.network, pairing.scenario)
    placed = np.zeros(len(pairing.sites), dtype=np.int64)
    for trip in trips:
        placed[trip.site] += trip.group.people
    movers = np.flatnonzero(placed)
    site_node = network.node_count + np.arange(len(movers))
    shelter_node = network.node_count + len(movers) + np.arange(len(usable))
    on_road = network.sites.node[pairing.sites[movers]]
    at_road = network.shelters.node[pairing.shelters]
    walker, to = np.nonzero(pairing.times.walkable[movers])
    tied, ended = on_road != NOWHERE, at_road != NOWHERE
    return FlowProblem(
        nodes=network.node_count + len(movers) + len(usable),
        tail=network.links.tail[arcs],
        head=network.links.head[arcs],
        rate_h=network.links.people_per_h[arcs],
        origin=site_node,
        people=placed[movers],
        goal=shelter_node,
        free=np.array([choice.free for choice in usable], dtype=np.int64),
        walk_from=np.concatenate((site_node[tied], at_road[ended], site_node[walker])),
        walk_to=np.concatenate((on_road[tied], shelter_node[ended], shelter_node[to])),
        longest_trip_min=longest_shortest_min(pairing.times.seconds[movers]),
    )


def _used(trips: Sequence[Trip], usable: Sequence[ShelterChoice]) -> tuple[UsedShelter, ...]:
    by_shelter: dict[int, list[Trip]] = defaultdict(list)
    for trip in trips:
        by_shelter[trip.shelter].append(trip)
    used = [_used_shelter(usable[shelter], found) for shelter, found in by_shelter.items()]
    return tuple(sorted(used, key=lambda shelter: (-shelter.assigned, shelter.code)))


def _used_shelter(choice: ShelterChoice, trips: Sequence[Trip]) -> UsedShelter:
    people = np.array([trip.group.people for trip in trips])
    modes: dict[str, int] = defaultdict(int)
    for trip in trips:
        modes[trip.mode] += trip.group.people
    return UsedShelter(
        code=choice.code,
        name=choice.name,
        assigned=int(people.sum()),
        free_before=choice.free,
        rated=choice.rated,
        distance_m=float(np.average([trip.metres for trip in trips], weights=people)),
        travel_min=float(np.average([trip.group.travel_min for trip in trips], weights=people)),
        longest_min=max(trip.group.travel_min for trip in trips),
        mode=max(modes, key=lambda mode: modes[mode]),
    )


def _splits(
    trips: Sequence[Trip], demand: Sequence[Demand], usable: Sequence[ShelterChoice]
) -> tuple[Split, ...]:
    pieces: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names: dict[str, str] = {}
    for trip in trips:
        item = demand[trip.site]
        names[item.village_code] = item.village
        pieces[item.village_code][usable[trip.shelter].name] += trip.group.people
    return tuple(
        Split(names[code], tuple(sorted(parts.items(), key=lambda part: -part[1])))
        for code, parts in sorted(pieces.items())
        if len(parts) > 1
    )
