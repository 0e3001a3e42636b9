"""Builds the graph: roads both ways, ferries as arcs, places tied to their own land."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from app.network.components import components
from app.network.home import FerryLeg, gates_of, head_home, home_side
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
    roads = _road_arcs(rows.edges, position, persons_per_vehicle)
    crossings = _find_crossings(rows, junctions)
    parts = _label_parts(roads, len(node_land))
    gates = gates_of(node_land, rows.lands)
    home = home_side(parts, gates)
    to_larger = _to_larger(crossings, _hinterland_m2(rows, parts, node_land))
    homeward = head_home(crossings, parts, home)
    ferries = list(dict.fromkeys((*to_larger, *homeward)))
    order = {crossing: len(roads) + index for index, crossing in enumerate(ferries)}
    return RoadNetwork(
        version=rows.version,
        node_land=node_land,
        home=home,
        gates=gates,
        links=_make_links([*roads, *(_ferry_arc(each, rows.ferries) for each in ferries)]),
        ferry_arcs=np.array([order[each] for each in to_larger], dtype=np.int64),
        home_arcs=np.array([order[each] for each in homeward], dtype=np.int64),
        edges=tuple(rows.edges),
        ferries=tuple(rows.ferries),
        sites=_make_access(rows.sites, rows, junctions),
        shelters=_make_access(rows.shelters, rows, junctions),
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
        members, tree = self._tree_of(land)
        if land == NOWHERE or not len(members):
            return NOWHERE, float("inf")
        metres, which = tree.query((x_m, y_m))
        return int(members[which]), float(metres)

    def _tree_of(self, land: int) -> tuple[Ints, cKDTree]:
        if land not in self._trees:
            members = np.flatnonzero(self._land == land)
            self._trees[land] = (members, cKDTree(self._points[members]))
        return self._trees[land]


def _make_access(places: Sequence[NetworkSite], rows: NetworkRows, junctions: _Junctions) -> Access:
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


def _make_links(arcs: "Sequence[_Arc]") -> Links:
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


def _find_crossings(rows: NetworkRows, junctions: _Junctions) -> list[FerryLeg]:
    """Lines between two junctions, each as it stands in the timetable."""
    with_roads = [land for land in rows.lands if land.land_id in junctions.lands]
    found: list[FerryLeg] = []
    for source, line in enumerate(rows.ferries):
        ends = (line.from_harbour, line.to_harbour)
        a, b = (_find_pier(end, with_roads, junctions) for end in ends)
        if NOWHERE not in (a, b) and a != b:
            found.append(FerryLeg(a, b, source))
    return found


def _to_larger(crossings: Sequence[FerryLeg], hinterland: Floats) -> list[FerryLeg]:
    """To a shelter a line carries people from the smaller land to the larger only.

    Nobody is sent from a main island out to an islet because it has free beds.
    """
    found = [
        each if hinterland[each.tail] < hinterland[each.head] else each.back()
        for each in crossings
        if hinterland[each.tail] != hinterland[each.head]
    ]
    # Who goes on by a second ferry does so from the larger land: by the size of the land left.
    return sorted(found, key=lambda each: hinterland[each.tail])


def _ferry_arc(crossing: FerryLeg, lines: Sequence[FerryLine]) -> _Arc:
    line = lines[crossing.source]
    seconds = (line.trip_min + line.mean_wait_min) * 60.0
    rest = (seconds, _length_m(line), line.people_per_h, LinkKind.FERRY, crossing.source)
    return (crossing.tail, crossing.head, *rest)


def _label_parts(roads: Sequence[_Arc], size: int) -> Ints:
    """A label for each junction; equal where roads and bridges join them."""
    tail, head = (np.array([arc[end] for arc in roads], dtype=np.int64) for end in (0, 1))
    return components(tail, head, size)


def _hinterland_m2(rows: NetworkRows, parts: Ints, node_land: Ints) -> Floats:
    """Land that each junction's roads and bridges reach without a ferry."""
    area = {land.land_id: float(land.outline.area) for land in rows.lands}
    lands: dict[int, set[int]] = {}
    for label, land in zip(parts.tolist(), node_land.tolist(), strict=True):
        lands.setdefault(label, set()).add(land)
    totals = {label: sum(area.get(land, 0.0) for land in found) for label, found in lands.items()}
    return np.array([totals[label] for label in parts.tolist()], dtype=np.float64)


def _find_pier(harbour: Harbour, lands: Sequence[LandArea], junctions: _Junctions) -> int:
    x_m, y_m = np.array([harbour.x_m]), np.array([harbour.y_m])
    land = int(land_of(x_m, y_m, lands, _PIER_REACH_M)[0])
    return junctions.nearest(harbour.x_m, harbour.y_m, land)[0]


def _length_m(line: FerryLine) -> float:
    a, b = line.from_harbour, line.to_harbour
    return float(np.hypot(a.x_m - b.x_m, a.y_m - b.y_m))
