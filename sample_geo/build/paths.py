"""Cheapest ways over the raster, for ferries on water and roads on land."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import prepare
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from sample_geo.build.grid import CELL_EAST_M, CELL_NORTH_M

Cost = npt.NDArray[np.float64]
Cell = tuple[int, int]
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the raster with the cost of a metre in each cell; infinite where barred."""

    first: Cell
    cost: Cost

    def index(self, cell: Cell) -> int:
        row, column = cell[0] - self.first[0], cell[1] - self.first[1]
        return row * self.cost.shape[1] + column

    def cell(self, index: int) -> Cell:
        row, column = divmod(index, self.cost.shape[1])
        return row + self.first[0], column + self.first[1]


def _pairs(cost: Cost, step: Cell) -> tuple[Cost, Cost]:
    """Each cell beside its neighbour one `step` on."""
    rows, columns = cost.shape
    down, right = step
    left = max(0, -right)
    start = cost[: rows - down, left : columns - max(0, right)]
    end = cost[down:, left + right : columns - max(0, right) + right]
    return start, end


def graph(window: Window, scale: int = 1) -> csr_array:
    """Eight-neighbour graph of the window; a step costs its metres by the mean of both cells."""
    size = window.cost.size
    numbers = np.arange(size, dtype=np.float64).reshape(window.cost.shape)
    sources, targets, weights = [], [], []
    for step in STEPS:
        a, b = _pairs(window.cost, step)
        i, j = _pairs(numbers, step)
        metres = scale * float(np.hypot(step[0] * CELL_NORTH_M, step[1] * CELL_EAST_M))
        weight = (a + b) / 2 * metres
        open_ = np.isfinite(weight)
        sources.append(i[open_].astype(np.int32))
        targets.append(j[open_].astype(np.int32))
        weights.append(weight[open_])
    ends = (np.concatenate(sources), np.concatenate(targets))
    return coo_array((np.concatenate(weights), ends), shape=(size, size)).tocsr()


def way(window: Window, start: Cell, end: Cell, scale: int = 1) -> list[Cell]:
    """Cells of the cheapest way from `start` to `end`; empty when there is none."""
    _, before = dijkstra(
        graph(window, scale), directed=False, indices=window.index(start), return_predecessors=True
    )
    at, cells = window.index(end), [end]
    while at != window.index(start):
        at = int(before[at])
        if at < 0:
            return []
        cells.append(window.cell(at))
    return cells[::-1]


def pulled_tight(line: LineString, barred: BaseGeometry) -> LineString:
    """The line as a taut string round `barred`: from each corner on to the last one in sight."""
    points = list(line.coords)
    prepare(barred)
    kept = [points[0]]
    at = 0
    while at < len(points) - 1:
        at = next(
            (j for j in range(len(points) - 1, at + 1, -1)
             if not barred.intersects(LineString([points[at], points[j]]))),
            at + 1,
        )  # fmt: skip
        kept.append(points[at])
    return LineString(kept)


def rounded_corners(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Chaikin's corner cutting, the ends kept."""
    before, after = points[:-1], points[1:]
    cut = np.empty((2 * len(before), 2))
    cut[0::2] = before * 0.75 + after * 0.25
    cut[1::2] = before * 0.25 + after * 0.75
    return np.vstack([points[:1], cut[1:-1], points[-1:]])
