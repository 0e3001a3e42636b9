"""Where township and village seats are: authored places, the rest spread round their township."""

import json
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, Polygon
from shapely.ops import nearest_points

from sample_geo.build.coast import Land
from sample_geo.build.files import DECIMALS, read_table

Place = tuple[float, float]
RAW_UNITS = "admin/china-division270_{}_3309.json"
DEGREE_EAST = 1 / (111_195 * math.cos(math.radians(30.2)))
DEGREE_NORTH = 1 / 111_195
INLAND_M = 110
TOWN_SPACING_M = 340
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Seat:
    code: str
    name: str
    parent: str
    lon: float
    lat: float
    authored: bool


@dataclass(frozen=True, slots=True)
class Island:
    """One of Zhoushan's islands and its part that is well away from the shore."""

    land: Land
    inland: Any


def moved(place: Place, east_m: float, north_m: float) -> Place:
    return place[0] + east_m * DEGREE_EAST, place[1] + north_m * DEGREE_NORTH


def distance_m(a: Place, b: Place) -> float:
    return math.hypot((a[0] - b[0]) / DEGREE_EAST, (a[1] - b[1]) / DEGREE_NORTH)


def inland(polygon: Polygon) -> Any:
    """The polygon shrunk by `INLAND_M`, less on an islet that would vanish."""
    for margin_m in (INLAND_M, INLAND_M / 3, 0):
        shrunk = polygon.buffer(-margin_m * DEGREE_NORTH)
        if not shrunk.is_empty:
            return shrunk
    return polygon


def snapper(lands: list[Land], wanted: Callable[[Land], bool]) -> Callable[[Place], Place]:
    """A function that moves a place into the nearest wanted land, away from the shore."""
    areas = [inland(land.polygon) for land in lands if wanted(land)]
    tree = STRtree(areas)

    def snap(place: Place) -> Place:
        point = Point(place)
        area = areas[int(tree.nearest(point))]
        if not area.contains(point):
            edge = nearest_points(area, point)[0]
            middle = area.representative_point() if area.geom_type != "Polygon" else area.centroid
            point = Point(edge.x + (middle.x - edge.x) * 0.02, edge.y + (middle.y - edge.y) * 0.02)
            point = point if area.contains(point) else edge
        return round(point.x, DECIMALS), round(point.y, DECIMALS)

    return snap


def read_units(raw: Path, level: str) -> list[dict[str, str]]:
    path = raw / RAW_UNITS.format(level)
    units: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(units, key=lambda unit: unit["code"])


def township_seats(raw: Path, lands: list[Land]) -> dict[str, Seat]:
    snap = snapper(lands, lambda land: land.county_code is not None)
    places = {row["code"]: row for row in read_table("townships")}
    seats: dict[str, Seat] = {}
    for unit in read_units(raw, "streets"):
        row = places[unit["code"]]
        lon, lat = snap((float(row["lon"]), float(row["lat"])))
        seats[unit["code"]] = Seat(unit["code"], unit["name"], unit["areaCode"], lon, lat, True)
    return seats


def _spread(rank: int, spacing_m: float, turn: float) -> tuple[float, float]:
    """The `rank`-th point of a sunflower, so that neighbours keep about `spacing_m` apart."""
    radius_m = spacing_m * math.sqrt(rank)
    angle = turn + rank * GOLDEN_ANGLE
    return radius_m * math.cos(angle), radius_m * math.sin(angle)


def _spread_places(town: Seat, lands: list[Land]) -> Iterator[Place]:
    """Places round a town's seat on its own island, nearest first."""
    centre = Point(town.lon, town.lat)
    island = next(land.polygon for land in lands if land.polygon.contains(centre))
    dry = inland(island)
    turn = random.Random(town.code).uniform(0, math.tau)
    for rank in count():
        place = moved((town.lon, town.lat), *_spread(rank, TOWN_SPACING_M, turn))
        if dry.contains(Point(place)):
            yield place


def village_seats(raw: Path, lands: list[Land], townships: dict[str, Seat]) -> list[Seat]:
    snap = snapper(lands, lambda land: land.county_code is not None)
    places = {row["code"]: (float(row["lon"]), float(row["lat"])) for row in read_table("villages")}
    spread = {code: _spread_places(town, lands) for code, town in townships.items()}
    seats: list[Seat] = []
    for unit in read_units(raw, "villages"):
        code, parent = unit["code"], unit["streetCode"]
        place = places.get(code)
        if place is None:
            place = next(spread[parent])
        lon, lat = snap(place)
        seats.append(Seat(code, unit["name"], parent, lon, lat, code in places))
    return _apart(seats, snap)


def _apart(seats: list[Seat], snap: Callable[[Place], Place]) -> list[Seat]:
    """No two seats on one spot: a later one steps aside until it is 60 m clear."""
    taken: list[Place] = []
    cleared: list[Seat] = []
    for seat in seats:
        place, attempt = (seat.lon, seat.lat), 0
        while any(distance_m(place, other) < 60 for other in taken) and attempt < 60:
            attempt += 1
            place = snap(moved((seat.lon, seat.lat), *_spread(attempt, 45, 0.0)))
        taken.append(place)
        cleared.append(Seat(seat.code, seat.name, seat.parent, *place, seat.authored))
    return cleared
