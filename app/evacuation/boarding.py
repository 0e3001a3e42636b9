"""Ferry lines as a placement sees them: who gets to which pier, what their boats still take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from app.evacuation.assignment import Crossings, Floats, Ints, Move
from app.evacuation.model import Demand
from app.network.model import NOWHERE, FerryLine, RoadNetwork, Scenario, Trees
from app.network.travel import path_arcs

_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """The network, what is closed on it, its shortest paths, and what boats can still take.

    `sailing_min`: minutes from the first departure to a line's suspension, by line id; a line
    that is not in it does not stop within the forecast. `aboard`: who boards before these people,
    by line id.
    """

    network: RoadNetwork
    scenario: Scenario
    trees: Trees
    sailing_min: Mapping[int, float]
    aboard: Mapping[int, int] = field(default_factory=dict[int, int])

    def after(self, boarding: Mapping[int, int]) -> "Terrain":
        """The terrain for those who board after so many more."""
        lines = self.aboard.keys() | boarding.keys()
        aboard = {each: self.aboard.get(each, 0) + boarding.get(each, 0) for each in lines}
        return replace(self, aboard=aboard)


class Boarding:
    """Sites against those of the crossings `arcs` that still sail on one terrain."""

    def __init__(self, demand: Sequence[Demand], terrain: Terrain, arcs: Ints) -> None:
        network = terrain.network
        self.terrain = terrain
        self.network = network
        self.sites = indices_of(network.sites.index, [item.site for item in demand])
        self.ferries = self._open_arcs(arcs)
        sources = network.links.source[self.ferries].tolist()
        self.lines: list[FerryLine] = [network.ferries[source] for source in sources]
        self.rows = len(network.shelters.node) + np.searchsorted(network.piers, self.ferries)
        self.landing = network.links.head[self.ferries]
        self.crossing_s = network.links.seconds[self.ferries]
        self.from_site_s = self._from_site_s()
        # Only from an earlier crossing to a later one: boats go to the larger land each time.
        onward_s = terrain.trees.seconds[np.ix_(self.rows, self.landing)].T
        self.onward_s = np.where(np.tri(len(self.rows), dtype=bool), np.inf, onward_s)
        self.reach_s = _reach_s(self.from_site_s, self.onward_s, self.crossing_s)

    def _open_arcs(self, arcs: Ints) -> Ints:
        stopped = self.terrain.scenario.stopped_lines
        return np.array(
            [
                arc
                for arc in arcs.tolist()
                if self.network.ferries[self.network.links.source[arc]].line_id not in stopped
            ],
            dtype=np.int64,
        )

    def _from_site_s(self) -> Floats:
        network, node = self.network, self.network.sites.node[self.sites]
        walk_s = network.walking.seconds(network.sites.walk_m[self.sites])
        found = self.terrain.trees.seconds[np.ix_(self.rows, np.maximum(node, 0))].T
        found = found + walk_s[:, None]
        found[node == NOWHERE] = np.inf
        return found

    def crossings(self, goal_s: Floats, within_min: float = np.inf) -> Crossings:
        """The crossings; `goal_s` (crossing × goal) is from the landing on."""
        return Crossings(
            self.capacity(within_min), self.crossing_s, self.from_site_s, self.onward_s, goal_s
        )

    def capacity(self, within_min: float = np.inf) -> Ints:
        """People each line brings over between the first at its pier and its suspension.

        `within_min`: and until so many minutes after the first departure.
        """
        ends = zip(self.lines, (self.reach_s / 60.0).tolist(), strict=True)
        found = [self._people_taken(line, reach, within_min) for line, reach in ends]
        return np.array(found, dtype=np.int64)

    def _people_taken(self, line: FerryLine, reach_min: float, within_min: float) -> int:
        sails_min = min(self.terrain.sailing_min.get(line.line_id, np.inf), within_min)
        if not np.isfinite(sails_min) or not np.isfinite(reach_min):
            return _NO_LIMIT
        aboard = self.terrain.aboard.get(line.line_id, 0)
        return max(0, line.people_within(sails_min - reach_min) - aboard)

    def arcs(self, move: Move, row: int | None) -> list[int]:
        """The links of a move over its crossings and on to the goal of a row of the trees."""
        trees = self.terrain.trees
        arcs = [arc for leg in self._legs_of(move) for arc in leg]
        if row is None:
            return arcs
        site = int(self.network.sites.node[self.sites[move.site]])
        last = int(self.landing[move.via[-1]]) if move.via else site
        return arcs + path_arcs(trees, row, last)

    def _legs_of(self, move: Move) -> Iterator[list[int]]:
        node = int(self.network.sites.node[self.sites[move.site]])
        for crossing in move.via:
            ways = path_arcs(self.terrain.trees, int(self.rows[crossing]), node)
            yield [*ways, int(self.ferries[crossing])]
            node = int(self.landing[crossing])


def _reach_s(from_site_s: Floats, onward_s: Floats, crossing_s: Floats) -> Floats:
    """When the first people can stand at each pier, also by an earlier crossing."""
    reach = from_site_s.min(axis=0, initial=np.inf)
    for crossing in range(len(reach)):
        landed = reach[crossing] + crossing_s[crossing]
        reach = np.minimum(reach, landed + onward_s[crossing])
    return reach


def indices_of(index: Mapping[str, int], keys: Sequence[str]) -> Ints:
    """Where the network keeps each of `keys`."""
    return np.array([index[key] for key in keys], dtype=np.int64)
