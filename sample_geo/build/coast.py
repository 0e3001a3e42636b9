"""Land from GSHHG: the mainland, the islands, and which of them are Zhoushan's."""

import math
from dataclasses import dataclass
from pathlib import Path

from shapely import STRtree, make_valid
from shapely.geometry import Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from sample_geo.build.files import DECIMALS, feature, read_features, read_table
from sample_geo.build.names import reading

RAW_COAST = "coast/gshhg237_land_120.5-124E_28.5-31.5N.geojson"
RAW_COUNTIES = "admin/fast_geocn113_counties_wgs84.geojson"
KM_PER_DEGREE = 111.195

# Zhoushan's waters, drawn by hand between the islands: Daxie, Meishan and Chuanbi are Ningbo's,
# Dajinshan and Chongming Shanghai's, the Qizimei islets Cixi's, Jiushan Xiangshan's.
CITY_WATERS = Polygon(
    [
        (121.55, 30.66), (121.55, 30.45), (121.80, 30.45), (121.80, 30.15), (121.812, 30.06),
        (121.825, 29.966), (121.93, 29.963), (122.005, 29.966), (122.018, 29.93),
        (122.06, 29.925), (122.13, 29.915), (122.17, 29.89), (122.10, 29.84), (122.045, 29.795),
        (122.045, 29.772), (122.0, 29.76), (121.99, 29.72), (122.0, 29.68), (122.06, 29.65),
        (122.10, 29.62), (122.10, 29.53), (123.5, 29.53), (123.5, 31.07), (122.3, 31.07),
        (121.95, 30.80),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Land:
    land_id: int
    name: str | None
    mainland: bool
    county_code: str | None
    area_km2: float
    polygon: Polygon


def area_km2(geometry: BaseGeometry) -> float:
    """Plane area at the geometry's own latitude; good to 0.3 % here."""
    scale = KM_PER_DEGREE**2 * math.cos(math.radians(geometry.centroid.y))
    return geometry.area * scale


def _rounded(polygon: Polygon) -> list[Polygon]:
    """Rounded as it will be written, so that every later test sees the same coast."""
    ring = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in polygon.exterior.coords]
    valid = make_valid(Polygon(ring))
    return [part for part in getattr(valid, "geoms", [valid]) if isinstance(part, Polygon)]


def read_land(raw: Path) -> list[tuple[bool, Polygon]]:
    pieces: list[tuple[bool, Polygon]] = []
    for one in read_features(raw / RAW_COAST):
        geometry = shape(one["geometry"])
        for part in getattr(geometry, "geoms", [geometry]):
            pieces += [(bool(one["properties"]["mainland"]), p) for p in _rounded(part)]
    return pieces


def read_counties(raw: Path) -> dict[str, BaseGeometry]:
    return {
        one["properties"]["gb"][-6:]: shape(one["geometry"])
        for one in read_features(raw / RAW_COUNTIES)
    }


def island_names(polygons: list[Polygon]) -> dict[int, tuple[str, str]]:
    """Index of polygon → (name, county override), each authored name to the nearest island."""
    tree = STRtree(polygons)
    named: dict[int, tuple[str, str]] = {}
    for row in read_table("islands"):
        at = Point(float(row["lon"]), float(row["lat"]))
        index = int(tree.nearest(at))
        if polygons[index].distance(at) < 0.01:
            named[index] = (row["name"], row["county"])
    return named


def _county(polygon: Polygon, counties: dict[str, BaseGeometry]) -> str:
    return min(counties, key=lambda code: (counties[code].distance(polygon), code))


def build_land(raw: Path) -> list[Land]:
    pieces = sorted(read_land(raw), key=lambda piece: -piece[1].area)
    counties = read_counties(raw)
    named = island_names([polygon for _, polygon in pieces])
    lands: list[Land] = []
    for index, (mainland, polygon) in enumerate(pieces):
        inside = not mainland and CITY_WATERS.contains(polygon.representative_point())
        name, override = named.get(index, (None, ""))
        county = (override or _county(polygon, counties)) if inside else None
        area = round(area_km2(polygon), 4)
        lands.append(Land(index + 1, name if inside else None, mainland, county, area, polygon))
    return lands


def land_feature(land: Land) -> dict[str, object]:
    name = reading(land.name) if land.name else None
    properties = {
        "land_id": land.land_id,
        "name": land.name,
        "pinyin": name.pinyin if name else None,
        "initials": name.initials if name else None,
        "mainland": land.mainland,
        "county_code": land.county_code,
        "area_km2": land.area_km2,
    }
    return feature(properties, land.polygon)
