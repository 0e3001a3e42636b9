"""Checks a polygon that someone drew, typed or sent. Nothing is repaired in silence.

A refusal tells the reason and, where there is one, the place, so that a screen can point at it.
"""

import math
import re
from typing import Any, cast

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import mapping, shape

from app.errors import InvalidInput, TooLarge

MAX_VERTICES = 5000
# Below a house, or larger than all the sea the city looks after: a slip, not a zone.
_MIN_KM2, _MAX_KM2 = 1e-4, 100_000.0

GeoJson = dict[str, Any]

_WGS84 = Geod(ellps="WGS84")
_PLACE = re.compile(r"^(?P<why>.*?)\[(?P<lon>\S+) (?P<lat>\S+)\]$")
_REASONS = {
    "Self-intersection": "边界自己相交（像蝴蝶结）",
    "Ring Self-intersection": "边界自己碰到自己",
    "Hole lies outside shell": "有一个洞在区外",
    "Holes are nested": "洞里还有洞",
    "Interior is disconnected": "内部被切成了几块",
    "Too few points in geometry component": "不同的顶点不足 3 个",
    "Duplicate Rings": "有两圈边界重合",
}


def checked_polygon(value: object, max_vertices: int = MAX_VERTICES) -> GeoJson:
    """`value` as a valid GeoJSON Polygon of lon, lat.

    Raises InvalidInput with reason and place, or TooLarge with a simplified polygon to offer.
    """
    rings = _rings(value)
    polygon = shapely.Polygon(rings[0], rings[1:])
    _check_valid(polygon)
    _check_area(polygon)
    vertices = sum(len(ring) for ring in rings)
    if vertices > max_vertices:
        raise _too_many(polygon, vertices, max_vertices)
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring] for ring in rings]}


def area_km2(polygon: shapely.Geometry) -> float:
    """Area on the WGS 84 ellipsoid."""
    return abs(_geodesic_area_m2(polygon)) / 1e6


def _geodesic_area_m2(polygon: shapely.Geometry) -> float:
    measured: Any = _WGS84  # pyproj's own types leave the geometry unknown
    return float(measured.geometry_area_perimeter(polygon)[0])


_Point = tuple[float, float]


def _rings(value: object) -> list[list[_Point]]:
    data = cast(GeoJson, value) if isinstance(value, dict) else {}
    coordinates = data.get("coordinates")
    if data.get("type") != "Polygon" or not isinstance(coordinates, list) or not coordinates:
        raise _refused("E-GEO-001", "不是一个 GeoJSON 多边形", "发 type 为 Polygon 的几何")
    return [_ring(ring, index) for index, ring in enumerate(cast(list[object], coordinates))]


def _ring(value: object, index: int) -> list[_Point]:
    items = cast(list[object], value) if isinstance(value, list) else []
    ring = [_point(item, index, place) for place, item in enumerate(items)]
    if len(set(ring)) < 3:
        raise _refused("E-GEO-002", f"第 {index + 1} 圈不同的顶点不足 3 个", "至少画 3 个点")
    if ring[0] != ring[-1]:
        raise _refused("E-GEO-003", f"第 {index + 1} 圈没有闭合", "末点要与首点相同", ring[-1])
    return ring


def _point(value: object, ring: int, place: int) -> _Point:
    where = f"第 {ring + 1} 圈第 {place + 1} 个顶点"
    pair = cast(list[object], value) if isinstance(value, list | tuple) else []
    if len(pair) < 2 or not all(_is_number(item) for item in pair[:2]):
        raise _refused("E-GEO-004", f"{where}不是一对有限的数", "写成 [经度, 纬度]")
    lon, lat = float(cast(float, pair[0])), float(cast(float, pair[1]))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _refused(
            "E-GEO-005", f"{where}（{lon:g}, {lat:g}）超出经纬度范围", "检查经纬度是否写反"
        )
    return lon, lat


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_valid(polygon: shapely.Polygon) -> None:
    if polygon.is_valid:
        return
    found = _PLACE.match(str(shapely.is_valid_reason(polygon)))
    why, place = ("形状不合法", None)
    if found:
        why = _REASONS.get(found["why"], found["why"])
        place = (float(found["lon"]), float(found["lat"]))
    raise _refused("E-GEO-006", why, "移动那里的顶点，使边界不再相交", place)


def _check_area(polygon: shapely.Polygon) -> None:
    area = area_km2(polygon)
    if not _MIN_KM2 <= area <= _MAX_KM2:
        raise _refused("E-GEO-007", f"面积 {area:.4g} km² 不像一个转移区", "检查坐标，或重画")


def _too_many(polygon: shapely.Polygon, vertices: int, limit: int) -> TooLarge:
    simple, tolerance_m = simplified(polygon, limit)
    return TooLarge(
        "E-GEO-008",
        "区域没有被接受",
        f"有 {vertices} 个顶点，最多 {limit} 个",
        "看一看简化后的样子，同意就用它",
        detail={
            "simplify": {
                "polygon": mapping(simple),
                "vertices_before": vertices,
                "vertices_after": len(shapely.get_coordinates(simple)),
                "area_km2_before": area_km2(polygon),
                "area_km2_after": area_km2(simple),
                "difference_km2": area_km2(polygon.symmetric_difference(simple)),
                "tolerance_m": tolerance_m,
            }
        },
    )


def simplified(polygon: shapely.Polygon, limit: int) -> tuple[shapely.Polygon, float]:
    """The polygon with at most `limit` vertices, and the tolerance in metres that it took.

    Douglas–Peucker that keeps the topology, on a plane scaled at the polygon's own latitude.
    """
    metres = _scale(polygon.centroid.y)
    plane = shapely.transform(polygon, lambda points: points * metres)
    tolerance_m = 1.0
    while True:
        simple = plane.simplify(tolerance_m)
        if len(shapely.get_coordinates(simple)) <= limit:
            back = shapely.transform(simple, lambda points: np.round(points / metres, 7))
            return cast(shapely.Polygon, shape(mapping(back))), tolerance_m
        tolerance_m *= 1.5


def _scale(lat: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return np.array([111_320.0 * math.cos(math.radians(lat)), 110_950.0])


def _refused(code: str, why: str, todo: str, place: _Point | None = None) -> InvalidInput:
    detail = {} if place is None else {"place": {"lon": place[0], "lat": place[1]}}
    where = "" if place is None else f"，在 {place[0]:.5f}°E {place[1]:.5f}°N"
    return InvalidInput(code, "区域没有被接受", f"{why}{where}", todo, detail=detail)
