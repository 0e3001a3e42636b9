"""Roads: first version, shortest links between sites of an island."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay
from shapely.geometry import LineString

from sample_geo.build.files import feature
from sample_geo.build.grid import Grid, cell_of
from sample_geo.build.seats import Place, distance_m


@dataclass(frozen=True, slots=True)
class Roads:
    nodes: list[Place]
    edges: list[dict[str, object]]


def build_roads(grid: Grid, places: list[Place]) -> Roads:
    islands: dict[int, list[Place]] = {}
    for place in dict.fromkeys(places):
        islands.setdefault(int(grid.island[cell_of(*place)]), []).append(place)
    nodes: list[Place] = []
    edges: list[dict[str, object]] = []
    for island, members in sorted(islands.items()):
        if island == 0:
            continue
        first = len(nodes)
        nodes += members
        for a, b in _links(members):
            line = LineString([members[a], members[b]])
            edges.append(
                feature(
                    {
                        "edge_id": len(edges) + 1,
                        "from_node": first + a + 1,
                        "to_node": first + b + 1,
                        "road_class": "tertiary",
                        "name": None,
                        "bridge": None,
                        "length_m": round(max(distance_m(members[a], members[b]), 1) * 1.3, 1),
                        "speed_kmh": 40.0,
                        "capacity_vph": 600.0,
                        "limit_force": None,
                    },
                    line,
                )
            )
    return Roads(nodes, edges)


def _links(members: list[Place]) -> list[tuple[int, int]]:
    if len(members) < 2:
        return []
    count = len(members)
    weights = np.zeros((count, count))
    pairs = (
        [(i, j) for i in range(count) for j in range(i)]
        if count < 5
        else [(a, b) for t in Delaunay(np.array(members)).simplices for a in t for b in t if a != b]
    )
    for a, b in pairs:
        weights[a, b] = distance_m(members[a], members[b]) + 1
    tree = minimum_spanning_tree(weights).tocoo()
    return list(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
