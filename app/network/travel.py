"""Travel times by Dijkstra from the shelters on the reversed graph, with a horizon.

scipy.sparse.csgraph: exact, and five times faster with a horizon; searching from the shelters is
another three to five times cheaper than from the villages.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from app.network.components import components
from app.network.model import NOWHERE, Floats, Ints, LinkKind, RoadNetwork, Scenario, Trees

_Parents = npt.NDArray[np.int32]


def open_arcs(network: RoadNetwork, scenario: Scenario) -> Ints:
    """Arcs that `scenario` leaves usable."""
    links, ferry = network.links, network.links.kind == LinkKind.FERRY
    usable = np.ones(len(links.tail), dtype=bool)
    edge_ids = np.array([edge.edge_id for edge in network.edges], dtype=np.int64)
    line_ids = np.array([line.line_id for line in network.ferries], dtype=np.int64)
    usable[~ferry] = ~np.isin(edge_ids[links.source[~ferry]], list(scenario.closed_edges))
    usable[ferry] = ~np.isin(line_ids[links.source[ferry]], list(scenario.stopped_lines))
    return np.flatnonzero(usable)


def connected_parts(network: RoadNetwork, scenario: Scenario) -> Ints:
    """A label for each junction; equal where usable roads and lines join them."""
    arcs = open_arcs(network, scenario)
    return components(network.links.tail[arcs], network.links.head[arcs], network.node_count)


def _land_arcs(network: RoadNetwork, closed_edges: frozenset[int]) -> Ints:
    arcs = open_arcs(network, Scenario(closed_edges))
    return _quickest_arcs(network, arcs[network.links.kind[arcs] != LinkKind.FERRY])


def _quickest_arcs(network: RoadNetwork, arcs: Ints) -> Ints:
    # A sparse matrix would add the times of two arcs between the same junctions.
    links = network.links
    order = arcs[np.lexsort((links.seconds[arcs], links.head[arcs], links.tail[arcs]))]
    pair = links.tail[order] * network.node_count + links.head[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = pair[1:] != pair[:-1]
    return order[first]


def shortest_trees(network: RoadNetwork, closed_edges: frozenset[int], horizon_min: float) -> Trees:
    """Shortest paths over land to every shelter and pier within `horizon_min`, and off the islands.

    Who leaves the city has as long a way as it takes.
    """
    links, arcs = network.links, _land_arcs(network, closed_edges)
    tail, head = links.tail[arcs], links.head[arcs]
    reversed_graph = _make_matrix(links.seconds[arcs], head, tail, network.node_count)
    goals = np.concatenate((network.shelters.node, links.tail[network.piers]))
    seconds, previous = _run_dijkstra(reversed_graph, goals, horizon_min * 60.0)
    off_s, off_previous = _to_nearest(reversed_graph, network.gates)
    pairs = zip(tail.tolist(), head.tolist(), strict=True)
    return Trees(
        np.vstack((seconds, off_s)),
        np.vstack((previous, off_previous)),
        dict(zip(pairs, arcs.tolist(), strict=True)),
    )


def _make_matrix(values: Floats, rows: Ints, columns: Ints, size: int) -> csr_matrix:
    return csr_matrix((values, (rows, columns)), shape=(size, size))


def _run_dijkstra(
    graph: csr_matrix, sources: Ints, limit_s: float
) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Rows of a shelter with no junction stay infinite."""
    shape = (len(sources), graph.shape[0])
    seconds, previous = np.full(shape, np.inf), np.full(shape, NOWHERE, dtype=np.int32)
    tied = np.flatnonzero(sources != NOWHERE)
    if len(tied) and graph.shape[0]:
        unique, back = np.unique(sources[tied], return_inverse=True)
        times, parents = _times_from(graph, unique, limit_s)
        seconds[tied], previous[tied] = times[back], np.maximum(parents, NOWHERE)[back]
    return seconds, previous


def _to_nearest(graph: csr_matrix, goals: Ints) -> tuple[Floats, _Parents]:
    if not len(goals):
        size = graph.shape[0]
        return np.full(size, np.inf), np.full(size, NOWHERE, dtype=np.int32)
    found = dijkstra(graph, indices=goals, return_predecessors=True, min_only=True)
    return found[0], np.maximum(found[1], NOWHERE)


def _times_from(graph: csr_matrix, sources: Ints, limit_s: float) -> tuple[Floats, _Parents]:
    return dijkstra(graph, indices=sources, limit=limit_s, return_predecessors=True)


@dataclass(frozen=True, slots=True, eq=False)
class TravelTimes:
    """Seconds from each site (row) to each shelter (column).

    `walkable` pairs can be walked all the way; `walked` ones are quickest so.
    """

    seconds: Floats
    walkable: npt.NDArray[np.bool_]
    walked: npt.NDArray[np.bool_]


def travel_times(network: RoadNetwork, trees: Trees, sites: Ints, shelters: Ints) -> TravelTimes:
    """Times over land between sites and shelters given by their place in the network's lists."""
    on_foot = _walking_s(network, sites, shelters)
    by_road = _road_s(network, trees, sites, shelters)
    walkable = np.isfinite(on_foot)
    return TravelTimes(np.minimum(on_foot, by_road), walkable, walkable & (on_foot <= by_road))


def _walking_s(network: RoadNetwork, sites: Ints, shelters: Ints) -> Floats:
    a, b = network.sites, network.shelters
    metres = np.hypot(
        a.x_m[sites][:, None] - b.x_m[shelters][None, :],
        a.y_m[sites][:, None] - b.y_m[shelters][None, :],
    )
    land = a.land[sites][:, None]
    walkable = (land == b.land[shelters][None, :]) & (land != NOWHERE)
    walkable &= metres <= network.walking.limit_m
    return np.where(walkable, network.walking.seconds(metres), np.inf)


def _road_s(network: RoadNetwork, trees: Trees, sites: Ints, shelters: Ints) -> Floats:
    walking, node = network.walking, network.sites.node[sites]
    seconds = trees.seconds[np.ix_(shelters, np.maximum(node, 0))].T
    seconds = np.where((node == NOWHERE)[:, None], np.inf, seconds)
    to_road = walking.seconds(network.sites.walk_m[sites])
    from_road = walking.seconds(network.shelters.walk_m[shelters])
    return seconds + to_road[:, None] + from_road[None, :]


def path_arcs(trees: Trees, row: int, node: int) -> list[int]:
    """Arcs from a junction to the goal of a row of `trees`, in order of travel."""
    arcs: list[int] = []
    next_node = trees.next_node[row]
    while (onward := int(next_node[node])) != NOWHERE:
        arcs.append(trees.arc[node, onward])
        node = onward
    return arcs
