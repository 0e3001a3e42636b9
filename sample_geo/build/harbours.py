"""Harbours, anchorages and piers at the water's edge, and the ferry lines between the piers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage
from shapely import STRtree
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, feature, read_table
from sample_geo.build.grid import Grid, cell_of, place_of
from sample_geo.build.names import reading
from sample_geo.build.paths import Window, eased, way
from sample_geo.build.seats import Place

SHORE_M = (45, 150)
SEARCH_CELLS = 45
COARSE = 2  # the sea is routed in cells of about 100 m
MARGIN_CELLS = 60
LIMIT_FORCE = {"high_speed": 7, "conventional": 8, "ro_ro": 7}  # configuration default, domain §3.3


@dataclass(frozen=True, slots=True)
class Harbour:
    harbour_id: int
    key: str
    name: str
    level: str
    place: Place
    row: dict[str, str]


def open_sea(grid: Grid) -> npt.NDArray[np.bool_]:
    """Water that a boat can reach, without ponds and pinched-off inlets."""
    parts, _ = ndimage.label(grid.island == 0)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return parts == int(sizes.argmax())


def _at_shore(grid: Grid, sea: npt.NDArray[np.bool_], place: Place) -> Place:
    """The nearest reachable water a boat's length off the shore."""
    row, column = cell_of(*place)
    rows = slice(row - SEARCH_CELLS, row + SEARCH_CELLS + 1)
    columns = slice(column - SEARCH_CELLS, column + SEARCH_CELLS + 1)
    off = grid.offshore_m[rows, columns]
    fit = sea[rows, columns] & (off >= SHORE_M[0]) & (off <= SHORE_M[1])
    found = np.argwhere(fit)
    if not len(found):
        raise ValueError(f"no shore within reach of {place}")
    nearest = found[np.argmin(((found - SEARCH_CELLS) ** 2).sum(axis=1))]
    lon, lat = place_of(*(nearest + (row - SEARCH_CELLS, column - SEARCH_CELLS)))
    return round(float(lon), DECIMALS), round(float(lat), DECIMALS)


def build_harbours(grid: Grid) -> list[Harbour]:
    sea = open_sea(grid)
    harbours: list[Harbour] = []
    for number, row in enumerate(read_table("harbours"), 1):
        place = (float(row["lon"]), float(row["lat"]))
        if row["level"] != "anchorage":
            place = _at_shore(grid, sea, place)
        harbours.append(Harbour(number, row["key"], row["name"], row["level"], place, row))
    return harbours


def harbour_feature(harbour: Harbour) -> dict[str, object]:
    name, row = reading(harbour.name), harbour.row
    properties = {
        "harbour_id": harbour.harbour_id,
        "name": harbour.name,
        "pinyin": name.pinyin,
        "initials": name.initials,
        "level": harbour.level,
        "is_refuge": row["refuge"] == "1",
        "wind_rating": int(row["wind_rating"]),
        "berth_capacity": int(row["berths"]),
        "township_code": row["township"] or None,
        "county_code": row["county"] or None,
        "radius_m": float(row["radius_m"]),
    }
    return feature(properties, Point(harbour.place))


def _sea_window(grid: Grid, sea: npt.NDArray[np.bool_], ends: list[tuple[int, int]]) -> Window:
    """Water between the ends with room to go round; near the shore a metre costs more."""
    cells = np.array(ends)
    low = np.maximum(cells.min(axis=0) - MARGIN_CELLS * 3, 0) // COARSE * COARSE
    high = np.minimum(cells.max(axis=0) + MARGIN_CELLS * 3, np.array(sea.shape)) // COARSE * COARSE
    part = (slice(low[0], high[0]), slice(low[1], high[1]))
    shape = ((high[0] - low[0]) // COARSE, COARSE, (high[1] - low[1]) // COARSE, COARSE)
    wet = sea[part].reshape(shape).min(axis=(1, 3))
    off = grid.offshore_m[part].reshape(shape).min(axis=(1, 3))
    cost = np.where(wet, 1 + 2.5 * np.exp(-off / 260), np.inf)
    for cell in ends:
        cost[(cell[0] - low[0]) // COARSE, (cell[1] - low[1]) // COARSE] = 3.5
    return Window((int(low[0]) // COARSE, int(low[1]) // COARSE), cost)


def _coarse(cell: tuple[int, int]) -> tuple[int, int]:
    return cell[0] // COARSE, cell[1] // COARSE


def ferry_way(
    grid: Grid, sea: npt.NDArray[np.bool_], coast: STRtree, a: Place, b: Place
) -> LineString:
    cells = [cell_of(*a), cell_of(*b)]
    window = _sea_window(grid, sea, cells)
    route = way(window, _coarse(cells[0]), _coarse(cells[1]), COARSE)
    middle = [place_of(r * COARSE + 0.5, c * COARSE + 0.5) for r, c in route[1:-1]]
    line = LineString([a, *middle, b])
    near: Any = coast.geometries[coast.query(line.envelope.buffer(0.02))]
    land: BaseGeometry = shapely.union_all(near)
    return eased(line, land, (0.004, 0.002, 0.0012, 0.0006, 0.0003))


def ferry_features(grid: Grid, harbours: list[Harbour], coast: STRtree) -> list[dict[str, object]]:
    sea = open_sea(grid)
    by_key = {harbour.key: harbour for harbour in harbours}
    features: list[dict[str, object]] = []
    for number, row in enumerate(read_table("ferries"), 1):
        start, end = by_key[row["from"]], by_key[row["to"]]
        name = reading(row["name"])
        properties = {
            "line_id": number,
            "name": row["name"],
            "pinyin": name.pinyin,
            "initials": name.initials,
            "craft": row["craft"],
            "from_harbour_id": start.harbour_id,
            "to_harbour_id": end.harbour_id,
            "boats": int(row["boats"]),
            "seats": int(row["seats"]),
            "trip_min": float(row["trip_min"]),
            "limit_force": LIMIT_FORCE[row["craft"]],
        }
        features.append(feature(properties, ferry_way(grid, sea, coast, start.place, end.place)))
    return features
