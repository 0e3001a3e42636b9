"""The sea as a graph: small cells along the coast, ever larger ones in open water.

A uniform raster fine enough for the straits has millions of cells; merged by clearance it has
some hundred thousand and a harbour's shortest ways to everywhere take a tenth of a second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from app.exercise.sea import BLOCK, CELL_M, Floats, Ints, Sea

NO_CELL = -1
SNAP_M = 6000.0
# Near the coast the way counts longer: a skipper keeps to the middle of a strait.
_COAST_COST, _COAST_REACH_M = 1.5, 700.0


@dataclass(frozen=True, slots=True)
class SeaMesh:
    """Connected sea cells. `places` are their middles; `graph` holds the cost of each step."""

    places: Floats
    graph: sparse.csr_array
    tree: cKDTree

    def nearest(self, places: Floats) -> Ints:
        """The cell nearest to each place; NO_CELL where none is within 6 km."""
        away, cell = self.tree.query(places, distance_upper_bound=SNAP_M)
        return np.where(np.isfinite(away), cell, NO_CELL)

    def ways_to(self, cell: int) -> NDArray[np.int32]:
        """For every cell the next one on the cheapest way to `cell`; itself at the end."""
        _, following = dijkstra(self.graph, directed=False, indices=cell, return_predecessors=True)
        following[following < 0] = cell
        return following


def build_mesh(sea: Sea) -> SeaMesh:
    """The mesh of the largest connected water."""
    cells = _merge_cells(sea)
    number, places = _number_cells(cells)
    graph = _connect_cells(number, places, sea)
    _, part = connected_components(graph, directed=False)
    main = np.flatnonzero(part == np.bincount(part).argmax())
    return SeaMesh(places[main], graph[main][:, main], cKDTree(places[main]))


def _merge_cells(sea: Sea) -> NDArray[np.int8]:
    """Size of the cell that covers each raster cell, as a power of two; −1 on land."""
    level = np.where(sea.clearance_m > 0, 0, -1).astype(np.int8)
    rows, columns = level.shape
    power, size = 1, 2
    while size <= BLOCK:
        blocks = (rows // size, size, columns // size, size)
        nearest = sea.clearance_m.reshape(blocks).min(axis=(1, 3))
        whole = nearest > size * CELL_M
        spread = np.repeat(np.repeat(whole, size, axis=0), size, axis=1)
        level[spread] = power
        power, size = power + 1, size * 2
    return level


def _number_cells(level: NDArray[np.int8]) -> tuple[Ints, Floats]:
    """Each raster cell's mesh cell (−1 on land), and the mesh cells' middles in the plane."""
    row = np.arange(level.shape[0], dtype=np.int32)[:, None]
    column = np.arange(level.shape[1], dtype=np.int32)[None, :]
    size = np.left_shift(1, np.maximum(level, 0)).astype(np.int32)
    corner_row, corner_column = row - row % size, column - column % size
    is_corner = (row == corner_row) & (column == corner_column) & (level >= 0)
    numbers = np.full(level.shape, NO_CELL, np.int64)
    numbers[is_corner] = np.arange(int(is_corner.sum()))
    numbers = np.where(level >= 0, numbers[corner_row, corner_column], NO_CELL)
    corner = np.argwhere(is_corner)[:, ::-1]
    return numbers, (corner + size[is_corner][:, None] / 2) * CELL_M


def _connect_cells(number: Ints, places: Floats, sea: Sea) -> sparse.csr_array:
    key = np.unique(np.concatenate(_find_neighbours(number)))
    start, end = key >> 32, key & 0xFFFFFFFF
    span = places[end] - places[start]
    free = np.minimum(sea.clearance_at(places[start]), sea.clearance_at(places[end]))
    cost = np.hypot(span[:, 0], span[:, 1]) * (1 + _COAST_COST * np.exp(-free / _COAST_REACH_M))
    return sparse.csr_array((cost, (start, end)), shape=(len(places), len(places)))


def _find_neighbours(number: Ints) -> list[Ints]:
    """Mesh cells that touch, as one number a pair; across a corner only with sea on both sides."""
    sea = number >= 0
    open_corner = sea[:-1, :-1] & sea[1:, 1:] & sea[:-1, 1:] & sea[1:, :-1]
    return [
        _touching_pairs(number[:, :-1], number[:, 1:], sea[:, :-1] & sea[:, 1:]),
        _touching_pairs(number[:-1], number[1:], sea[:-1] & sea[1:]),
        _touching_pairs(number[:-1, :-1], number[1:, 1:], open_corner),
        _touching_pairs(number[:-1, 1:], number[1:, :-1], open_corner),
    ]


def _touching_pairs(first: Ints, second: Ints, touch: NDArray[np.bool_]) -> Ints:
    touch = touch & (first != second)
    a, b = first[touch], second[touch]
    return np.minimum(a, b) << 32 | np.maximum(a, b)
