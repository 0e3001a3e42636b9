"""Travel times from every junction to every shelter, against networkx, a shelter at a time.

Both search from the shelter on the reversed roads within the product's own horizon. The peer runs
a few shelters only, and both are told by the shelter. Every time must be equal, and the junctions
that cannot reach a shelter must be the same ones, or the bench fails.
"""

import time

import networkx as nx
import numpy as np

from app.network.graph import build_network
from app.network.model import Floats, RoadNetwork, Trees, Walking
from app.network.travel import shortest_trees
from app.tooling.bench.model import Bench, Better, Figure, Result
from app.tooling.bench.roads.city import city_rows
from app.tooling.bench.roads.grid import grid_rows

PEER_SHELTERS = 6
GRID_RUNS, CITY_RUNS = 3, 9  # the city's take a tenth of the time, and waver the more
ROADS, SHELTERS = 50_000, 120
HORIZON_MIN = 180.0
GOAL, MOST_APART = 10.0, 1e-9

_Pairs = list[tuple[float, float]]


def run_bench() -> Result:
    """The large network for the claim, the sample city beside it."""
    walking = Walking(3.0, 1500.0)
    city = build_network(city_rows(), walking, 2.5)
    grid = build_network(grid_rows(ROADS, SHELTERS), walking, 2.5)
    (city_runs, city_cut), (grid_runs, grid_cut) = (
        _measure_turns(city, CITY_RUNS),
        _measure_turns(grid, GRID_RUNS),
    )
    notes = {
        "roads": {"grid": len(grid.edges), "city": len(city.edges)},
        "shelters": {"grid": len(grid.shelters.node), "city": len(city.shelters.node)},
        "peer_shelters": PEER_SHELTERS,
        "unreachable_pairs_compared": {"grid": grid_cut, "city": city_cut},
    }
    of_grid = Result("ms a shelter", Better.LOWER, "networkx", grid_runs, notes)
    of_city = Result("ms a shelter", Better.LOWER, "networkx", city_runs, {})
    of_grid.figures.extend(
        [
            _times_figure("grid", f"{ROADS:,} 条路，快几倍", of_grid),
            _times_figure("city", "样例城市的路，快几倍", of_city),
        ]
    )
    return of_grid


def _times_figure(name: str, label: str, result: Result) -> Figure:
    return Figure(name, label, "倍", Better.HIGHER, result.ratio, goal=GOAL)


def _measure_turns(network: RoadNetwork, turns: int) -> tuple[_Pairs, int]:
    """Milliseconds a shelter of ours and the peer's, and how many pairs no road joins."""
    peer, goals = _peer_graph(network), network.shelters.node
    chosen = np.linspace(0, len(goals) - 1, PEER_SHELTERS).astype(int).tolist()
    runs: _Pairs = []
    cut = 0
    for _ in range(turns):
        began = time.perf_counter()
        trees = shortest_trees(network, frozenset(), HORIZON_MIN)
        ours_s = time.perf_counter() - began
        began = time.perf_counter()
        found = [
            nx.single_source_dijkstra_path_length(peer, int(goals[row]), HORIZON_MIN * 60.0)
            for row in chosen
        ]
        peer_s = time.perf_counter() - began
        runs.append((1000 * ours_s / len(goals), 1000 * peer_s / PEER_SHELTERS))
        cut = sum(_compare_trees(trees, row, told) for row, told in zip(chosen, found, strict=True))
    return runs, cut


def _peer_graph(network: RoadNetwork) -> nx.DiGraph:
    """The roads reversed; of two between the same junctions the quicker."""
    links, graph = network.links, nx.DiGraph()
    slowest_first = np.argsort(-links.seconds, kind="stable")
    graph.add_weighted_edges_from(
        zip(
            links.head[slowest_first].tolist(),
            links.tail[slowest_first].tolist(),
            links.seconds[slowest_first].tolist(),
            strict=True,
        )
    )
    return graph


def _compare_trees(trees: Trees, row: int, told: dict[int, float]) -> int:
    """How many junctions cannot reach the shelter. Raises RuntimeError where the two differ."""
    ours: Floats = trees.seconds[row]
    peer = np.full(len(ours), np.inf)
    peer[list(told)] = list(told.values())
    if not np.array_equal(np.isinf(ours), np.isinf(peer)):
        raise RuntimeError("ours and networkx disagree on which junctions reach a shelter")
    there = np.isfinite(ours)
    if np.abs(ours[there] - peer[there]).max() > MOST_APART * HORIZON_MIN * 60:
        raise RuntimeError("ours and networkx give different times")
    return int((~there).sum())


BENCH = Bench(
    "network", "各路口到各安置点的最短时间：对 networkx 逐点计算，时间要相等", run_bench, floor=GOAL
)
