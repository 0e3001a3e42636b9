"""Shelters in the three tiers of sources#shelters, away from slopes and the shore. Illustrative."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, feature
from sample_geo.build.grid import Grid, cell_of
from sample_geo.build.hazards import RiskArea, fictional_person, fictional_phone, village_rng
from sample_geo.build.names import reading
from sample_geo.build.seats import GOLDEN_ANGLE, Place, Seat, moved
from sample_geo.build.units import short_name

EFFECTIVE_RATIO, NORM_M2 = 0.7, 2.0
VILLAGE_SHELTERS = 188
CLEAR_OF_SLOPE_DEGREE = 0.0005
COUNTY_SHELTERS = (
    ("定海区避灾安置中心（定海体育馆）", "gymnasium", 1200, (122.112, 30.022)),
    ("舟山市体育馆避灾安置中心", "gymnasium", 2400, (122.197, 29.998)),
    ("普陀区避灾安置中心（普陀体育馆）", "gymnasium", 1600, (122.309, 29.963)),
    ("普陀区第二避灾安置中心（普陀中学）", "school", 1400, (122.302, 29.968)),
    ("六横区域避灾安置中心（六横中学）", "school", 900, (122.131, 29.742)),
    ("岱山县避灾安置中心（岱山中学体育馆）", "gymnasium", 1100, (122.193, 30.254)),
    ("衢山区域避灾安置中心（衢山中学）", "school", 800, (122.356, 30.450)),
    ("嵊泗县避灾安置中心（嵊泗中学）", "school", 700, (122.455, 30.722)),
)
TOWN_KINDS = (
    ("中心小学", "school"), ("中学", "school"), ("文化中心", "culture_hall"),
    ("人防应急指挥所", "civil_defence"), ("敬老院", "care_home"),
)  # fmt: skip
VILLAGE_KINDS = (
    ("文化礼堂", "culture_hall", 0.48), ("村委会办公楼", "village_office", 0.28),
    ("小学", "school", 0.10), ("老年活动中心", "care_home", 0.08), ("渔农家宾馆", "hotel", 0.06),
)  # fmt: skip
REASONS = ("屋面维修中", "消防验收未通过", "已临时占用为施工项目部")


@dataclass(frozen=True, slots=True)
class Shelter:
    name: str
    tier: str
    kind: str
    capacity: int
    place: Place
    village: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a shelter must stand on and keep clear of."""

    grid: Grid
    slopes: STRtree
    outlines: dict[str, BaseGeometry]

    def suits(self, place: Place, village: str) -> bool:
        at = cell_of(*place)
        if self.grid.coast_m[at] < 90 or self.grid.height_m[at] > 70:
            return False
        if not shapely.contains_xy(self.outlines[village], *place):
            return False
        near = self.slopes.query(Point(place), predicate="dwithin", distance=CLEAR_OF_SLOPE_DEGREE)
        return near.size == 0


def _around(centre: Place, first_m: float) -> Iterator[Place]:
    for rank in range(160):
        radius_m, turn = first_m + 26 * math.sqrt(rank), rank * GOLDEN_ANGLE
        place = moved(centre, radius_m * math.cos(turn), radius_m * math.sin(turn))
        yield round(place[0], DECIMALS), round(place[1], DECIMALS)


def _stand(ground: Ground, centre: Place, village: str, first_m: float) -> Place | None:
    return next((p for p in _around(centre, first_m) if ground.suits(p, village)), None)


def _nearest_village(place: Place, outlines: dict[str, BaseGeometry]) -> str:
    point = Point(place)
    return min(outlines, key=lambda code: (outlines[code].distance(point), code))


def county_shelters(ground: Ground) -> list[Shelter]:
    shelters: list[Shelter] = []
    for name, kind, capacity, near in COUNTY_SHELTERS:
        village = _nearest_village(near, ground.outlines)
        place = _stand(ground, near, village, 0) or near
        shelters.append(Shelter(name, "county", kind, capacity, place, village))
    return shelters


def town_shelters(ground: Ground, towns: list[Seat]) -> list[Shelter]:
    """One or two a township, the second in the larger half."""
    shelters: list[Shelter] = []
    for index, town in enumerate(towns):
        rng = village_rng(town.code, 50)
        village = _nearest_village((town.lon, town.lat), ground.outlines)
        for turn in range(2 if index % 2 == 0 or town.code[:6] == "330902" else 1):
            building, kind = TOWN_KINDS[(index + turn * 2) % len(TOWN_KINDS)]
            place = _stand(ground, (town.lon, town.lat), village, 120 + 160 * turn)
            if place is None:
                continue
            stem = town.name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
            label = "避灾安置中心" if turn == 0 else "第二避灾安置中心"
            capacity = int(rng.integers(20, 75)) * 10
            name = f"{town.name}{label}（{stem}{building}）"
            shelters.append(Shelter(name, "township", kind, capacity, place, village))
    return shelters


def _in_town(seat: Seat) -> bool:
    return "社区" in seat.name or "居委会" in seat.name


def _turn(seat: Seat) -> float:
    return float(village_rng(seat.code, 51).random()) / (0.5 if _in_town(seat) else 1.0)


def village_shelters(ground: Ground, seats: list[Seat]) -> list[Shelter]:
    """Most villages have one; a town community often leans on its township's."""
    order = sorted(seats, key=_turn)
    shelters: list[Shelter] = []
    for seat in order:
        rng = village_rng(seat.code, 52)
        place = _stand(ground, (seat.lon, seat.lat), seat.code, rng.uniform(50, 160))
        if place is None or len(shelters) == VILLAGE_SHELTERS:
            continue
        shares = np.array([share for _, _, share in VILLAGE_KINDS])
        building, kind, _ = VILLAGE_KINDS[int(rng.choice(len(VILLAGE_KINDS), p=shares))]
        capacity = int(rng.integers(8, 36) if _in_town(seat) else rng.integers(5, 20)) * 10
        name = f"{short_name(seat.name)}避灾安置点（{building}）"
        shelters.append(Shelter(name, "village", kind, capacity, place, seat.code))
    return shelters


def build_shelters(
    grid: Grid, areas: list[RiskArea], seats: list[Seat], towns: list[Seat],
    outlines: dict[str, BaseGeometry],
) -> list[Shelter]:  # fmt: skip
    ground = Ground(grid, STRtree([area.polygon for area in areas]), outlines)
    village = sorted(village_shelters(ground, seats), key=lambda shelter: shelter.village)
    return county_shelters(ground) + town_shelters(ground, towns) + village


def _status(shelter: Shelter, rng: np.random.Generator) -> tuple[str, str | None, int]:
    """At the start of the exercise, level Ⅱ: centres prepare, a few are open, three are not."""
    draw = rng.random()
    if shelter.tier == "village" and draw < 0.016:
        return "unavailable", REASONS[int(rng.integers(len(REASONS)))], 0
    if draw < (0.5 if shelter.tier != "village" else 0.10):
        return "open", None, int(shelter.capacity * rng.uniform(0, 0.18))
    if shelter.tier != "village" or draw < 0.4:
        return "preparing", None, 0
    return "standby", None, 0


def shelter_features(shelters: list[Shelter], titles: dict[str, str]) -> list[dict[str, object]]:
    features: list[dict[str, object]] = []
    for number, shelter in enumerate(shelters, 1):
        rng = np.random.default_rng([53, number])
        status, reason, occupied = _status(shelter, rng)
        name = reading(shelter.name)
        floor_m2 = math.ceil(shelter.capacity * NORM_M2 / EFFECTIVE_RATIO / 10) * 10
        properties = {
            "code": f"{shelter.village[:6]}BZ{number:04d}",
            "name": shelter.name,
            "pinyin": name.pinyin,
            "initials": name.initials,
            "tier": shelter.tier,
            "kind": shelter.kind,
            "address": f"{titles[shelter.village]}{int(rng.integers(1, 180))}号",
            "floor_area_m2": floor_m2,
            "rated_capacity": shelter.capacity,
            "occupied": occupied,
            "status": status,
            "status_reason": reason,
            "accessible": bool(shelter.tier != "village" or rng.random() < 0.5),
            "generator": bool(shelter.tier != "village" or rng.random() < 0.35),
            "keeper": fictional_person(rng),
            "keeper_phone": fictional_phone(1000 + number),
            "village_code": shelter.village,
        }
        features.append(feature(properties, Point(shelter.place)))
    return features
