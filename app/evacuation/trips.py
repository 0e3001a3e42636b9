"""Ways from population sites to shelters: over land, and by ferry where there is no land way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Crossings, Flags, Move
from app.evacuation.boarding import Boarding, Terrain, indices_of
from app.evacuation.clearance import ClearanceGroup
from app.evacuation.cutoffs import Way
from app.evacuation.model import Demand, ShelterChoice
from app.network.model import RoadNetwork
from app.network.travel import travel_times


@dataclass(frozen=True, slots=True)
class Trip:
    """People of one site on their way to one shelter (indices of the pairing)."""

    site: int
    shelter: int
    metres: float
    mode: str
    group: ClearanceGroup
    way: Way = Way.ROAD


class Pairing(Boarding):
    """Sites against shelters on one terrain."""

    def __init__(
        self, demand: Sequence[Demand], usable: Sequence[ShelterChoice], terrain: Terrain
    ) -> None:
        super().__init__(demand, terrain, terrain.network.ferry_arcs)
        network = terrain.network
        self._ashore = [item.ashore for item in demand]
        self.shelters = indices_of(network.shelters.index, [choice.code for choice in usable])
        self.times = travel_times(network, terrain.trees, self.sites, self.shelters)
        # Sites from which at least one shelter can be reached without a ferry.
        reached = np.isfinite(self.times.seconds).any(axis=1)
        self.over_land: Flags = np.asarray(reached, dtype=np.bool_)
        self.by_water = self._by_water()

    def _by_water(self) -> Crossings:
        network = self.network
        last_s = network.walking.seconds(network.shelters.walk_m[self.shelters])
        ways_s = self.terrain.trees.seconds[np.ix_(self.shelters, self.landing)]
        return self.crossings(ways_s.T + last_s[None, :])

    def trip(self, move: Move) -> Trip:
        """A move as a trip over links."""
        if not move.via and self.times.walked[move.site, move.shelter]:
            minutes = float(self.times.seconds[move.site, move.shelter]) / 60.0
            metres = self._on_foot_m(move.site, move.shelter)
            group = ClearanceGroup(move.people, minutes, (), ())
            return Trip(move.site, move.shelter, metres, "walk", group, self._way(move))
        return self._make_ride(move, self.arcs(move, int(self.shelters[move.shelter])))

    def _make_ride(self, move: Move, arcs: list[int]) -> Trip:
        network = self.network
        first_m = float(network.sites.walk_m[self.sites[move.site]])
        last_m = float(network.shelters.walk_m[self.shelters[move.shelter]])
        group = ride(network, move.people, arcs, first_m, last_m)
        metres = first_m + last_m + float(network.links.length_m[arcs].sum())
        mode = "ferry" if move.via else "road"
        return Trip(move.site, move.shelter, metres, mode, group, self._way(move))

    def _way(self, move: Move) -> Way:
        return self._ashore[move.site] or (Way.BOAT if move.via else Way.ROAD)

    def _on_foot_m(self, site: int, shelter: int) -> float:
        a, b = self.network.sites, self.network.shelters
        i, j = self.sites[site], self.shelters[shelter]
        straight = float(np.hypot(a.x_m[i] - b.x_m[j], a.y_m[i] - b.y_m[j]))
        return straight * self.network.walking.detour


def ride(
    network: RoadNetwork, people: int, arcs: list[int], first_m: float, last_m: float = 0.0
) -> ClearanceGroup:
    """People over `arcs`, with straight-line metres on foot before and after."""
    first_s, last_s = network.walking.seconds(np.array([first_m, last_m])).tolist()
    passed_s = first_s + np.concatenate(([0.0], np.cumsum(network.links.seconds[arcs])))
    return ClearanceGroup(
        people=people,
        travel_min=(float(passed_s[-1]) + last_s) / 60.0,
        links=tuple(arcs),
        reach_min=tuple((passed_s[:-1] / 60.0).tolist()),
    )
