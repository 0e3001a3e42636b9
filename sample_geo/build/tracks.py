"""Roads as steps between raster cells: each track follows cheap ground and joins what is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from sample_geo.build.grid import CELL_EAST_M, CELL_NORTH_M, COLUMNS, Grid, cell_of, place_of
from sample_geo.build.paths import Cell, Window, graph, way
from sample_geo.build.seats import Place

CLASSES = ("expressway", "primary", "secondary", "tertiary", "village")
ON_ROAD = 0.35  # a metre on a road that is there costs this much of one through a field
TWICE = 6.0  # and this many times more on the road's own earlier stretch: no out and back
HILL_M = (150.0, 62.0, 46.0, 38.0, 38.0)  # height that doubles the cost, by class: trunks tunnel
VIA_CELLS = 7
PAD_CELLS = 60
REACH_CELLS = 14


@dataclass(frozen=True, slots=True)
class Kind:
    """Class of a step, and the road's name where it has one."""

    rank: int
    name: str | None = None


@dataclass(slots=True)
class Tracks:
    """Every step of every road, and the places that must become nodes.

    `peopled`: islands, by their number in the raster, that have roads; a pier beside an islet
    belongs to the peopled shore behind it.
    """

    grid: Grid
    peopled: frozenset[int]
    steps: dict[tuple[int, int], Kind] = field(default_factory=dict)
    terminals: dict[int, Place] = field(default_factory=dict)
    on_road: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.on_road = np.zeros(self.grid.island.shape, bool)

    def land_cell(self, place: Place) -> Cell:
        """The cell of a place, or the nearest land cell where the raster says water."""
        row, column = cell_of(*place)
        if int(self.grid.island[row, column]) in self.peopled:
            return row, column
        reach = REACH_CELLS
        part = self.grid.island[row - reach : row + reach + 1, column - reach : column + reach + 1]
        land = np.argwhere(np.isin(part, list(self.peopled)))
        land = land if len(land) else np.argwhere(part > 0)
        if not len(land):
            raise ValueError(f"no land near {place}")
        nearest = land[np.argmin(((land - reach) ** 2).sum(axis=1))]
        return row - reach + int(nearest[0]), column - reach + int(nearest[1])

    def terminal(self, place: Place) -> Cell:
        """A place that becomes a node, ashore if it is afloat; the first one in a cell wins."""
        cell = self.land_cell(place)
        ashore = place if cell == cell_of(*place) else place_of(*cell)
        self.terminals.setdefault(cell[0] * COLUMNS + cell[1], ashore)
        return cell

    def window(self, cells: Iterable[Cell], rank: int, pad: int = PAD_CELLS) -> Window:
        """The cells' island round them; hills and the shore are dear, roads cheap."""
        all_cells = np.array(list(cells))
        low = np.maximum(all_cells.min(axis=0) - pad, 0)
        high = np.minimum(all_cells.max(axis=0) + pad + 1, np.array(self.grid.island.shape))
        part = (slice(int(low[0]), int(high[0])), slice(int(low[1]), int(high[1])))
        label = self.grid.island[tuple(all_cells[0])]
        height, coast = self.grid.height_m[part], self.grid.coast_m[part]
        cost = 1 + (height / HILL_M[rank]) ** 1.3 + 1.5 * (coast < 75) + 2.0 * (coast < 40)
        cost = cost * self.grid.rough[part]
        cost = np.where(self.on_road[part], ON_ROAD, cost).astype(float)
        cost[self.grid.island[part] != label] = np.inf
        return Window((int(low[0]), int(low[1])), cost)

    def lay(self, cells: list[Cell], kind: Kind) -> None:
        """Add the steps; where a better road runs already it stays."""
        numbers = [row * COLUMNS + column for row, column in cells]
        for a, b in zip(numbers[:-1], numbers[1:], strict=True):
            key = (min(a, b), max(a, b))
            if key not in self.steps or self.steps[key].rank > kind.rank:
                self.steps[key] = kind
        for row, column in cells:
            self.on_road[row, column] = True

    def link(self, points: list[Place], kind: Kind) -> None:
        """A road through the points of one island; between its ends it may pass 300 m off."""
        inner = [self._easy_cell(point, kind.rank) for point in points[1:-1]]
        stops = [self.terminal(points[0]), *inner, self.terminal(points[-1])]
        cells: list[Cell] = [stops[0]]
        for start, end in zip(stops[:-1], stops[1:], strict=True):
            cells += self._stretch(start, end, cells[:-3], kind.rank)[1:]
        self.lay(cells, kind)

    def _easy_cell(self, place: Place, rank: int) -> Cell:
        """The cheapest cell near an authored point, so that no road climbs a hill to touch it."""
        cell = self.land_cell(place)
        window = self.window([cell], rank, VIA_CELLS)
        at = np.unravel_index(int(np.argmin(window.cost)), window.cost.shape)
        return window.first[0] + int(at[0]), window.first[1] + int(at[1])

    def _stretch(self, start: Cell, end: Cell, before: list[Cell], rank: int) -> list[Cell]:
        for pad in (PAD_CELLS, 400):
            window = self.window([start, end], rank, pad)
            rows, columns = window.cost.shape
            for row, column in before:
                r, c = row - window.first[0], column - window.first[1]
                if 0 <= r < rows and 0 <= c < columns:
                    window.cost[r, c] *= TWICE / ON_ROAD if self.on_road[row, column] else TWICE
            if cells := way(window, start, end):
                return cells
        raise ValueError(f"no way on land from {place_of(*start)} to {place_of(*end)}")

    def join(self, places: list[Place], kind: Kind) -> None:
        """Join the places of one island to its roads, nearest half first, until all are."""
        waiting = sorted({self.terminal(place) for place in places})
        if not waiting:
            return
        label = self.grid.island[waiting[0]]
        if not self._roads_of(label):
            self.on_road[waiting[0]] = True
        while waiting := [cell for cell in waiting if not self.on_road[cell]]:
            window = self.window(waiting + self._roads_of(label), kind.rank)
            sources = [window.index(cell) for cell in self._roads_of(label)]
            far, before, _ = dijkstra(
                graph(window), directed=False, indices=sources, min_only=True,
                return_predecessors=True,
            )  # fmt: skip
            nearest = sorted(waiting, key=lambda cell: (far[window.index(cell)], cell))
            for cell in nearest[: max(1, len(nearest) // 2)]:
                self.lay(_trace(window, before, cell), kind)

    def _roads_of(self, label: int) -> list[Cell]:
        found = np.argwhere(self.on_road & (self.grid.island == label))
        return [(int(row), int(column)) for row, column in found]

    def step_graph(self) -> tuple[csr_array, dict[int, int]]:
        """The steps as a graph of metres, and each cell's number in it."""
        numbers = {cell: i for i, cell in enumerate(sorted({c for key in self.steps for c in key}))}
        ends = np.array([(numbers[a], numbers[b]) for a, b in self.steps])
        metres = [step_m(a, b) for a, b in self.steps]
        size = len(numbers)
        return coo_array((metres, (ends[:, 0], ends[:, 1])), shape=(size, size)).tocsr(), numbers


def step_m(a: int, b: int) -> float:
    rows, columns = abs(a // COLUMNS - b // COLUMNS), abs(a % COLUMNS - b % COLUMNS)
    return float(np.hypot(rows * CELL_NORTH_M, columns * CELL_EAST_M))


def _trace(window: Window, before: np.ndarray, cell: Cell) -> list[Cell]:
    at, cells = window.index(cell), [cell]
    while before[at] >= 0:
        at = int(before[at])
        cells.append(window.cell(at))
    return cells[::-1]
