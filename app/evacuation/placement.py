"""From people in an area to places in shelters: routes, assignment, and who is left out and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Assignment, Flags, Floats, Ints, assign
from app.evacuation.bound import FlowProblem
from app.evacuation.clearance import Group
from app.evacuation.model import Demand, ShelterChoice
from app.network.model import NOWHERE, LinkKind, RoadNetwork, Scenario, Trees
from app.network.reach import Barrier, barrier
from app.network.travel import TravelTimes, open_arcs, path_arcs, travel_times

METHOD = (
    "最小费用流，每个居住点连最近 {nearest} 个安置点，走不到或没位置的单列；"
    "轮渡只从小岛去大岛；行程不计拥堵"
)

_WHY = {
    Barrier.NO_ROAD: "所在岛没有路网，步行范围内也没有可用安置点",
    Barrier.CLOSED: "通道已断：{names}，这一侧没有可用安置点",
    Barrier.FERRY_STOPPED: "轮渡已停航：{names}，岛上没有可用安置点",
    Barrier.ROAD_GAP: "这里的路与岛上安置点所在的路不相通（路网资料有缺口）",
    Barrier.NO_SHELTER: "岛上没有可用安置点，也没有桥或轮渡去更大的岛",
    Barrier.TOO_FAR: "最近的可用安置点超过单程时限",
}


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
class LeftOut:
    """People of a village without a place, and why."""

    village: str
    people: int
    why: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A shelter that has places but is no destination for this area."""

    code: str
    name: str
    why: str


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
    arcs: Ints
    problem: FlowProblem


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """The network under a scenario."""

    network: RoadNetwork
    scenario: Scenario
    trees: Trees


def excluded_why(shelter: ShelterChoice) -> str | None:
    """Why a shelter cannot be a destination, None when it can."""
    if shelter.inside:
        return "在转移区内"
    if shelter.other_zone is not None:
        return f"在{shelter.other_zone}内"
    if not shelter.receiving:
        return shelter.status_reason or f"状态 {shelter.status}"
    return None


def place(
    demand: Sequence[Demand], choices: Sequence[ShelterChoice], terrain: Terrain
) -> Placement:
    """Assigns `demand` to the usable of `choices`."""
    usable = [choice for choice in choices if excluded_why(choice) is None]
    index = terrain.network.shelters.index
    usable = [choice for choice in usable if choice.code in index]
    rows = _Rows(demand, usable, terrain)
    answer = assign(rows.people, rows.free, rows.times.seconds)
    trips = rows.trips(answer)
    reachable = rows.reachable
    return Placement(
        demand=int(rows.people.sum()),
        placed=answer.placed,
        shelters=_used(trips, usable),
        splits=_splits(trips, demand, usable),
        no_room=_no_room(answer, demand, reachable),
        unreachable=_unreachable(rows, demand, reachable, terrain),
        excluded=_excluded(choices),
        method=METHOD.format(nearest=answer.nearest),
        groups=tuple(trip.group for trip in trips),
        arcs=rows.arcs,
        problem=rows.flow_problem(answer),
    )


@dataclass(frozen=True, slots=True)
class _Trip:
    """People of one site to one shelter (indices), with their route."""

    site: int
    shelter: int
    metres: float
    mode: str
    group: Group


class _Rows:
    """The demand's sites and the usable shelters as rows of the network."""

    def __init__(
        self, demand: Sequence[Demand], usable: Sequence[ShelterChoice], terrain: Terrain
    ) -> None:
        network = terrain.network
        self._terrain = terrain
        self.people = np.array([item.people for item in demand], dtype=np.int64)
        self.free = np.array([choice.free for choice in usable], dtype=np.int64)
        self.sites = _indices(network.sites.index, [item.site for item in demand])
        self.shelters = _indices(network.shelters.index, [choice.code for choice in usable])
        self.times: TravelTimes = travel_times(network, terrain.trees, self.sites, self.shelters)
        self.arcs = open_arcs(network, terrain.scenario)
        self._place = {int(arc): row for row, arc in enumerate(self.arcs)}

    @property
    def reachable(self) -> Flags:
        """Sites from which at least one usable shelter can be reached."""
        return np.asarray(np.isfinite(self.times.seconds).any(axis=1), dtype=np.bool_)

    def trips(self, answer: Assignment) -> list[_Trip]:
        """One trip for each site and shelter that people go between."""
        flows = zip(answer.site, answer.shelter, answer.people, strict=True)
        return [self._trip(int(a), int(b), int(people)) for a, b, people in flows]

    def _trip(self, site: int, shelter: int, people: int) -> _Trip:
        minutes = float(self.times.seconds[site, shelter]) / 60.0
        if self.times.walked[site, shelter]:
            return _Trip(site, shelter, self._straight_m(site, shelter), "walk",
                         Group(people, minutes, (), ()))  # fmt: skip
        network, links = self._terrain.network, self._terrain.network.links
        start = int(self.sites[site])
        arcs = path_arcs(
            self._terrain.trees, int(self.shelters[shelter]), int(network.sites.node[start])
        )
        to_road_m = float(network.sites.walk_m[start])
        first_s = network.walking.seconds(np.array([to_road_m]))[0]
        passed_s = first_s + np.concatenate(([0.0], np.cumsum(links.seconds[arcs])[:-1]))
        metres = to_road_m + float(links.length_m[arcs].sum())
        by_ferry = bool(np.any(links.kind[arcs] == LinkKind.FERRY))
        return _Trip(
            site, shelter, metres + float(network.shelters.walk_m[self.shelters[shelter]]),
            "ferry" if by_ferry else "road",
            Group(people, minutes, tuple(self._place[arc] for arc in arcs),
                  tuple((passed_s[: len(arcs)] / 60.0).tolist())),
        )  # fmt: skip

    def _straight_m(self, site: int, shelter: int) -> float:
        a, b = self._terrain.network.sites, self._terrain.network.shelters
        i, j = self.sites[site], self.shelters[shelter]
        straight = float(np.hypot(a.x_m[i] - b.x_m[j], a.y_m[i] - b.y_m[j]))
        return straight * self._terrain.network.walking.detour

    def flow_problem(self, answer: Assignment) -> FlowProblem:
        """Everybody with a place, any way and any shelter: what no plan can beat."""
        network, arcs = self._terrain.network, self.arcs
        placed = self.people - answer.unplaced
        movers = np.flatnonzero(placed > 0)
        site_node = network.node_count + np.arange(len(movers))
        shelter_node = network.node_count + len(movers) + np.arange(len(self.free))
        on_road = network.sites.node[self.sites[movers]]
        at_road = network.shelters.node[self.shelters]
        walked, to = np.nonzero(self.times.walkable[movers])
        tied, ended = on_road != NOWHERE, at_road != NOWHERE
        return FlowProblem(
            nodes=network.node_count + len(movers) + len(self.free),
            tail=network.links.tail[arcs],
            head=network.links.head[arcs],
            rate_h=network.links.people_per_h[arcs],
            origin=site_node,
            people=placed[movers],
            goal=shelter_node,
            free=self.free,
            walk_from=np.concatenate((site_node[tied], at_road[ended], site_node[walked])),
            walk_to=np.concatenate((on_road[tied], shelter_node[ended], shelter_node[to])),
            longest_trip_min=_longest_min(self.times.seconds[movers]),
        )


def _longest_min(seconds: Floats) -> float:
    return float(seconds.min(axis=1).max()) / 60.0 if seconds.size else 0.0


def _indices(index: dict[str, int], keys: Sequence[str]) -> Ints:
    return np.array([index[key] for key in keys], dtype=np.int64)


def _used(trips: Sequence[_Trip], usable: Sequence[ShelterChoice]) -> tuple[UsedShelter, ...]:
    by_shelter: dict[int, list[_Trip]] = defaultdict(list)
    for trip in trips:
        by_shelter[trip.shelter].append(trip)
    used = [_used_shelter(usable[shelter], found) for shelter, found in by_shelter.items()]
    return tuple(sorted(used, key=lambda shelter: (-shelter.assigned, shelter.code)))


def _used_shelter(choice: ShelterChoice, trips: Sequence[_Trip]) -> UsedShelter:
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
    trips: Sequence[_Trip], demand: Sequence[Demand], usable: Sequence[ShelterChoice]
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


def _no_room(
    answer: Assignment,
    demand: Sequence[Demand],
    reachable: Flags,
) -> tuple[LeftOut, ...]:
    left = [
        (demand[site].village, int(answer.unplaced[site]), "可到的安置点都已满")
        for site in np.flatnonzero((answer.unplaced > 0) & reachable).tolist()
    ]
    return _by_village(left)


def _unreachable(
    rows: _Rows,
    demand: Sequence[Demand],
    reachable: Flags,
    terrain: Terrain,
) -> tuple[LeftOut, ...]:
    left: list[tuple[str, int, str]] = []
    for site in np.flatnonzero(~reachable).tolist():
        what, names = barrier(
            terrain.network, terrain.trees, terrain.scenario, int(rows.sites[site]), rows.shelters
        )
        left.append((demand[site].village, demand[site].people,
                     _WHY[what].format(names="、".join(names))))  # fmt: skip
    return _by_village(left)


def _by_village(left: Sequence[tuple[str, int, str]]) -> tuple[LeftOut, ...]:
    people: dict[tuple[str, str], int] = defaultdict(int)
    for village, number, why in left:
        people[village, why] += number
    found = [LeftOut(village, number, why) for (village, why), number in people.items()]
    return tuple(sorted(found, key=lambda item: -item.people))


def _excluded(choices: Sequence[ShelterChoice]) -> tuple[Excluded, ...]:
    return tuple(
        Excluded(choice.code, choice.name, why)
        for choice in choices
        if (why := excluded_why(choice)) is not None
    )
