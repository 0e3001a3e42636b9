"""People to shelters at the least travel, against networkx and HiGHS.

HiGHS has all pairs and networkx as many nearest shelters of each site as the optimum needs. Both
must find ours to the second, or the bench fails.
"""

import time
from dataclasses import dataclass
from statistics import median
from typing import Any

import networkx as nx
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from app.evacuation.assignment import Assignment, Floats, Ints, assign
from app.tooling.bench.model import Bench, Better, Figure, Result

TURNS, PEER_NEAREST = 3, 120
SITES, SHELTERS = 1_000, 300
MANY_SITES, MANY_SHELTERS = 10_000, 1_000
TIMES_GOAL, MANY_GOAL_S = 15.0, 3.0
_UNPLACED_S = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Instance:
    """Homes and shelters anywhere on 30 × 30 km, and a seventh more places than people."""

    people: Ints
    free: Ints
    travel_s: Floats


def run_bench() -> Result:
    """Each peer once, ours a few times about them; the large instance once."""
    small, many = _make_instance(SITES, SHELTERS), _make_instance(MANY_SITES, MANY_SHELTERS)
    turns = [_run_ours(small) for _ in range(TURNS)]
    ours_s, found = median(seconds for seconds, _ in turns), _people_seconds(small, turns[0][1])
    networkx_s, by_networkx = _run_networkx(small)
    highs_s, by_highs = _run_highs(small)
    if {by_networkx, by_highs} != {found}:
        raise RuntimeError(f"networkx {by_networkx:,}, HiGHS {by_highs:,} and ours {found:,} s")
    many_s, _ = _run_ours(many)
    result = Result("s", Better.LOWER, "networkx", [(ours_s, networkx_s)], {
        "sites": SITES, "shelters": SHELTERS, "people_seconds": found, "peer_nearest": PEER_NEAREST,
    })  # fmt: skip
    result.figures.extend([
        Figure("networkx", f"{SITES} × {SHELTERS}，对 networkx 快几倍", "倍", Better.HIGHER,
               result.ratio, goal=TIMES_GOAL),
        Figure("highs", "同一题，对 HiGHS，最优值相等", "s", Better.LOWER,
               ours_s, highs_s),
        Figure("many", f"{MANY_SITES} × {MANY_SHELTERS}", "s", Better.LOWER, many_s,
               goal=MANY_GOAL_S),
    ])  # fmt: skip
    return result


def _make_instance(sites: int, shelters: int) -> _Instance:
    draw = np.random.default_rng(7)
    homes, places = draw.uniform(0, 30, (sites, 2)), draw.uniform(0, 30, (shelters, 2))
    apart_km = np.hypot(*(homes[:, None, axis] - places[None, :, axis] for axis in (0, 1)))
    people = draw.integers(20, 800, sites)
    free = draw.pareto(2.5, shelters) * 100 + 50
    free = np.ceil(free * 1.15 * people.sum() / free.sum()).astype(np.int64)
    return _Instance(people, free, np.rint(apart_km * 90))


def _run_ours(instance: _Instance) -> tuple[float, Assignment]:
    began = time.perf_counter()
    answer = assign(instance.people, instance.free, instance.travel_s)
    return time.perf_counter() - began, answer


def _people_seconds(instance: _Instance, answer: Assignment) -> int:
    travelled = sum(
        int(instance.travel_s[move.site, move.shelter]) * move.people for move in answer.moves
    )
    return travelled + int(answer.unplaced.sum()) * _UNPLACED_S


def _run_networkx(instance: _Instance) -> tuple[float, int]:
    graph, sink = nx.DiGraph(), -1
    order = np.argsort(instance.travel_s, axis=1)[:, :PEER_NEAREST]
    for site, people in enumerate(instance.people.tolist()):
        graph.add_node(site, demand=-people)
    graph.add_node(sink, demand=int(instance.people.sum()))
    graph.add_edges_from(
        (site, SITES + shelter, {"weight": int(instance.travel_s[site, shelter])})
        for site, nearest in enumerate(order.tolist())
        for shelter in nearest
    )
    graph.add_edges_from((site, sink, {"weight": _UNPLACED_S}) for site in range(SITES))
    graph.add_edges_from(
        (SITES + shelter, sink, {"weight": 0, "capacity": free})
        for shelter, free in enumerate(instance.free.tolist())
    )
    began = time.perf_counter()
    optimum, _ = nx.network_simplex(graph)
    return time.perf_counter() - began, optimum


def _run_highs(instance: _Instance) -> tuple[float, int]:
    """Seconds HiGHS takes, and its optimum; with enough places nobody stays without one."""
    pairs = np.arange(SITES * SHELTERS)
    one = np.ones(len(pairs))
    leaves = coo_array((one, (pairs // SHELTERS, pairs)))
    arrives = coo_array((one, (pairs % SHELTERS, pairs)))
    began = time.perf_counter()
    found: Any = linprog(
        instance.travel_s.ravel(), A_ub=arrives, b_ub=instance.free,
        A_eq=leaves, b_eq=instance.people, method="highs",
    )  # fmt: skip
    return time.perf_counter() - began, round(found.fun)


BENCH = Bench(
    "assignment",
    "一千处的人到三百个安置点：对 networkx 与 HiGHS，最优值要相等",
    run_bench,
    floor=TIMES_GOAL,
)
