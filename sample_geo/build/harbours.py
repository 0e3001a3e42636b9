"""Harbours, anchorages and piers at the water's edge, and the ferry lines between the piers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage
from shapely import STRtree
from shapely.geometry import LineString, Point

from sample_geo.build.files import DECIMALS, feature, read_table
from sample_geo.build.grid import Grid, cell_of, place_of
from sample_geo.build.names import reading
from sample_geo.build.paths import Window, pulled_tight, rounded_corners, way
from sample_geo.build.seats import Place, distance_m

SHORE_M = (60, 175)
SEARCH_CELLS = 45
BERTH_DEGREE = 0.0012  # a course keeps about 130 m off the shore, except near its piers
END_DEGREE = 0.004
COARSE, COARSE_FROM_M = 2, 12_000  # a long course is found in cells of about 100 m
MARGIN_CELLS = 60
LIMIT_FORCE = {"high_speed": 7, "conventional": 8, "ro_ro": 7}  # sources#wind-limits


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


def _sea_window(
    grid: Grid, sea: npt.NDArray[np.bool_], ends: list[tuple[int, int]], scale: int
) -> Window:
    """Water between the ends with room to go round; near the shore a metre costs more."""
    cells = np.array(ends)
    low = np.maximum(cells.min(axis=0) - MARGIN_CELLS * 3, 0) // scale * scale
    high = np.minimum(cells.max(axis=0) + MARGIN_CELLS * 3, np.array(sea.shape)) // scale * scale
    part = (slice(low[0], high[0]), slice(low[1], high[1]))
    shape = ((high[0] - low[0]) // scale, scale, (high[1] - low[1]) // scale, scale)
    wet = sea[part].reshape(shape).min(axis=(1, 3))
    off = grid.offshore_m[part].reshape(shape).min(axis=(1, 3))
    cost = np.where(wet, 1 + 2.5 * np.exp(-off / 260), np.inf)
    for cell in ends:
        cost[(cell[0] - low[0]) // scale, (cell[1] - low[1]) // scale] = 3.5
    return Window((int(low[0]) // scale, int(low[1]) // scale), cost)


def ferry_way(
    grid: Grid, sea: npt.NDArray[np.bool_], coast: STRtree, a: Place, b: Place
) -> LineString:
    cells = [cell_of(*a), cell_of(*b)]
    scale = COARSE if distance_m(a, b) > COARSE_FROM_M else 1
    window = _sea_window(grid, sea, cells, scale)
    start, end = ((row // scale, column // scale) for row, column in cells)
    half = (scale - 1) / 2
    route = way(window, start, end, scale)
    middle = [place_of(r * scale + half, c * scale + half) for r, c in route[1:-1]]
    line = LineString([a, *middle, b])
    near: Any = coast.geometries[coast.query(line.envelope.buffer(0.02))]
    ends = shapely.union_all([Point(a).buffer(END_DEGREE), Point(b).buffer(END_DEGREE)])
    berth = shapely.union_all(near).buffer(BERTH_DEGREE).difference(ends)
    tight = pulled_tight(line, shapely.union_all([berth, *near]))
    soft = LineString(rounded_corners(np.asarray(tight.coords))) if len(tight.coords) > 2 else tight
    return tight if soft.intersects(shapely.union_all(near)) else soft


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
