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
from app.wording import EMPTY, Text, same

MAX_VERTICES = 5000
# Below a house, or larger than all the sea the city looks after: a slip, not a zone.
_MIN_KM2, _MAX_KM2 = 1e-4, 100_000.0

GeoJson = dict[str, Any]

_WGS84 = Geod(ellps="WGS84")
_PLACE = re.compile(r"^(?P<why>.*?)\[(?P<lon>\S+) (?P<lat>\S+)\]$")
_REASONS = {
    "Self-intersection": Text(
        "边界自己相交（像蝴蝶结）", "The outline crosses itself (like a bow tie)"
    ),
    "Ring Self-intersection": Text("边界自己碰到自己", "The outline touches itself"),
    "Hole lies outside shell": Text("有一个洞在区外", "A hole lies outside the area"),
    "Holes are nested": Text("洞里还有洞", "A hole lies within a hole"),
    "Interior is disconnected": Text("内部被切成了几块", "The inside is cut into pieces"),
    "Too few points in geometry component": Text(
        "不同的顶点不足 3 个", "There are fewer than 3 different vertices"
    ),
    "Duplicate Rings": Text("有两圈边界重合", "Two rings are the same"),
}


def checked_polygon(value: object, max_vertices: int = MAX_VERTICES) -> GeoJson:
    """`value` as a valid GeoJSON Polygon of lon, lat.

    Raises InvalidInput with reason and place, or TooLarge with a simplified polygon to offer.
    """
    rings = _read_rings(value)
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


def _read_rings(value: object) -> list[list[_Point]]:
    data = cast(GeoJson, value) if isinstance(value, dict) else {}
    coordinates = data.get("coordinates")
    if data.get("type") != "Polygon" or not isinstance(coordinates, list) or not coordinates:
        raise _area_refusal(
            "E-GEO-001",
            Text("不是一个 GeoJSON 多边形", "It is not a GeoJSON polygon"),
            Text("发 type 为 Polygon 的几何", "Send a geometry of type Polygon"),
        )
    return [_read_ring(ring, index) for index, ring in enumerate(cast(list[object], coordinates))]


def _read_ring(value: object, index: int) -> list[_Point]:
    items = cast(list[object], value) if isinstance(value, list) else []
    ring = [_read_point(item, index, place) for place, item in enumerate(items)]
    if len(set(ring)) < 3:
        raise _area_refusal(
            "E-GEO-002",
            Text(
                f"第 {index + 1} 圈不同的顶点不足 3 个",
                f"Ring {index + 1} has fewer than 3 different vertices",
            ),
            Text("至少画 3 个点", "Draw at least 3 points"),
        )
    if ring[0] != ring[-1]:
        raise _area_refusal(
            "E-GEO-003",
            Text(f"第 {index + 1} 圈没有闭合", f"Ring {index + 1} is not closed"),
            Text("末点要与首点相同", "The last point must equal the first"),
            ring[-1],
        )
    return ring


def _read_point(value: object, ring: int, place: int) -> _Point:
    zh, en = f"第 {ring + 1} 圈第 {place + 1} 个顶点", f"Vertex {place + 1} of ring {ring + 1}"
    pair = cast(list[object], value) if isinstance(value, list | tuple) else []
    if len(pair) < 2 or not all(_is_number(item) for item in pair[:2]):
        raise _area_refusal(
            "E-GEO-004",
            Text(f"{zh}不是一对有限的数", f"{en} is not a pair of finite numbers"),
            Text("写成 [经度, 纬度]", "Write [longitude, latitude]"),
        )
    lon, lat = float(cast(float, pair[0])), float(cast(float, pair[1]))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _area_refusal(
            "E-GEO-005",
            Text(
                f"{zh}（{lon:g}, {lat:g}）超出经纬度范围",
                f"{en} ({lon:g}, {lat:g}) is outside the range of longitude and latitude",
            ),
            Text("检查经纬度是否写反", "Check whether longitude and latitude are swapped"),
        )
    return lon, lat


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_valid(polygon: shapely.Polygon) -> None:
    if polygon.is_valid:
        return
    found = _PLACE.match(str(shapely.is_valid_reason(polygon)))
    why, place = (Text("形状不合法", "The shape is not valid"), None)
    if found:
        why = _REASONS.get(found["why"]) or same(found["why"])
        place = (float(found["lon"]), float(found["lat"]))
    raise _area_refusal(
        "E-GEO-006",
        why,
        Text(
            "移动那里的顶点，使边界不再相交",
            "Move a vertex there, so that the outline does not cross itself",
        ),
        place,
    )


def _check_area(polygon: shapely.Polygon) -> None:
    area = area_km2(polygon)
    if not _MIN_KM2 <= area <= _MAX_KM2:
        raise _area_refusal(
            "E-GEO-007",
            Text(
                f"面积 {area:.4g} km² 不像一个转移区",
                f"An area of {area:.4g} km² cannot be an evacuation zone",
            ),
            Text("检查坐标，或重画", "Check the coordinates, or draw it again"),
        )


def _too_many(polygon: shapely.Polygon, vertices: int, limit: int) -> TooLarge:
    simple, tolerance_m = simplified(polygon, limit)
    return TooLarge(
        "E-GEO-008",
        Text("区域没有被接受", "The area was not accepted"),
        Text(
            f"有 {vertices} 个顶点，最多 {limit} 个",
            f"It has {vertices} vertices, the most is {limit}",
        ),
        Text(
            "看一看简化后的样子，同意就用它",
            "Look at the simplified outline and use it if it will do",
        ),
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
    metres = _metres_scale(polygon.centroid.y)
    plane = shapely.transform(polygon, lambda points: points * metres)
    tolerance_m = 1.0
    while True:
        simple = plane.simplify(tolerance_m)
        if len(shapely.get_coordinates(simple)) <= limit:
            back = shapely.transform(simple, lambda points: np.round(points / metres, 7))
            return cast(shapely.Polygon, shape(mapping(back))), tolerance_m
        tolerance_m *= 1.5


def _metres_scale(lat: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return np.array([111_320.0 * math.cos(math.radians(lat)), 110_950.0])


def _area_refusal(code: str, why: Text, todo: Text, place: _Point | None = None) -> InvalidInput:
    detail = {} if place is None else {"place": {"lon": place[0], "lat": place[1]}}
    where = (
        EMPTY
        if place is None
        else Text(
            f"，在 {place[0]:.5f}°E {place[1]:.5f}°N", f", at {place[0]:.5f}°E {place[1]:.5f}°N"
        )
    )
    return InvalidInput(
        code, Text("区域没有被接受", "The area was not accepted"), why + where, todo, detail=detail
    )
