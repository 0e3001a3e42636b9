"""Who goes to which shelter: minimum-cost flow with a dummy arc that names who has no place.

Method: transportation problem, people as integer units, whole seconds of travel as cost, each
site joined to its K nearest shelters (OR-tools SimpleMinCostFlow, cost-scaling push-relabel).
K doubles while somebody is unplaced and a shelter outside the K still has room, so a shortage is
never an artefact of pruning. Travel times ignore congestion; `clearance` looks at that.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FIRST_NEAREST = 40  # 0.01 % dearer than all arcs at 1,000 × 300 with 1.15 × capacity
# Above any travel time within the horizon, so that leaving somebody out never pays.
_UNPLACED_COST_S = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """People from `site` to `shelter` (indices of the input), and those with no place, by site."""

    site: Ints
    shelter: Ints
    people: Ints
    unplaced: Ints
    nearest: int

    @property
    def placed(self) -> int:
        """People with a place."""
        return int(self.people.sum())


def assign(people: Ints, free: Ints, travel_s: Floats, nearest: int = FIRST_NEAREST) -> Assignment:
    """Places `people` of each site into `free` places; an infinite time is no way there."""
    while True:
        answer = _solve(people, free, travel_s, min(nearest, len(free)))
        if nearest >= len(free) or not _pruning_may_matter(answer, free, travel_s):
            return answer
        nearest *= 2


def _pruning_may_matter(answer: Assignment, free: Ints, travel_s: Floats) -> bool:
    used = np.bincount(answer.shelter, answer.people, minlength=len(free))
    room = np.isfinite(travel_s) & (free > used)[None, :]
    return bool(np.any(room.any(axis=1) & (answer.unplaced > 0)))


def _solve(people: Ints, free: Ints, travel_s: Floats, nearest: int) -> Assignment:
    site, shelter = _arcs(travel_s, nearest)
    sites, sink = len(people), len(people) + len(free)
    flow = min_cost_flow.SimpleMinCostFlow()
    cost = np.rint(travel_s[site, shelter]).astype(np.int64)
    moved = flow.add_arcs_with_capacity_and_unit_cost(site, sites + shelter, people[site], cost)
    everyone = np.arange(sites)
    left = flow.add_arcs_with_capacity_and_unit_cost(
        everyone, np.full(sites, sink), people, np.full(sites, _UNPLACED_COST_S)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        sites + np.arange(len(free)), np.full(len(free), sink), free, np.zeros_like(free)
    )
    flow.set_nodes_supplies(np.append(everyone, sink), np.append(people, -people.sum()))
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("the transportation problem has no optimal solution")
    amounts = flow.flows(moved)
    used = np.flatnonzero(amounts)
    return Assignment(site[used], shelter[used], amounts[used], flow.flows(left), nearest)


def _arcs(travel_s: Floats, nearest: int) -> tuple[Ints, Ints]:
    if not travel_s.size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    order = np.argpartition(travel_s, nearest - 1, axis=1)[:, :nearest]
    site = np.repeat(np.arange(len(travel_s)), nearest)
    shelter = order.ravel()
    there = np.isfinite(travel_s[site, shelter])
    return site[there], shelter[there]
