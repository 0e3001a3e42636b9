"""shapely behind full types: the few calls the layers and documents are built from."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry import shape as _shape
from shapely.geometry.base import BaseGeometry

from app.geo.geojson import (
    GeoLineString,
    GeoMultiLineString,
    GeoMultiPoint,
    GeoMultiPolygon,
    GeoPoint,
    GeoPolygon,
    GeoShape,
)

Shape = BaseGeometry
_untyped = cast(Any, shapely)  # where its own annotations name no types
Points = NDArray[np.float64]
Bounds = tuple[float, float, float, float]


def from_wkb(data: bytes) -> Shape:
    """The geometry in `data`. Raises shapely.errors.ShapelyError."""
    return shapely.from_wkb(data)


def from_wkt(text: str) -> Shape:
    """The geometry in `text`. Raises shapely.errors.ShapelyError."""
    return shapely.from_wkt(text)


def to_wkb(shape: Shape) -> bytes:
    """WKB of a geometry."""
    return shapely.to_wkb(shape)


def to_wkt(shape: Shape) -> str:
    """WKT to 1 cm."""
    return shapely.to_wkt(shape, rounding_precision=7)


def from_geojson(value: Mapping[str, Any]) -> Shape:
    """The geometry a GeoJSON object describes. Raises many kinds of errors for what is none."""
    return _shape(cast(Any, value))


def to_geojson(shape: Shape) -> dict[str, Any]:
    """GeoJSON of a geometry."""
    return mapping(shape)


_KINDS: Mapping[str, Callable[[Any], GeoShape]] = {
    "Point": GeoPoint,
    "MultiPoint": GeoMultiPoint,
    "LineString": GeoLineString,
    "LinearRing": GeoLineString,
    "MultiLineString": GeoMultiLineString,
    "Polygon": GeoPolygon,
    "MultiPolygon": GeoMultiPolygon,
}


def to_shape(shape: Shape) -> GeoShape:
    """A geometry of one kind as an answer holds it."""
    return _KINDS[shape.geom_type](to_geojson(shape)["coordinates"])


def coordinates(shape: Shape) -> Points:
    """Every vertex, lon and lat."""
    return shapely.get_coordinates(shape)


def parts(shape: Shape) -> list[Shape]:
    """The members of a multi-geometry; a plain one is its own only member."""
    return cast(list[Shape], shapely.get_parts(cast(Any, shape)).tolist())


def lighter(shape: Shape, tolerance_deg: float, grid_deg: float) -> Shape:
    """`shape` without vertices nearer than the tolerance, on a grid; points stay where they are."""
    thinned = shape if shape.geom_type.endswith("Point") else shape.simplify(tolerance_deg)
    return _untyped.set_precision(thinned, grid_deg, mode="pointwise")


def collected(shapes: Sequence[Shape]) -> Shape:
    """All of one kind as one: areas dissolved, lines joined where they meet, points together."""
    several = cast(Any, list(shapes))
    if shapes[0].geom_type.endswith("Polygon"):
        return shapely.union_all(several)
    if shapes[0].geom_type.endswith("Point"):
        return shapely.MultiPoint(several)
    return _untyped.line_merge(shapely.union_all(several))


def total_bounds(shapes: Sequence[Shape]) -> Bounds:
    """West, south, east, north of all together."""
    found = _untyped.total_bounds(list(shapes))
    west, south, east, north = (float(value) for value in found)
    return west, south, east, north


def flat(shape: Shape) -> Shape:
    """Without heights."""
    return _untyped.force_2d(shape)
