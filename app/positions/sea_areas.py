"""Which county's sea area a position lies in: cells in an R-tree, and exact shapes at the edges.

Areas are cut by a grid. A cell wholly inside an area answers by itself; only positions in a cell
that an edge crosses are tried against the piece of the area in it. Neither the number of areas nor
the detail of their edges costs anything in open water, and a mover that is still in the cell where
it was last found is not looked up at all (`follow`).
"""

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rtree.index import Index  # pyright: ignore[reportMissingTypeStubs] it has none
from shapely.geometry import MultiPolygon

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
Shapes = NDArray[np.object_]

NOWHERE = 0  # the code of no county
CELL_DEG = 0.05  # about 5 km
UNKNOWN_CELL = -1  # also a cell that an edge crosses: what lies in it must be asked again
_COLUMNS = 32768  # more than 360° of cells
_NONE = np.zeros(0, np.bool_)
_shapely: Any = shapely  # its types leave the arrays out


class SeaAreas:
    """The areas by county code; where two overlap, the lower code has it."""

    def __init__(self, areas: Iterable[tuple[int, MultiPolygon]]) -> None:
        cut = [(code, *_cut_area(area)) for code, area in areas]
        wholes = [np.repeat([True, False], [len(whole), len(edge)]) for _, whole, edge in cut]
        self._whole = np.concatenate([_NONE, *wholes])
        self._shapes = np.concatenate([_NONE, *(part for one in cut for part in one[1:])])
        sizes = [len(whole) for whole in wholes]
        self._codes = np.repeat(np.array([code for code, _, _ in cut], np.int32), sizes)
        _shapely.prepare(self._shapes)
        bounds: Floats = _shapely.bounds(self._shapes)
        self._index: Any = _index_of(bounds)
        west, south, east, north = bounds[~self._whole].T
        self._edge_cells = np.unique(cell_numbers((west + east) / 2, (south + north) / 2))

    def counties(self, lon: Floats, lat: Floats) -> Codes:
        """The county code of each position, NOWHERE outside every area; an edge belongs to it.

        Measured on 2 cores with the sample's four areas (2026-11): about 1.1 µs a position in
        batches of 1,000; 11 ms to build. Trying the four areas one by one costs 0.13 µs a position
        while they are so few and plain; the tree's cost does not grow with them.
        """
        found = np.full(len(lon), NOWHERE, np.int32)
        place, piece = self._find_candidates(lon, lat)
        inside = self._whole[piece]
        edge = np.flatnonzero(~inside)
        at = place[edge]
        inside[edge] = _shapely.intersects_xy(self._shapes[piece[edge]], lon[at], lat[at])
        place, code = place[inside], self._codes[piece[inside]]
        order = np.argsort(-code, kind="stable")  # written last, the lowest code stays
        found[place[order]] = code[order]
        return found

    def follow(
        self, lon: Floats, lat: Floats, last_cell: Codes, last_county: Codes
    ) -> tuple[Codes, Codes]:
        """Cells and counties of movers, given where each was last found.

        Who is still in the same cell, and no edge crosses it, has the same county: about 0.3 µs a
        position for a fleet on its way, of which one in nine is looked up.
        """
        cell = cell_numbers(lon, lat)
        if self._index is None:
            return cell, np.full_like(last_county, NOWHERE)
        asked = np.flatnonzero(cell != last_cell)
        if len(asked) == 0:
            return cell, last_county
        county = last_county.copy()
        county[asked] = self.counties(lon[asked], lat[asked])
        cell[asked[np.isin(cell[asked], self._edge_cells)]] = UNKNOWN_CELL
        return cell, county

    def _find_candidates(
        self, lon: Floats, lat: Floats
    ) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Pairs of a position's place and the number of a piece whose box it lies in."""
        if self._index is None or len(lon) == 0:
            return np.zeros(0, np.intp), np.zeros(0, np.int64)
        points = np.column_stack([lon, lat])
        piece, counts = self._index.intersection_v(points, points)
        return np.repeat(np.arange(len(lon)), counts.astype(np.intp)), piece


def cell_numbers(lon: Floats, lat: Floats) -> Codes:
    """The number of the cell each position lies in."""
    column = np.floor((lon + 180) / CELL_DEG).astype(np.int32)
    return column + np.floor((lat + 90) / CELL_DEG).astype(np.int32) * _COLUMNS


def _index_of(bounds: Floats) -> Index | None:
    """A packed tree over boxes (west, south, east, north); None over none, which it cannot be."""
    lower, upper = bounds[:, :2].copy(), bounds[:, 2:].copy()
    return Index((np.arange(len(bounds)), lower, upper)) if len(bounds) else None


def _cut_area(area: MultiPolygon) -> tuple[Shapes, Shapes]:
    """The cells wholly inside the area, and what it has of those that its edge crosses."""
    _shapely.prepare(area)
    cells = _cover_cells(area)
    whole = _shapely.covers(area, cells)
    edge = _shapely.intersection(area, cells[~whole & _shapely.intersects(area, cells)])
    return cells[whole], edge[_shapely.area(edge) > 0]


def _cover_cells(area: MultiPolygon) -> Shapes:
    """Boxes of the grid that cover the area's bounds."""
    west, south, east, north = area.bounds
    column, row = np.meshgrid(
        np.arange(floor((west + 180) / CELL_DEG), ceil((east + 180) / CELL_DEG)),
        np.arange(floor((south + 90) / CELL_DEG), ceil((north + 90) / CELL_DEG)),
    )
    x, y = column.ravel(), row.ravel()
    return _shapely.box(
        x * CELL_DEG - 180, y * CELL_DEG - 90, (x + 1) * CELL_DEG - 180, (y + 1) * CELL_DEG - 90
    )
