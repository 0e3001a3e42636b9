"""Risk areas on slopes behind houses, and hazard points inside some of them. Illustrative."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, feature, read_table
from sample_geo.build.grid import CELL_EAST_M, CELL_NORTH_M, SEED, Grid, cell_of, place_of
from sample_geo.build.names import reading
from sample_geo.build.seats import Place, Seat, distance_m, moved
from sample_geo.build.units import short_name

RISK_AREAS = 251  # the city's own count, 2023
HAZARD_POINTS = 60
REACH_CELLS = 22
TYPES = {
    "landslide": "滑坡",
    "collapse": "崩塌",
    "debris_flow": "泥石流",
    "unstable_slope": "不稳定斜坡",
}
TYPE_CODES = {"unstable_slope": "00", "landslide": "01", "collapse": "02", "debris_flow": "03"}
TYPE_SHARES = (0.46, 0.25, 0.21, 0.08)
GRADE_SHARES = {"low": 0.30, "medium": 0.42, "high": 0.22, "very_high": 0.06}
TOWN_SHARE = 0.45
BUILT_UP = ("社区", "园区", "生活区")


@dataclass(frozen=True, slots=True)
class RiskArea:
    code: str
    name: str
    grade: str
    hazard_type: str
    households: int
    people: int
    village: str
    place: str
    polygon: Polygon
    foot: Place
    """Downhill inside the polygon, where its houses stand."""


def village_rng(code: str, salt: int) -> np.random.Generator:
    return np.random.default_rng([SEED, salt, int(code)])


def _uphill(grid: Grid, row: int, column: int) -> tuple[float, float]:
    """Slope as rise per metre, east and north."""
    h = grid.height_m
    east = (h[row, column + 2] - h[row, column - 2]) / (4 * CELL_EAST_M)
    north = (h[row + 2, column] - h[row - 2, column]) / (4 * CELL_NORTH_M)
    return float(east), float(north)


def _slope_cells(grid: Grid, seat: Seat, outline: BaseGeometry) -> tuple[Any, Any]:
    """Cells on the hillside within a short walk of the seat, and how likely each is."""
    row, column = cell_of(seat.lon, seat.lat)
    rows, columns = np.mgrid[
        row - REACH_CELLS : row + REACH_CELLS + 1, column - REACH_CELLS : column + REACH_CELLS + 1
    ].reshape(2, -1)
    height, coast = grid.height_m[rows, columns], grid.coast_m[rows, columns]
    off = np.hypot((rows - row) * CELL_NORTH_M, (columns - column) * CELL_EAST_M)
    lon, lat = place_of(rows, columns)
    fit = (height > 22) & (height < 150) & (coast > 90) & (off > 130)
    fit &= grid.island[rows, columns] == grid.island[row, column]
    fit &= shapely.contains_xy(outline, lon, lat)
    rows, columns, off = rows[fit], columns[fit], off[fit]
    return np.column_stack([rows, columns]), np.exp(-off / 350)


def _fan(centre: Place, uphill: float, rng: np.random.Generator) -> tuple[Polygon, Place]:
    """A lobed slip area, longer up the slope than across it, and its foot."""
    length_m, width_m = rng.uniform(55, 130), rng.uniform(35, 80)
    corners: list[Place] = []
    for step in range(14):
        turn = step / 14 * math.tau
        stretch = rng.uniform(0.86, 1.12)
        along, across = length_m * math.cos(turn) * stretch, width_m * math.sin(turn) * stretch
        east = along * math.cos(uphill) - across * math.sin(uphill)
        north = along * math.sin(uphill) + across * math.cos(uphill)
        corners.append(moved(centre, east, north))
    down_m = -0.6 * length_m
    foot = moved(centre, down_m * math.cos(uphill), down_m * math.sin(uphill))
    ring = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in corners]
    return Polygon(ring), foot


def _try_area(
    grid: Grid, seat: Seat, outline: BaseGeometry, taken: list[Polygon], rng: np.random.Generator
) -> tuple[Polygon, Place] | None:
    cells, weights = _slope_cells(grid, seat, outline)
    for _ in range(25 if len(cells) else 0):
        row, column = cells[rng.choice(len(cells), p=weights / weights.sum())]
        east, north = _uphill(grid, int(row), int(column))
        polygon, foot = _fan(place_of(row, column), math.atan2(north, east), rng)
        clear = all(polygon.disjoint(other) for other in taken)
        away = polygon.distance(Point(seat.lon, seat.lat)) > 0.0004
        if clear and away and polygon.is_valid and outline.contains(polygon):
            return polygon, foot
    return None


def _pick(rng: np.random.Generator, shares: dict[str, float]) -> str:
    keys = list(shares)
    values = np.array(list(shares.values()))
    return keys[int(rng.choice(len(keys), p=values / values.sum()))]


def _turn(seat: Seat) -> float:
    """Random order in which the countryside tends to come before the towns."""
    built_up = any(mark in seat.name for mark in BUILT_UP)
    return float(village_rng(seat.code, 9).random()) / (TOWN_SHARE if built_up else 1.0)


def build_risk_areas(
    grid: Grid, seats: list[Seat], outlines: dict[str, BaseGeometry]
) -> list[RiskArea]:
    """`RISK_AREAS` of them, one a village, then a second where the first rounds found no slope."""
    words = [row["word"] for row in read_table("hamlet_words")]
    areas: list[RiskArea] = []
    serial: dict[str, int] = {}
    for lap in range(2):
        for seat in sorted(seats, key=_turn):
            if len(areas) == RISK_AREAS:
                break
            rng = village_rng(seat.code, 10 + lap)
            near = [a.polygon for a in areas if distance_m(a.foot, (seat.lon, seat.lat)) < 3000]
            found = _try_area(grid, seat, outlines[seat.code], near, rng)
            if found is not None:
                county = seat.code[:6]
                serial[county] = serial.get(county, 0) + 1
                areas.append(_area(seat, found, f"{county}FX{serial[county]:04d}", words, rng))
    return sorted(areas, key=lambda area: area.code)


def _area(
    seat: Seat, found: tuple[Polygon, Place], code: str, words: list[str], rng: np.random.Generator
) -> RiskArea:
    hazard_type = _pick(rng, dict(zip(TYPES, TYPE_SHARES, strict=True)))
    households = int(rng.integers(2, 9) + rng.choice([0, 0, 4, 12]))
    people = int(round(households * rng.uniform(2.2, 3.0)))
    place = str(rng.choice(words))
    name = f"{short_name(seat.name)}{place}{TYPES[hazard_type]}风险防范区"
    grade = _pick(rng, GRADE_SHARES)
    return RiskArea(code, name, grade, hazard_type, households, people, seat.code, place, *found)


def risk_area_feature(area: RiskArea) -> dict[str, object]:
    name = reading(area.name)
    properties = {
        "code": area.code,
        "name": area.name,
        "pinyin": name.pinyin,
        "initials": name.initials,
        "risk_grade": area.grade,
        "hazard_type": area.hazard_type,
        "threatened_households": area.households,
        "threatened_people": area.people,
        "village_code": area.village,
    }
    return feature(properties, area.polygon)


def threat_grade(people: int, property_wan: int) -> str:
    """The higher of the two counts (sources#geological-hazards; 1 M CNY = 100 wan)."""
    bounds = (("extra_large", 1000, 10_000), ("large", 500, 5_000), ("medium", 100, 500))
    for grade, people_from, property_from in bounds:
        if people >= people_from or property_wan >= property_from:
            return grade
    return "small"


def hazard_point_features(areas: list[RiskArea], titles: dict[str, str]) -> list[dict[str, object]]:
    """The worst risk areas have a verified point; twelve are under treatment, as in 2023."""
    worst = sorted(areas, key=lambda a: (-list(GRADE_SHARES).index(a.grade), -a.people, a.code))
    serial: dict[str, int] = {}
    features: list[dict[str, object]] = []
    for rank, area in enumerate(sorted(worst[:HAZARD_POINTS], key=lambda a: a.code)):
        stem = area.code[:6] + TYPE_CODES[area.hazard_type]
        serial[stem] = serial.get(stem, 0) + 1
        features.append(_hazard_point(area, f"{stem}{serial[stem]:04d}", rank, titles))
    return features


def _hazard_point(
    area: RiskArea, code: str, rank: int, titles: dict[str, str]
) -> dict[str, object]:
    rng = village_rng(code, 20)
    people = area.people
    property_wan = int(area.households * rng.integers(25, 60))
    name = area.name.replace("风险防范区", "隐患点")
    text = reading(name)
    status = "treating" if rank % 5 == 2 else "supervised" if rank % 11 == 4 else "monitored"
    unstable = area.grade == "very_high"
    properties = {
        "code": code,
        "name": name,
        "pinyin": text.pinyin,
        "initials": text.initials,
        "hazard_type": area.hazard_type,
        "threat_grade": threat_grade(people, property_wan),
        "stability": "unstable" if unstable else str(rng.choice(["unstable", "basically_stable"])),
        "status": status,
        "threatened_households": area.households,
        "threatened_people": people,
        "threatened_property_wan": property_wan,
        "location": f"{titles[area.village]}{area.place}屋后山坡",
        "monitor": fictional_person(rng),
        "monitor_phone": fictional_phone(4000 + rank),
        "village_code": area.village,
    }
    return feature(properties, area.polygon.centroid)


def fictional_person(rng: np.random.Generator) -> str:
    rows = read_table("people_names")
    family, given = rng.integers(0, len(rows), 2)
    return rows[int(family)]["family"] + rows[int(given)]["given"]


def fictional_phone(serial: int) -> str:
    """0580-555 is not in use: these numbers are plainly invented."""
    return f"0580-555{serial:04d}"
