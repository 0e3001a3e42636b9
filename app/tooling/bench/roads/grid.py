"""A made-up network of any size: streets in a grid, and one block that no street leaves."""

import numpy as np
import shapely

from app.network.model import LandArea, NetworkRows, NetworkSite, RoadEdge, RoadNode

_APART_M = 150.0
_SPEEDS_KMH = (25.0, 40.0, 60.0)


def grid_rows(roads: int, shelters: int, seed: int = 7) -> NetworkRows:
    """A network of exactly `roads` roads, each usable both ways."""
    draw = np.random.default_rng(seed)
    side = int(np.ceil(np.sqrt(roads / 1.9)))
    junction = np.arange(side * side)
    east, north = junction % side, junction // side
    pairs = np.concatenate((
        np.column_stack((junction, junction + 1))[east < side - 1],
        np.column_stack((junction, junction + side))[north < side - 1],
    ))  # fmt: skip
    walled = (east < side // 10) & (north < side // 10)
    pairs = pairs[walled[pairs[:, 0]] == walled[pairs[:, 1]]]
    pairs = pairs[np.sort(draw.permutation(len(pairs))[:roads])]
    ends: list[tuple[int, int]] = pairs.tolist()
    stray_m = draw.uniform(-40, 40, (2, side * side))
    x_m: list[float] = (_APART_M * east + stray_m[0]).tolist()
    y_m: list[float] = (_APART_M * north + stray_m[1]).tolist()
    nodes: list[RoadNode] = [
        RoadNode(number, *where) for number, where in enumerate(zip(x_m, y_m, strict=True))
    ]
    chosen: list[int] = draw.choice(side * side, shelters, replace=False).tolist()
    return NetworkRows(
        version="grid",
        nodes=nodes,
        edges=[_make_road(number, nodes[a], nodes[b], float(draw.choice(_SPEEDS_KMH)))
               for number, (a, b) in enumerate(ends)],
        ferries=[],
        sites=[],
        shelters=[NetworkSite(str(key), nodes[key].x_m, nodes[key].y_m) for key in chosen],
        lands=[LandArea(1, None, shapely.box(-100, -100, side * _APART_M, side * _APART_M))],
    )  # fmt: skip


def _make_road(number: int, a: RoadNode, b: RoadNode, speed_kmh: float) -> RoadEdge:
    length_m = float(np.hypot(a.x_m - b.x_m, a.y_m - b.y_m))
    return RoadEdge(
        number, a.node_id, b.node_id, "road", None, None, length_m, speed_kmh, 900.0, None, 0, 0
    )
