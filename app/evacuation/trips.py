"""Ways from population sites to shelters: over land, and by ferry where there is no land way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Crossings, Flags, Floats, Ints, Move
from app.evacuation.clearance import ClearanceGroup
from app.evacuation.model import Demand, ShelterChoice
from app.network.model import NOWHERE, FerryLine, RoadNetwork, Scenario, Trees
from app.network.travel import path_arcs, travel_times

_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """The network, what is closed on it, its shortest paths, and how long boats still sail.

    `sailing_min`: minutes from the first departure to a line's suspension, by line id; a line
    that is not in it does not stop within the forecast.
    """

    network: RoadNetwork
    scenario: Scenario
    trees: Trees
    sailing_min: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Trip:
    """People of one site on their way to one shelter (indices of the pairing)."""

    site: int
    shelter: int
    metres: float
    mode: str
    group: ClearanceGroup


class Pairing:
    """Sites against shelters on one terrain."""

    def __init__(
        self, demand: Sequence[Demand], usable: Sequence[ShelterChoice], terrain: Terrain
    ) -> None:
        network = terrain.network
        self.terrain = terrain
        self.network = network
        self.sites = _indices(network.sites.index, [item.site for item in demand])
        self.shelters = _indices(network.shelters.index, [choice.code for choice in usable])
        self.times = travel_times(network, terrain.trees, self.sites, self.shelters)
        # Sites from which at least one shelter can be reached without a ferry.
        reached = np.isfinite(self.times.seconds).any(axis=1)
        self.over_land: Flags = np.asarray(reached, dtype=np.bool_)
        self.ferries = self._open_ferries()
        self.lines = self._lines()
        self._pier_rows = self._find_pier_rows()
        self.crossings = self._crossings()

    def _lines(self) -> list[FerryLine]:
        """The line of each crossing."""
        sources = self.network.links.source[self.ferries].tolist()
        return [self.network.ferries[source] for source in sources]

    def _open_ferries(self) -> Ints:
        stopped = self.terrain.scenario.stopped_lines
        return np.array(
            [
                arc
                for arc in self.network.ferry_arcs.tolist()
                if self.network.ferries[self.network.links.source[arc]].line_id not in stopped
            ],
            dtype=np.int64,
        )

    def _crossings(self) -> Crossings:
        network, links, walking = self.network, self.network.links, self.network.walking
        rows = self._pier_rows
        landing = links.head[self.ferries]
        node = network.sites.node[self.sites]
        walk_s = walking.seconds(network.sites.walk_m[self.sites])
        ways = self.terrain.trees.seconds
        from_site_s = ways[np.ix_(rows, np.maximum(node, 0))].T + walk_s[:, None]
        from_site_s[node == NOWHERE] = np.inf
        onward_s = ways[np.ix_(rows, landing)].T
        # Only from an earlier crossing to a later one: boats go to the larger land each time.
        onward_s = np.where(np.tri(len(rows), dtype=bool), np.inf, onward_s)
        last_s = walking.seconds(network.shelters.walk_m[self.shelters])
        to_shelter_s = ways[np.ix_(self.shelters, landing)].T + last_s[None, :]
        crossing_s = links.seconds[self.ferries]
        capacity = self._capacity(_reach_s(from_site_s, onward_s, crossing_s))
        return Crossings(capacity, crossing_s, from_site_s, onward_s, to_shelter_s)

    def _find_pier_rows(self) -> Ints:
        shelters = len(self.network.shelters.node)
        return shelters + np.searchsorted(self.network.ferry_arcs, self.ferries)

    def _capacity(self, reach_s: Floats) -> Ints:
        """People each line brings over between the first at its pier and its suspension."""
        sailing_min = self.terrain.sailing_min
        return np.array(
            [
                line.people_within(sailing_min[line.line_id] - reach / 60.0)
                if line.line_id in sailing_min and np.isfinite(reach)
                else _NO_LIMIT
                for line, reach in zip(self.lines, reach_s.tolist(), strict=True)
            ],
            dtype=np.int64,
        )

    def trip(self, move: Move) -> Trip:
        """A move as a trip over links."""
        if not move.via and self.times.walked[move.site, move.shelter]:
            minutes = float(self.times.seconds[move.site, move.shelter]) / 60.0
            metres = self._on_foot_m(move.site, move.shelter)
            return Trip(
                move.site,
                move.shelter,
                metres,
                "walk",
                ClearanceGroup(move.people, minutes, (), ()),
            )
        return self._ride(move, self._arcs(move))

    def _arcs(self, move: Move) -> list[int]:
        trees, links = self.terrain.trees, self.network.links
        node = int(self.network.sites.node[self.sites[move.site]])
        rows = self._pier_rows
        arcs: list[int] = []
        for crossing in move.via:
            ferry = int(self.ferries[crossing])
            arcs += [*path_arcs(trees, int(rows[crossing]), node), ferry]
            node = int(links.head[ferry])
        return arcs + path_arcs(trees, int(self.shelters[move.shelter]), node)

    def _ride(self, move: Move, arcs: list[int]) -> Trip:
        network, walking = self.network, self.network.walking
        ends_m = np.array(
            [
                network.sites.walk_m[self.sites[move.site]],
                network.shelters.walk_m[self.shelters[move.shelter]],
            ]
        )
        first_s, last_s = walking.seconds(ends_m).tolist()
        passed_s = first_s + np.concatenate(([0.0], np.cumsum(network.links.seconds[arcs])))
        group = ClearanceGroup(
            people=move.people,
            travel_min=(float(passed_s[-1]) + last_s) / 60.0,
            links=tuple(arcs),
            reach_min=tuple((passed_s[:-1] / 60.0).tolist()),
        )
        metres = float(ends_m.sum() + network.links.length_m[arcs].sum())
        return Trip(move.site, move.shelter, metres, "ferry" if move.via else "road", group)

    def _on_foot_m(self, site: int, shelter: int) -> float:
        a, b = self.network.sites, self.network.shelters
        i, j = self.sites[site], self.shelters[shelter]
        straight = float(np.hypot(a.x_m[i] - b.x_m[j], a.y_m[i] - b.y_m[j]))
        return straight * self.network.walking.detour


def _reach_s(from_site_s: Floats, onward_s: Floats, crossing_s: Floats) -> Floats:
    """When the first people can stand at each pier, also by an earlier crossing."""
    reach = from_site_s.min(axis=0, initial=np.inf)
    for crossing in range(len(reach)):
        landed = reach[crossing] + crossing_s[crossing]
        reach = np.minimum(reach, landed + onward_s[crossing])
    return reach


def _indices(index: dict[str, int], keys: Sequence[str]) -> Ints:
    return np.array([index[key] for key in keys], dtype=np.int64)
