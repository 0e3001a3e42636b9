"""One raster over Zhoushan: land, distance to the coast and an invented terrain.

No elevation model is public, so height is authored: inland and noisy it rises, round the seats it
is low. It only serves to bend roads round hills and to put slopes where slopes could be.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from shapely.geometry import Polygon

WEST, SOUTH, EAST, NORTH = 121.5, 29.5, 123.1, 31.0
STEP = 0.0005  # degrees: 48 m by 56 m
COLUMNS, ROWS = round((EAST - WEST) / STEP), round((NORTH - SOUTH) / STEP)
CELL_EAST_M = STEP * 111_195 * math.cos(math.radians(30.2))
CELL_NORTH_M = STEP * 111_195
SEED = 1509

Cells = npt.NDArray[np.int64]


def cell_of(lon: float, lat: float) -> tuple[int, int]:
    return int((lat - SOUTH) / STEP), int((lon - WEST) / STEP)


@overload
def place_of(row: float, column: float) -> tuple[float, float]: ...
@overload
def place_of(row: np.ndarray, column: np.ndarray) -> tuple[np.ndarray, np.ndarray]: ...
def place_of(row: Any, column: Any) -> tuple[Any, Any]:
    return WEST + (column + 0.5) * STEP, SOUTH + (row + 0.5) * STEP


def _crossings(polygon: Polygon) -> tuple[Cells, Cells]:
    """Row and first column right of each edge's crossing of a row's middle."""
    ring = np.asarray(polygon.exterior.coords)
    x, y = (ring[:, 0] - WEST) / STEP - 0.5, (ring[:, 1] - SOUTH) / STEP - 0.5
    rows: list[Cells] = []
    columns: list[Cells] = []
    for x0, y0, x1, y1 in zip(x[:-1], y[:-1], x[1:], y[1:], strict=True):
        low, high = sorted((y0, y1))
        crossed = np.arange(max(math.ceil(low), 0), min(math.ceil(high), ROWS))
        if crossed.size:
            at = x0 + (crossed - y0) / (y1 - y0) * (x1 - x0)
            rows.append(crossed)
            columns.append(np.clip(np.ceil(at), 0, COLUMNS).astype(np.int64))
    none = np.empty(0, np.int64)
    return (np.concatenate(rows), np.concatenate(columns)) if rows else (none, none)


def label_polygons(polygons: Sequence[Polygon]) -> npt.NDArray[np.int32]:
    """Index + 1 of the polygon each cell's middle lies in, 0 for water. Even-odd fill by rows."""
    labels = np.zeros((ROWS, COLUMNS), np.int32)
    for index, polygon in enumerate(polygons):
        rows, columns = _crossings(polygon)
        if not rows.size:
            continue
        first, last = rows.min(), rows.max() + 1
        toggles = np.zeros((last - first, COLUMNS + 1), np.int16)
        np.add.at(toggles, (rows - first, columns), 1)
        inside = np.cumsum(toggles, axis=1)[:, :COLUMNS] % 2 == 1
        labels[first:last][inside] = index + 1
    return labels


@dataclass(frozen=True, slots=True)
class Grid:
    """`island` is land index + 1; `coast_m` grows inland, `offshore_m` out to sea.

    `rough` says how many times dearer than even ground a metre of road is; it makes roads wind.
    """

    island: npt.NDArray[np.int32]
    coast_m: npt.NDArray[np.float32]
    offshore_m: npt.NDArray[np.float32]
    height_m: npt.NDArray[np.float32]
    rough: npt.NDArray[np.float32]


def _distance_m(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    sampling = (CELL_NORTH_M, CELL_EAST_M)
    return ndimage.distance_transform_edt(mask, sampling=sampling).astype(np.float32)


def _noise(rng: np.random.Generator, sigma_cells: float) -> npt.NDArray[np.float32]:
    white = rng.standard_normal((ROWS, COLUMNS)).astype(np.float32)
    smooth = ndimage.gaussian_filter(white, sigma_cells)
    return smooth / smooth.std()


def _height_m(
    coast_m: npt.NDArray[np.float32], seats: Sequence[tuple[float, float]]
) -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(SEED)
    # Hills with plains between them: about a third of the land is nearly flat, as it is there.
    relief = np.clip(0.45 + 0.8 * _noise(rng, 13) + 0.3 * _noise(rng, 5), 0.02, None) ** 1.2
    far = np.ones((ROWS, COLUMNS), np.bool_)
    for lon, lat in seats:
        far[cell_of(lon, lat)] = False
    low_ground = 1 - 0.92 * np.exp(-((_distance_m(far) / 420) ** 2))
    rise = 230 * (1 - np.exp(-coast_m / 600))
    return (rise * relief * low_ground).astype(np.float32)


def build_grid(polygons: Sequence[Polygon], seats: Sequence[tuple[float, float]]) -> Grid:
    island = label_polygons(polygons)
    coast_m = _distance_m(island > 0)
    return Grid(island, coast_m, _distance_m(island == 0), _height_m(coast_m, seats), _roughness())


def _roughness() -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(SEED + 1)
    return np.exp(0.38 * _noise(rng, 1.3) + 0.32 * _noise(rng, 4)).astype(np.float32)
