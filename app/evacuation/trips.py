"""Ways from population sites to shelters, as rows and columns of the network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.evacuation.assignment import Assignment, Flags, Floats, Ints
from app.evacuation.clearance import Group
from app.evacuation.model import Demand, ShelterChoice
from app.network.model import LinkKind, RoadNetwork, Scenario, Trees
from app.network.travel import path_arcs, travel_times


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """The network under a scenario; `explore` gives a scenario's shortest paths."""

    network: RoadNetwork
    scenario: Scenario
    explore: Callable[[Scenario], Trees]

    @property
    def trees(self) -> Trees:
        """Shortest paths to every shelter."""
        return self.explore(self.scenario)

    def without_lines(self, lines: frozenset[int]) -> "Terrain":
        """The same terrain with these ferry lines stopped as well."""
        stopped = self.scenario.stopped_lines | lines
        return replace(self, scenario=replace(self.scenario, stopped_lines=stopped))


@dataclass(frozen=True, slots=True)
class Trip:
    """People of one site on their way to one shelter (indices of the pairing)."""

    site: int
    shelter: int
    metres: float
    mode: str
    group: Group

    def of(self, people: int) -> "Trip":
        """The same trip by fewer people."""
        return replace(self, group=replace(self.group, people=people))


class Pairing:
    """Sites against shelters on one terrain."""

    def __init__(
        self, demand: Sequence[Demand], usable: Sequence[ShelterChoice], terrain: Terrain
    ) -> None:
        network = terrain.network
        self.network = network
        self.scenario = terrain.scenario
        self.trees = terrain.trees
        self.sites = _indices(network.sites.index, [item.site for item in demand])
        self.shelters = _indices(network.shelters.index, [choice.code for choice in usable])
        self.times = travel_times(network, self.trees, self.sites, self.shelters)

    @property
    def reachable(self) -> Flags:
        """Sites from which at least one shelter can be reached."""
        return np.asarray(np.isfinite(self.times.seconds).any(axis=1), dtype=np.bool_)

    def trips(self, answer: Assignment) -> list[Trip]:
        """One trip for each site and shelter that people go between."""
        flows = zip(
            answer.site.tolist(), answer.shelter.tolist(), answer.people.tolist(), strict=True
        )
        return [self._trip(site, shelter, people) for site, shelter, people in flows]

    def _trip(self, site: int, shelter: int, people: int) -> Trip:
        minutes = float(self.times.seconds[site, shelter]) / 60.0
        if self.times.walked[site, shelter]:
            metres = self._on_foot_m(site, shelter)
            return Trip(site, shelter, metres, "walk", Group(people, minutes, (), ()))
        arcs = path_arcs(
            self.trees,
            int(self.shelters[shelter]),
            int(self.network.sites.node[self.sites[site]]),
        )
        by_ferry = bool(np.any(self.network.links.kind[arcs] == LinkKind.FERRY))
        group = Group(people, minutes, tuple(arcs), self._reach_min(site, arcs))
        metres = self._driven_m(site, shelter, arcs)
        return Trip(site, shelter, metres, "ferry" if by_ferry else "road", group)

    def _reach_min(self, site: int, arcs: list[int]) -> tuple[float, ...]:
        """When the first of them come to each arc."""
        to_road_m = self.network.sites.walk_m[self.sites[[site]]]
        walked_s = self.network.walking.seconds(to_road_m)
        passed_s = np.cumsum(np.concatenate((walked_s, self.network.links.seconds[arcs])))
        return tuple((passed_s[: len(arcs)] / 60.0).tolist())

    def _driven_m(self, site: int, shelter: int, arcs: list[int]) -> float:
        network = self.network
        ends_m = network.sites.walk_m[self.sites[site]]
        ends_m += network.shelters.walk_m[self.shelters[shelter]]
        return float(ends_m + network.links.length_m[arcs].sum())

    def _on_foot_m(self, site: int, shelter: int) -> float:
        a, b = self.network.sites, self.network.shelters
        i, j = self.sites[site], self.shelters[shelter]
        straight = float(np.hypot(a.x_m[i] - b.x_m[j], a.y_m[i] - b.y_m[j]))
        return straight * self.network.walking.detour


def longest_shortest_min(seconds: Floats) -> float:
    """The longest of everyone's shortest trips."""
    return float(seconds.min(axis=1).max()) / 60.0 if seconds.size else 0.0


def _indices(index: dict[str, int], keys: Sequence[str]) -> Ints:
    return np.array([index[key] for key in keys], dtype=np.int64)
