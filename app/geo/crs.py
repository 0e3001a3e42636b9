"""Coordinate systems an office's files come in, and the way from each to WGS 84.

EPSG:4490 (CGCS2000) differs from EPSG:4326 by less than a metre; both are stored as 4326.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, cast

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from app.errors import InvalidInput
from app.geo import gcj02
from app.geo.shapes import Points, Shape, flat
from app.wording import Text, list_all


class Shifted(StrEnum):
    """Systems that no CRS library knows, because they are shifted on purpose."""

    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


# What a person is offered when a file does not say; the first is what survey offices hand out.
OFFERED: tuple[tuple[str, Text], ...] = (
    ("EPSG:4490", Text("国家 2000（CGCS2000），经纬度", "CGCS2000, longitude and latitude")),
    (
        "EPSG:4326",
        Text("WGS 84，经纬度（GPS、北斗）", "WGS 84, longitude and latitude (GPS, BeiDou)"),
    ),
    ("GCJ-02", Text("火星坐标（高德、腾讯）", "GCJ-02 (Amap, Tencent)")),
    ("BD-09", Text("百度坐标", "BD-09 (Baidu)")),
    (
        "EPSG:4549",
        Text("国家 2000 3 度带，中央经线 120°", "CGCS2000 3-degree zone, central meridian 120°"),
    ),
    (
        "EPSG:4550",
        Text("国家 2000 3 度带，中央经线 123°", "CGCS2000 3-degree zone, central meridian 123°"),
    ),
)
_METRIC = 4550


def name_offered() -> Text:
    """The systems to choose from, by their names."""
    return list_all(name for name, _ in OFFERED)


def into_wgs84(crs: str) -> Callable[[Shape], Shape]:
    """What brings a shape of `crs` to lon, lat of WGS 84, rounded to 1 cm, without heights.

    Made once for a file: looking a system up takes longer than moving a shape. Raises
    InvalidInput for an unknown `crs`.
    """
    move = _make_mover(crs)
    return lambda shape: shapely.transform(flat(shape), lambda points: np.round(move(points), 7))


def to_wgs84(shape: Shape, crs: str) -> Shape:
    """One shape by `into_wgs84`."""
    return into_wgs84(crs)(shape)


def to_metric(shape: Shape) -> Shape:
    """`shape` of WGS 84 in metres, EPSG:4550 (Gauss–Krüger, central meridian 123° E)."""
    forward = Transformer.from_crs(4326, _METRIC, always_xy=True)
    return shapely.transform(shape, _make_projection(forward))


def from_metric(shape: Shape) -> Shape:
    """`shape` of EPSG:4550 in lon, lat of WGS 84."""
    back = Transformer.from_crs(_METRIC, 4326, always_xy=True)
    return shapely.transform(shape, _make_projection(back))


def _make_mover(crs: str) -> Callable[[Points], Points]:
    if crs == Shifted.GCJ02:
        return lambda points: _move_each(points, gcj02.gcj02_to_wgs84)
    if crs == Shifted.BD09:
        return lambda points: _move_each(points, gcj02.bd09_to_wgs84)
    try:
        known: CRS = cast(Any, CRS).from_user_input(crs)
    except CRSError as error:
        raise InvalidInput(
            "E-GEO-010",
            Text("坐标系不认识", "The coordinate system is not known"),
            Text(f"收到“{crs[:80]}”", f"Got “{crs[:80]}”"),
            Text("从这些里选：", "Choose one of these: ") + name_offered(),
        ) from error
    if known.to_epsg() in (4326, 4490):
        return lambda points: points
    return _make_projection(Transformer.from_crs(known, 4326, always_xy=True))


def _make_projection(transformer: Transformer) -> Callable[[Points], Points]:
    def move(points: Points) -> Points:
        moved: Any = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack(moved)

    return move


def _move_each(points: Points, function: Callable[[float, float], tuple[float, float]]) -> Points:
    return np.array([function(float(lon), float(lat)) for lon, lat in points]).reshape(-1, 2)
