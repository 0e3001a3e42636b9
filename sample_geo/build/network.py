"""The road graph: nodes where tracks meet, change or end; edges as eased lines between them."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString

from sample_geo.build.files import DECIMALS, feature, read_table
from sample_geo.build.grid import COLUMNS, place_of
from sample_geo.build.paths import rounded_corners
from sample_geo.build.roads import read_points
from sample_geo.build.scenic import length_m
from sample_geo.build.seats import Place
from sample_geo.build.tracks import CLASSES, Kind, Tracks

SPEED_KMH = (80.0, 60.0, 45.0, 35.0, 25.0)
CAPACITY_VPH = (3600.0, 1600.0, 1000.0, 700.0, 350.0)
CLOSED_FORCE = 10  # bridges and shore roads close here: sources#wind-limits
SHORE_M, SHORE_SHARE, SHORE_LENGTH_M = 75, 0.7, 350
TOLERANCE_DEGREE = 0.00028


@dataclass(frozen=True, slots=True)
class Network:
    nodes: list[Place]
    edges: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Chain:
    cells: list[int]
    kind: Kind


def _joints(tracks: Tracks, beside: dict[int, list[int]]) -> set[int]:
    """Cells that are nodes."""
    joints = {cell for cell in tracks.terminals if cell in beside}
    for cell, others in beside.items():
        kinds = {tracks.steps[min(cell, o), max(cell, o)] for o in others}
        if len(others) != 2 or len(kinds) != 1:
            joints.add(cell)
    return joints


def chains(tracks: Tracks) -> list[Chain]:
    beside: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(tracks.steps):
        beside[a].append(b)
        beside[b].append(a)
    joints = _joints(tracks, beside)
    found: list[Chain] = []
    for start in sorted(joints):
        for onward in beside[start]:
            cells = [start, onward]
            while cells[-1] not in joints:
                a, b = beside[cells[-1]]
                cells.append(b if a == cells[-2] else a)
            if cells[0] < cells[-1] or (cells[0] == cells[-1] and cells[1] < cells[-2]):
                kind = tracks.steps[min(start, onward), max(start, onward)]
                found.append(Chain(cells, kind))
    return found


def _place(tracks: Tracks, cell: int) -> Place:
    lon, lat = tracks.terminals.get(cell) or place_of(*divmod(cell, COLUMNS))
    return round(float(lon), DECIMALS), round(float(lat), DECIMALS)


def _line(tracks: Tracks, chain: Chain) -> LineString:
    inner = [place_of(*divmod(cell, COLUMNS)) for cell in chain.cells[1:-1]]
    ends = _place(tracks, chain.cells[0]), _place(tracks, chain.cells[-1])
    line = LineString([ends[0], *inner, ends[1]])
    if chain.cells[0] != chain.cells[-1]:
        line = line.simplify(TOLERANCE_DEGREE)
    points = np.asarray(line.coords)
    return LineString(rounded_corners(points) if len(points) > 2 else points)


def _on_shore(tracks: Tracks, chain: Chain, metres: float) -> bool:
    near = [tracks.grid.coast_m[divmod(cell, COLUMNS)] < SHORE_M for cell in chain.cells]
    return metres >= SHORE_LENGTH_M and float(np.mean(near)) >= SHORE_SHARE


class _Nodes:
    """Numbers nodes as they are met."""

    def __init__(self) -> None:
        self.number: dict[Place, int] = {}

    def __call__(self, place: Place) -> int:
        return self.number.setdefault(place, len(self.number) + 1)


def build_network(tracks: Tracks) -> Network:
    nodes = _Nodes()
    rows: list[tuple[dict[str, object], LineString]] = []
    for chain in chains(tracks):
        line = _line(tracks, chain)
        metres = length_m(line)
        if metres < 1:
            continue
        rank = chain.kind.rank
        rows.append(
            (
                {
                    "from_node": nodes(_place(tracks, chain.cells[0])),
                    "to_node": nodes(_place(tracks, chain.cells[-1])),
                    "road_class": CLASSES[rank],
                    "name": chain.kind.name,
                    "bridge": None,
                    "length_m": round(metres, 1),
                    "speed_kmh": SPEED_KMH[rank],
                    "capacity_vph": CAPACITY_VPH[rank],
                    "limit_force": CLOSED_FORCE if _on_shore(tracks, chain, metres) else None,
                },
                line,
            )
        )
    rows += _bridges(tracks, nodes)
    edges = [feature({"edge_id": n, **row}, line) for n, (row, line) in enumerate(rows, 1)]
    return Network(list(nodes.number), edges)


def _bridges(tracks: Tracks, nodes: _Nodes) -> list[tuple[dict[str, object], LineString]]:
    rows: list[tuple[dict[str, object], LineString]] = []
    for row in read_table("bridges"):
        points = read_points(row["points"])
        heads = []
        for end in (points[0], points[-1]):
            cell = tracks.land_cell(end)
            heads.append(_place(tracks, cell[0] * COLUMNS + cell[1]))
        line = LineString([heads[0], *points[1:-1], heads[1]])
        rows.append(
            (
                {
                    "from_node": nodes(heads[0]),
                    "to_node": nodes(heads[1]),
                    "road_class": row["road_class"],
                    "name": row["name"],
                    "bridge": row["name"],
                    "length_m": round(length_m(line), 1),
                    "speed_kmh": float(row["speed_kmh"]),
                    "capacity_vph": float(row["capacity_vph"]),
                    "limit_force": None if row["road_class"] == "tunnel" else CLOSED_FORCE,
                },
                line,
            )
        )
    return rows
