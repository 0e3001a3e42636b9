"""The sea as a raster of clearances: how far each place is from the nearest land.

A plane with constant scale at the middle latitude: over 28.4–31.6° N it is off by 1.7 % at most.
Land is every cell inside a polygon and every cell its coast runs through, so a line through sea
cells touches no land. Past the edge of the land data (124° E) there is only open sea.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

WEST, SOUTH, EAST, NORTH = 121.2, 28.4, 124.6, 31.6
CELL_M = 150.0
METRES_A_DEGREE = 111_195.0  # of a great circle on the mean sphere
BLOCK = 32  # rows and columns are multiples of this: the mesh merges cells up to 32 × 32
_SCALE = np.array([METRES_A_DEGREE * np.cos(np.radians((SOUTH + NORTH) / 2)), METRES_A_DEGREE])


def to_plane(lon: Floats, lat: Floats) -> Floats:
    """Metres east and north of the south-west corner, shape (…, 2)."""
    return np.stack([lon - WEST, lat - SOUTH], axis=-1) * _SCALE


def to_degrees(places: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude of places in the plane."""
    degrees = places / _SCALE
    return degrees[..., 0] + WEST, degrees[..., 1] + SOUTH


@dataclass(frozen=True, slots=True)
class Sea:
    """`clearance_m[row, column]`, row 0 in the south: 0 on land, else a lower bound in metres."""

    clearance_m: NDArray[np.float32]

    def clearance_at(self, places: Floats) -> Floats:
        """Distance to the nearest land; beyond the raster its edge speaks."""
        cell = (places / CELL_M).astype(np.int64)
        rows, columns = self.clearance_m.shape
        row = np.clip(cell[..., 1], 0, rows - 1)
        column = np.clip(cell[..., 0], 0, columns - 1)
        return self.clearance_m[row, column].astype(np.float64)

    def is_clear(self, start: Floats, end: Floats, margin_m: Floats | float) -> Flags:
        """Whether each straight line keeps `margin_m` off the land, by marching from one
        clearance to the next: open water costs a few steps, a strait many."""
        span = end - start
        length = np.hypot(span[:, 0], span[:, 1])
        margin = np.broadcast_to(np.asarray(margin_m, float), length.shape)
        gone = np.zeros(len(start))
        clear = np.ones(len(start), np.bool_)
        active = np.arange(len(start))
        while len(active):
            part = np.minimum(gone[active] / np.maximum(length[active], 1e-9), 1.0)
            free = self.clearance_at(start[active] + part[:, None] * span[active])
            clear[active] = (free > 0) & (free >= margin[active])
            gone[active] += np.maximum(free - margin[active], CELL_M / 3)
            active = active[clear[active] & (part < 1.0)]
        return clear


def chart_sea(land: list[BaseGeometry]) -> Sea:
    """The raster of `land` (polygons in degrees)."""
    rows, columns = _raster_shape()
    solid = np.zeros((rows, columns), np.bool_)
    starts, ends = _ring_edges(land)
    _fill_inside(solid, starts, ends)
    _mark_coast(solid, starts, ends)
    distance = ndimage.distance_transform_edt(~solid) if solid.any() else np.full(solid.shape, 1e4)
    # From anywhere in a cell to anywhere in the nearest land cell, not from centre to centre.
    clearance = np.maximum(np.asarray(distance) - np.sqrt(2), 0.0) * CELL_M
    clearance[~solid & (clearance == 0)] = 1.0
    return Sea(clearance.astype(np.float32))


def _raster_shape() -> tuple[int, int]:
    width, height = to_plane(np.array(EAST), np.array(NORTH))
    rows, columns = int(height / CELL_M), int(width / CELL_M)
    return rows // BLOCK * BLOCK, columns // BLOCK * BLOCK


def _ring_edges(land: list[BaseGeometry]) -> tuple[Floats, Floats]:
    """Every edge of every ring, in cells."""
    rings = shapely.get_rings(np.array(land, dtype=object))
    degrees, ring = shapely.get_coordinates(rings, return_index=True)
    places = to_plane(degrees[:, 0], degrees[:, 1]) / CELL_M
    joined = ring[1:] == ring[:-1]
    return places[:-1][joined], places[1:][joined]


def _fill_inside(solid: Flags, starts: Floats, ends: Floats) -> None:
    """Even–odd filling: each crossing of a row's middle turns land to sea and back."""
    rows, columns = solid.shape
    low = np.minimum(starts[:, 1], ends[:, 1])
    high = np.maximum(starts[:, 1], ends[:, 1])
    first = np.clip(np.ceil(low - 0.5), 0, rows).astype(np.int64)
    last = np.clip(np.ceil(high - 0.5), 0, rows).astype(np.int64)
    edge, row = spread(first, last - first)
    part = (row + 0.5 - starts[edge, 1]) / (ends[edge, 1] - starts[edge, 1])
    x = starts[edge, 0] + part * (ends[edge, 0] - starts[edge, 0])
    column = np.clip(np.ceil(x - 0.5), 0, columns).astype(np.int64)
    turns = np.zeros((rows, columns + 1), np.int32)
    np.add.at(turns, (row, column), 1)
    solid |= (np.cumsum(turns, axis=1)[:, :columns] % 2).astype(np.bool_)


def _mark_coast(solid: Flags, starts: Floats, ends: Floats) -> None:
    """Every cell a coast runs through, sampled every fifth of a cell."""
    pieces = (np.abs(ends - starts).max(axis=1) * 5).astype(np.int64) + 2
    edge, step = spread(np.zeros(len(starts), np.int64), pieces)
    part = (step / (pieces[edge] - 1))[:, None]
    cell = np.floor(starts[edge] + part * (ends[edge] - starts[edge])).astype(np.int64)
    inside = ((cell >= 0) & (cell < np.array(solid.shape[::-1]))).all(axis=1)
    solid[cell[inside, 1], cell[inside, 0]] = True


def spread(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """(owner, value) of the runs first[i] … first[i] + count[i] − 1, one after the other."""
    owner = np.repeat(np.arange(len(first)), count)
    start = np.repeat(np.cumsum(count) - count, count)
    return owner, first[owner] + np.arange(len(owner)) - start
