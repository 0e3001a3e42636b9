"""Who goes to which shelter: minimum-cost flow with a dummy arc that names who has no place.

Method: transportation problem, people as integer units, whole seconds of travel as cost, each
site joined to its K nearest shelters (OR-tools SimpleMinCostFlow, cost-scaling push-relabel).
The node prices of that flow tell which other pairs would make it cheaper; those are joined too
until none would, so that the answer is the optimum over all pairs, and a shortage never comes of
what was left out. Ferry crossings are arcs with a capacity of their own, so a plan never leans on
boats that no longer sail. Travel times ignore congestion; `clearance` looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

from app.evacuation.node_prices import node_prices

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FIRST_NEAREST = 40  # only a beginning: alone up to 0.2 % dearer than the optimum
# Above any travel time within the horizon, so that leaving somebody out never pays.
_UNPLACED_COST_S = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """Ferry crossings in an order in which people only ever go on from an earlier to a later one.

    Seconds: `from_site_s` (site × crossing) to the pier, `crossing_s` over the water, `onward_s`
    (crossing × crossing) from one's landing to another's pier, `to_shelter_s` (crossing × shelter).
    """

    capacity: Ints
    crossing_s: Floats
    from_site_s: Floats
    onward_s: Floats
    to_shelter_s: Floats

    def __len__(self) -> int:
        return len(self.capacity)

    def leads_on(self) -> Flags:
        """Crossings from whose landing a goal can be reached, if by further ones."""
        leads: Flags = np.asarray(np.isfinite(self.to_shelter_s).any(axis=1), dtype=np.bool_)
        for crossing in range(len(self) - 1, -1, -1):
            onward = np.isfinite(self.onward_s[crossing])
            leads[crossing] |= bool((onward & leads).any())
        return leads


def no_crossings(sites: int, shelters: int) -> Crossings:
    """Nobody crosses water."""
    return Crossings(
        np.empty(0, dtype=np.int64),
        np.empty(0),
        np.empty((sites, 0)),
        np.empty((0, 0)),
        np.empty((0, shelters)),
    )


@dataclass(frozen=True, slots=True)
class Move:
    """People from a site to a shelter, `via` crossings in order (indices of the input)."""

    site: int
    shelter: int
    people: int
    via: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Who goes where, and those with no place by site."""

    moves: tuple[Move, ...]
    unplaced: Ints

    @property
    def placed(self) -> int:
        """People with a place."""
        return sum(move.people for move in self.moves)


def assign(
    people: Ints,
    free: Ints,
    travel_s: Floats,
    crossings: Crossings | None = None,
    nearest: int = FIRST_NEAREST,
    rank: Ints | None = None,
) -> Assignment:
    """Places `people` of each site into `free` places; an infinite time is no way there.

    Where places are short those of the higher `rank` (1, 2, …) have them.
    """
    water = crossings or no_crossings(len(people), len(free))
    cost_s = np.rint(travel_s)
    joined = _nearest_pairs(cost_s, min(nearest, len(free)))
    left_s = _UNPLACED_COST_S * _steps_up(rank, len(people))
    while True:
        problem = _Problem(people, free, cost_s, water, joined, left_s)
        answer = problem.solve()
        cheaper = problem.cheaper_pairs()
        if not cheaper.any():
            return answer
        joined |= cheaper


def _steps_up(rank: Ints | None, sites: int) -> Floats:
    """1 for the lowest rank that there is: who are all alike are placed as without ranks."""
    if rank is None or sites == 0:
        return np.ones(sites)
    return (rank - rank.min() + 1).astype(np.float64)


class _Problem:
    """Nodes: sites, piers, landings, shelters, sink."""

    def __init__(
        self,
        people: Ints,
        free: Ints,
        travel_s: Floats,
        water: Crossings,
        joined: Flags,
        left_s: Floats,
    ) -> None:
        self.people, self.free, self.joined, self.left_s = people, free, joined, left_s
        self.travel_s, self.water = travel_s, water
        self.pier = len(people)
        self.landing = self.pier + len(water)
        self.shelter = self.landing + len(water)
        self.sink = self.shelter + len(free)
        self.flow = min_cost_flow.SimpleMinCostFlow()
        self._arcs: list[tuple[Ints, Ints, Ints, Ints]] = []

    def solve(self) -> Assignment:
        """The optimum. Raises ArithmeticError when there is none, which cannot be."""
        site, shelter = np.nonzero(self.joined)
        direct = self._add_arcs(
            site, self.shelter + shelter, self.travel_s[site, shelter], self.people[site]
        )
        by_water = self._add_water()
        left = self._add_arcs(
            np.arange(self.pier), np.full(self.pier, self.sink),
            self.left_s, self.people,
        )  # fmt: skip
        self._add_arcs(
            self.shelter + np.arange(len(self.free)), np.full(len(self.free), self.sink),
            np.zeros(len(self.free)), self.free,
        )  # fmt: skip
        nodes = np.append(np.arange(self.pier), self.sink)
        self.flow.set_nodes_supplies(nodes, np.append(self.people, -self.people.sum()))
        if self.flow.solve() != self.flow.OPTIMAL:
            raise ArithmeticError("the transportation problem has no optimal solution")
        moves = [
            Move(a, b, people)
            for a, b, people in zip(
                site.tolist(), shelter.tolist(), self.flow.flows(direct).tolist(), strict=True
            )
            if people
        ]
        moves += _moves_by_water(self._read_flows(by_water), len(self.water))
        return Assignment(tuple(moves), self.flow.flows(left))

    def cheaper_pairs(self) -> Flags:
        """Pairs left out of the solved problem that would make it cheaper; none at the optimum."""
        tail, head, cost, capacity = (
            np.concatenate(part) for part in zip(*self._arcs, strict=True)
        )
        flow = self.flow.flows(np.arange(len(tail), dtype=np.int32))
        price = node_prices(self.sink + 1, tail, head, cost, flow < capacity, flow > 0)
        bound_s = price[self.shelter : self.sink][None, :] - price[: self.pier][:, None]
        return np.asarray((self.travel_s < bound_s) & ~self.joined, dtype=np.bool_)

    def _add_water(self) -> "_WaterArcs":
        everyone, water = int(self.people.sum()), self.water
        each = np.arange(len(water))
        self._add_arcs(self.pier + each, self.landing + each, water.crossing_s, water.capacity)
        return _WaterArcs(
            *self._add_matrix(water.from_site_s, 0, self.pier, everyone),
            *self._add_matrix(water.onward_s, self.landing, self.pier, everyone),
            *self._add_matrix(water.to_shelter_s, self.landing, self.shelter, everyone),
        )

    def _add_matrix(
        self, seconds: Floats, tail: int, head: int, capacity: int
    ) -> tuple[Ints, Ints, npt.NDArray[np.int32]]:
        a, b = np.nonzero(np.isfinite(seconds))
        arcs = self._add_arcs(tail + a, head + b, seconds[a, b], np.full(len(a), capacity))
        return a, b, arcs

    def _add_arcs(
        self, tail: Ints, head: Ints, seconds: Floats, capacity: Ints
    ) -> npt.NDArray[np.int32]:
        cost = np.rint(seconds).astype(np.int64)
        self._arcs.append((tail, head, cost, capacity))
        return self.flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)

    def _read_flows(self, arcs: "_WaterArcs") -> "_WaterFlows":
        return _WaterFlows(
            list(_used_arcs(arcs.site, arcs.pier, self.flow.flows(arcs.boarding))),
            list(_used_arcs(arcs.landing, arcs.next_pier, self.flow.flows(arcs.onward))),
            list(_used_arcs(arcs.last, arcs.shelter, self.flow.flows(arcs.arriving))),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _WaterArcs:
    """Where the arcs to piers, between crossings and to shelters begin and end."""

    site: Ints
    pier: Ints
    boarding: npt.NDArray[np.int32]
    landing: Ints
    next_pier: Ints
    onward: npt.NDArray[np.int32]
    last: Ints
    shelter: Ints
    arriving: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _WaterFlows:
    """People on those arcs: (from, to, people)."""

    boarding: list[tuple[int, int, int]]
    onward: list[tuple[int, int, int]]
    arriving: list[tuple[int, int, int]]


def _used_arcs(a: Ints, b: Ints, people: Ints) -> Iterator[tuple[int, int, int]]:
    for row in np.flatnonzero(people).tolist():
        yield int(a[row]), int(b[row]), int(people[row])


def _moves_by_water(flows: _WaterFlows, crossings: int) -> list[Move]:
    """Takes the flow through the crossings apart into people with an origin and a goal."""
    aboard: list[list[tuple[int, tuple[int, ...], int]]] = [[] for _ in range(crossings)]
    for site, crossing, people in flows.boarding:
        aboard[crossing].append((site, (crossing,), people))
    moves: list[Move] = []
    for crossing in range(crossings):
        waiting = aboard[crossing]
        for start, following, people in flows.onward:
            if start == crossing:
                for site, via, part in _take_waiting(waiting, people):
                    aboard[following].append((site, (*via, following), part))
        for start, shelter, people in flows.arriving:
            if start == crossing:
                moves += [
                    Move(a, shelter, part, via) for a, via, part in _take_waiting(waiting, people)
                ]
    return moves


def _take_waiting(
    waiting: list[tuple[int, tuple[int, ...], int]], people: int
) -> Iterator[tuple[int, tuple[int, ...], int]]:
    while people:
        site, via, there = waiting.pop()
        part = min(there, people)
        people -= part
        if there > part:
            waiting.append((site, via, there - part))
        yield site, via, part


def _nearest_pairs(travel_s: Floats, nearest: int) -> Flags:
    """Which pairs are of a site and one of its `nearest` shelters that it can reach."""
    joined = np.zeros(travel_s.shape, dtype=np.bool_)
    if travel_s.size:
        order = np.argpartition(travel_s, nearest - 1, axis=1)[:, :nearest]
        np.put_along_axis(joined, order, True, axis=1)  # noqa: FBT003 numpy's own order
    return joined & np.isfinite(travel_s)
