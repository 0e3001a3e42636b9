"""A proved lower bound on the time a network needs to bring people to shelters.

Parametric maximum flow: with link capacity = rate × T, everyone can be brought in only if the
maximum flow reaches the demand. Travel times are ignored, so the bound can only be too low.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import max_flow

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_MAX_CUTS = 40
_UNLIMITED = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class FlowProblem:
    """Nodes are numbered from 0. `walk_*` are ways on foot, without a limit of their own."""

    nodes: int
    tail: Ints
    head: Ints
    rate_h: Floats
    origin: Ints
    people: Ints
    goal: Ints
    free: Ints
    walk_from: Ints
    walk_to: Ints
    longest_trip_min: float


def lower_bound_h(problem: FlowProblem) -> float:
    """Hours below which no plan can bring in `problem.people`; 0 when roads do not limit it."""
    demand, hours = int(problem.people.sum()), 0.0
    for _ in range(_MAX_CUTS):
        fixed, rate = _smallest_cut(problem, hours)
        if rate <= 0 or fixed + rate * hours >= demand * (1 - 1e-9):
            return hours
        proved = (demand - fixed) / rate
        if proved <= hours * (1 + 1e-6):
            return hours
        hours = proved
    return hours


def _smallest_cut(problem: FlowProblem, hours: float) -> tuple[float, float]:
    """Places and people in the minimum cut at `hours`, and the summed rate of its links."""
    source, sink = problem.nodes, problem.nodes + 1
    flow = max_flow.SimpleMaxFlow()
    # Rounded up: a smaller capacity could prove more than is true.
    capacity = np.ceil(problem.rate_h * hours).astype(np.int64)
    flow.add_arcs_with_capacity(problem.tail, problem.head, capacity)
    flow.add_arcs_with_capacity(
        problem.walk_from, problem.walk_to, np.full(len(problem.walk_from), _UNLIMITED)
    )
    flow.add_arcs_with_capacity(
        np.full(len(problem.origin), source), problem.origin, problem.people
    )
    flow.add_arcs_with_capacity(problem.goal, np.full(len(problem.goal), sink), problem.free)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise ArithmeticError("the maximum flow has no optimal solution")
    inside = np.zeros(problem.nodes + 2, dtype=bool)
    inside[flow.get_source_side_min_cut()] = True
    return _cut_parts(problem, inside)


def _cut_parts(problem: FlowProblem, inside: npt.NDArray[np.bool_]) -> tuple[float, float]:
    crossing = inside[problem.tail] & ~inside[problem.head]
    fixed = problem.people[~inside[problem.origin]].sum() + problem.free[inside[problem.goal]].sum()
    return float(fixed), float(problem.rate_h[crossing].sum())
