"""Builds the graph: roads both ways, ferries as arcs, places tied to their own land."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from app.network.components import components
from app.network.land import land_of
from app.network.model import (
    NOWHERE,
    Access,
    FerryLine,
    Floats,
    Harbour,
    Ints,
    LandArea,
    LinkKind,
    Links,
    NetworkRows,
    NetworkSite,
    RoadEdge,
    RoadNetwork,
    Walking,
)

# Coasts of 1:250,000 and surveyed seats disagree by this much at most; harbours stand on piers.
_SHORE_REACH_M = 400.0
_PIER_REACH_M = 1500.0


def build_network(rows: NetworkRows, walking: Walking, persons_per_vehicle: float) -> RoadNetwork:
    """The network of `rows`."""
    x_m = np.array([node.x_m for node in rows.nodes], dtype=np.float64)
    y_m = np.array([node.y_m for node in rows.nodes], dtype=np.float64)
    node_land = land_of(x_m, y_m, rows.lands)
    junctions = _Junctions(x_m, y_m, node_land)
    position = {node.node_id: index for index, node in enumerate(rows.nodes)}
    return RoadNetwork(
        version=rows.version,
        node_land=node_land,
        links=_links(rows, position, junctions, node_land, persons_per_vehicle),
        edges=tuple(rows.edges),
        ferries=tuple(rows.ferries),
        sites=_access(rows.sites, rows, junctions),
        shelters=_access(rows.shelters, rows, junctions),
        land_names={land.land_id: land.name for land in rows.lands},
        walking=walking,
    )


class _Junctions:
    """Finds the nearest junction on a given land; one k-d tree a land, made when first asked."""

    def __init__(self, x_m: Floats, y_m: Floats, land: Ints) -> None:
        self._points = np.column_stack((x_m, y_m))
        self._land = land
        self.lands = frozenset(land.tolist())
        self._trees: dict[int, tuple[Ints, cKDTree]] = {}

    def nearest(self, x_m: float, y_m: float, land: int) -> tuple[int, float]:
        """Junction and metres, or NOWHERE and infinity where the land has no road."""
        members, tree = self._tree(land)
        if land == NOWHERE or not len(members):
            return NOWHERE, float("inf")
        metres, which = tree.query((x_m, y_m))
        return int(members[which]), float(metres)

    def _tree(self, land: int) -> tuple[Ints, cKDTree]:
        if land not in self._trees:
            members = np.flatnonzero(self._land == land)
            self._trees[land] = (members, cKDTree(self._points[members]))
        return self._trees[land]


def _access(places: Sequence[NetworkSite], rows: NetworkRows, junctions: _Junctions) -> Access:
    x_m = np.array([place.x_m for place in places], dtype=np.float64)
    y_m = np.array([place.y_m for place in places], dtype=np.float64)
    land = land_of(x_m, y_m, rows.lands, _SHORE_REACH_M)
    near = [junctions.nearest(*where) for where in zip(x_m, y_m, land, strict=True)]
    return Access(
        index={place.key: index for index, place in enumerate(places)},
        x_m=x_m,
        y_m=y_m,
        land=land,
        node=np.array([node for node, _ in near], dtype=np.int64),
        walk_m=np.array([metres for _, metres in near], dtype=np.float64),
    )


def _links(
    rows: NetworkRows,
    position: dict[int, int],
    junctions: _Junctions,
    node_land: Ints,
    persons_per_vehicle: float,
) -> Links:
    arcs = _road_arcs(rows.edges, position, persons_per_vehicle)
    arcs += _ferry_arcs(rows, junctions, _hinterland_m2(rows, arcs, node_land))
    table = np.array(arcs, dtype=np.float64).reshape(-1, 7)
    tail, head, seconds, length_m, people_per_h, kind, source = table.T
    return Links(
        tail=tail.astype(np.int64),
        head=head.astype(np.int64),
        seconds=seconds,
        length_m=length_m,
        people_per_h=people_per_h,
        kind=kind.astype(np.int64),
        source=source.astype(np.int64),
    )


_Arc = tuple[float, float, float, float, float, float, float]


def _road_arcs(
    edges: Sequence[RoadEdge], position: dict[int, int], persons_per_vehicle: float
) -> list[_Arc]:
    arcs: list[_Arc] = []
    for source, edge in enumerate(edges):
        a, b = position[edge.from_node], position[edge.to_node]
        kind = LinkKind.BRIDGE if edge.bridge else LinkKind.ROAD
        rest = (edge.length_m * 3.6 / edge.speed_kmh, edge.length_m,
                edge.capacity_vph * persons_per_vehicle, kind, source)  # fmt: skip
        arcs += [(a, b, *rest), (b, a, *rest)]
    return arcs


def _ferry_arcs(rows: NetworkRows, junctions: _Junctions, hinterland: Floats) -> list[_Arc]:
    """A line carries people from the smaller land to the larger only.

    Nobody is sent from a main island out to an islet because it has free beds.
    """
    arcs: list[_Arc] = []
    with_roads = [land for land in rows.lands if land.land_id in junctions.lands]
    for source, line in enumerate(rows.ferries):
        ends = (line.from_harbour, line.to_harbour)
        a, b = (_pier(end, with_roads, junctions) for end in ends)
        if NOWHERE in (a, b) or a == b or hinterland[a] == hinterland[b]:
            continue
        small, large = (a, b) if hinterland[a] < hinterland[b] else (b, a)
        seconds = (line.trip_min + line.mean_wait_min) * 60.0
        arcs.append(
            (small, large, seconds, _length_m(line), line.people_per_h, LinkKind.FERRY, source)
        )
    # Who goes on by a second ferry does so from the larger land: by the size of the land left.
    return sorted(arcs, key=lambda arc: hinterland[int(arc[0])])


def _hinterland_m2(rows: NetworkRows, arcs: Sequence[_Arc], node_land: Ints) -> Floats:
    """Land that each junction's roads and bridges reach without a ferry."""
    size = len(node_land)
    tail, head = (np.array([arc[end] for arc in arcs], dtype=np.int64) for end in (0, 1))
    part = components(tail, head, size)
    area = {land.land_id: float(land.outline.area) for land in rows.lands}
    lands: dict[int, set[int]] = {}
    for label, land in zip(part.tolist(), node_land.tolist(), strict=True):
        lands.setdefault(label, set()).add(land)
    totals = {label: sum(area.get(land, 0.0) for land in found) for label, found in lands.items()}
    return np.array([totals[label] for label in part.tolist()], dtype=np.float64)


def _pier(harbour: Harbour, lands: Sequence[LandArea], junctions: _Junctions) -> int:
    x_m, y_m = np.array([harbour.x_m]), np.array([harbour.y_m])
    land = int(land_of(x_m, y_m, lands, _PIER_REACH_M)[0])
    return junctions.nearest(harbour.x_m, harbour.y_m, land)[0]


def _length_m(line: FerryLine) -> float:
    a, b = line.from_harbour, line.to_harbour
    return float(np.hypot(a.x_m - b.x_m, a.y_m - b.y_m))
