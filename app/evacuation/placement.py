"""From people in an area to places in shelters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Ints, Move, assign
from app.evacuation.boarding import Terrain
from app.evacuation.bound import FlowProblem
from app.evacuation.clearance import ClearanceGroup
from app.evacuation.homeward import GoingHome, go_home
from app.evacuation.left_out import Excluded, LeftOut, Reasons, exclude, exclude_all
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.trips import Pairing, Trip
from app.network.model import NOWHERE
from app.network.travel import open_arcs


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
    """The assignment in the words of the answer, and what clearance and timing need of it.

    `usable` names the shelters that the trips point at. `home`: visitors who need no place, for
    they leave; `demand` is everybody else, with the visitors who cannot.
    """

    home: GoingHome
    demand: int
    placed: int
    shelters: tuple[UsedShelter, ...]
    splits: tuple[Split, ...]
    no_room: tuple[LeftOut, ...]
    unreachable: tuple[LeftOut, ...]
    excluded: tuple[Excluded, ...]
    trips: tuple[Trip, ...]
    usable: tuple[str, ...]
    visitors_placed: int
    water: Mapping[int, int]
    problem: FlowProblem

    @property
    def groups(self) -> tuple[ClearanceGroup, ...]:
        """What each trip, and then who drives home, loads the links with."""
        return (*(trip.group for trip in self.trips), *self.home.by_road)

    @property
    def aboard(self) -> dict[int, int]:
        """People who board each line, by line id: seats that are gone for who comes later."""
        return dict(self.water) | {
            line: people + self.water.get(line, 0) for line, people in self.home.aboard.items()
        }

    @property
    def visitors_left(self) -> int:
        """Visitors who neither leave nor have a place."""
        return self.home.visitors - self.home.sailing - self.home.driving - self.visitors_placed


def place(
    demand: Sequence[Demand],
    choices: Sequence[ShelterChoice],
    terrain: Terrain,
    *,
    everybody: bool = True,
) -> Placement:
    """Assigns `demand` to the usable of `choices`; `everybody` says that nobody stays inside.

    Visitors go home as far as roads and boats bring them.
    """
    home = go_home([item for item in demand if item.visitors], terrain)
    demand = [*(item for item in demand if not item.visitors), *home.staying]
    terrain = terrain.after(home.aboard)
    index = terrain.network.shelters.index
    usable = [
        item
        for item in choices
        if exclude(item, everybody=everybody) is None and item.code in index
    ]
    people = np.array([item.people for item in demand], dtype=np.int64)
    free = np.array([item.free for item in usable], dtype=np.int64)
    pairing = Pairing(demand, usable, terrain)
    # Visitors have a room to stay in: where places are short, who has none goes first.
    rank = np.array([1 if item.visitors else 2 for item in demand], dtype=np.int64)
    answer = assign(people, free, pairing.times.seconds, pairing.by_water, rank=rank)
    trips = [pairing.trip(move) for move in answer.moves]
    reasons = Reasons(answer, demand, pairing)
    return Placement(
        home=home,
        demand=int(people.sum()),
        placed=answer.placed,
        shelters=_used_shelters(trips, usable),
        splits=_split_villages(trips, demand, usable),
        no_room=reasons.no_room(),
        unreachable=reasons.unreachable(),
        excluded=exclude_all(choices, everybody=everybody),
        trips=tuple(trips),
        usable=tuple(item.name for item in usable),
        water=_water_people(answer.moves, pairing),
        visitors_placed=sum(t.group.people for t in trips if demand[t.site].visitors),
        problem=_flow_problem(pairing, people - answer.unplaced, free),
    )


def _water_people(moves: Sequence[Move], pairing: Pairing) -> dict[int, int]:
    """People by line on their way to a shelter."""
    aboard: dict[int, int] = defaultdict(int)
    for move in moves:
        for crossing in move.via:
            aboard[pairing.lines[crossing].line_id] += move.people
    return dict(aboard)


def _flow_problem(pairing: Pairing, placed: Ints, free: Ints) -> FlowProblem:
    """Everybody with a place, by any way to any shelter: what no plan can beat."""
    network = pairing.network
    arcs = open_arcs(network, pairing.terrain.scenario)
    movers = np.flatnonzero(placed)
    site_node = network.node_count + np.arange(len(movers))
    shelter_node = network.node_count + len(movers) + np.arange(len(free))
    on_road = network.sites.node[pairing.sites[movers]]
    at_road = network.shelters.node[pairing.shelters]
    walker, to = np.nonzero(pairing.times.walkable[movers])
    tied, ended = on_road != NOWHERE, at_road != NOWHERE
    return FlowProblem(
        nodes=network.node_count + len(movers) + len(free),
        tail=network.links.tail[arcs],
        head=network.links.head[arcs],
        rate_h=network.links.people_per_h[arcs],
        origin=site_node,
        people=placed[movers],
        goal=shelter_node,
        free=free,
        walk_from=np.concatenate((site_node[tied], at_road[ended], site_node[walker])),
        walk_to=np.concatenate((on_road[tied], shelter_node[ended], shelter_node[to])),
        longest_trip_min=_longest_min(pairing, movers),
    )


def _longest_min(pairing: Pairing, movers: Ints) -> float:
    """The longest of the movers' shortest trips over land; a bound may leave out who sails."""
    seconds = pairing.times.seconds[movers].min(axis=1, initial=np.inf)
    return float(seconds[np.isfinite(seconds)].max(initial=0.0)) / 60.0


def _used_shelters(
    trips: Sequence[Trip], usable: Sequence[ShelterChoice]
) -> tuple[UsedShelter, ...]:
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


def _split_villages(
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
