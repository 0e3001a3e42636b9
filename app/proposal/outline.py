"""The outline of a proposed zone: the land around its dwelling points, as one polygon.

A hull over a township of islands would take in the sea between them and every boat on it, so the
hull is cut to the township's land and its pieces are joined by narrow strips.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from app.geo.geojson import GeoPolygon

_AROUND_M = 150.0
_STRIP_M = 40.0
_COARSE_M = 25.0
_RATIO = 0.6  # of the hull: 1 is convex, 0 follows every point


def outline(points: Sequence[tuple[float, float]], land: BaseGeometry | None) -> GeoPolygon:
    """A polygon around all `points` (lon, lat); `land` None is a township without an outline."""
    scale = _metres_scale(float(np.mean([lat for _, lat in points])))
    spots = [shapely.Point(lon * scale[0], lat * scale[1]) for lon, lat in points]
    ground = None if land is None else shapely.transform(land, lambda each: each * scale)
    whole = _join_pieces(_make_pieces(spots, ground))
    rings = shapely.transform(_simplify_outline(whole), lambda each: np.round(each / scale, 6))
    sound = _largest_of(rings.buffer(0))
    outer = [(float(lon), float(lat)) for lon, lat in sound.exterior.coords]
    return GeoPolygon([outer])


def _make_pieces(
    spots: Sequence[shapely.Point], ground: BaseGeometry | None
) -> list[shapely.Polygon]:
    """The hull on land and a disc around each point, without pieces that hold no point."""
    around = shapely.union_all([spot.buffer(_AROUND_M, quad_segs=4) for spot in spots])
    hull = shapely.concave_hull(shapely.MultiPoint(spots), ratio=_RATIO).buffer(_AROUND_M)
    whole = around if ground is None and len(spots) == 1 else around.union(_cut_hull(hull, ground))
    members = shapely.MultiPoint(spots)
    return [piece for piece in _polygons_of(whole) if piece.intersects(members)]


def _cut_hull(hull: BaseGeometry, ground: BaseGeometry | None) -> BaseGeometry:
    return hull if ground is None else hull.intersection(ground)


def _join_pieces(pieces: list[shapely.Polygon]) -> shapely.Polygon:
    """The pieces and, from each to the nearest of those before it, a strip."""
    waiting = sorted(pieces, key=lambda piece: piece.area, reverse=True)
    whole: BaseGeometry = waiting.pop(0)
    while waiting:
        index = int(np.argmin([whole.distance(piece) for piece in waiting]))
        piece = waiting.pop(index)
        ends = nearest_points(whole, piece)
        strip = shapely.LineString(ends).buffer(_STRIP_M, cap_style="square")
        whole = whole.union(strip).union(piece)
    return _largest_of(whole)


def _simplify_outline(polygon: shapely.Polygon) -> shapely.Polygon:
    """Without holes, with as few vertices as the eye needs."""
    return _largest_of(shapely.Polygon(polygon.exterior).simplify(_COARSE_M))


def _polygons_of(shape: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]


def _largest_of(shape: BaseGeometry) -> shapely.Polygon:
    return max(_polygons_of(shape), key=lambda part: part.area)


def _metres_scale(lat: float) -> "npt.NDArray[np.float64]":
    return np.array([111_320.0 * np.cos(np.radians(lat)), 110_950.0])
