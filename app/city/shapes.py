"""Shapes of a file as a register holds them: moved to WGS 84, of its kind, and valid."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from shapely import Point
from shapely.geometry import MultiPolygon, Polygon

from app.fields import Geometry
from app.geo.shapes import Shape, coordinates, parts
from app.importing.faults import place_fault
from app.registers.definition import Register
from app.wording import Text, Unreadable

_FAMILY = {Geometry.POINT: "Point", Geometry.LINE: "LineString", Geometry.POLYGON: "Polygon"}
_KINDS = {
    Geometry.POINT: Text("点", "point"),
    Geometry.LINE: Text("线", "line"),
    Geometry.POLYGON: Text("面", "area"),
}
SPLIT = ("land", "roads")  # a row for each part: an island is a row, a stretch is a row


def fitted(register: Register, shape: Shape, move: Callable[[Shape], Shape]) -> Iterator[Shape]:
    """The shape as rows hold it. Raises Unreadable with the place of what is wrong."""
    if not np.isfinite(coordinates(shape)).all() or shape.is_empty:
        raise Unreadable(Text("坐标是空的或不是数", "A coordinate is empty or no number"))
    if register.id == "units":
        yield _of_unit(move(shape))
        return
    members = parts(shape)
    if len(members) > 1 and register.id not in SPLIT:
        kind = _KINDS[register.geometry]
        raise Unreadable(
            Text(
                f"有 {len(members)} 块，一行只放一个{kind.zh}：拆成 {len(members)} 行",
                f"It has {len(members)} parts, a row holds one {kind.en}: split it",
            )
        )
    for member in members:
        yield _checked(register.geometry, move(member))


def _of_unit(shape: Shape) -> Shape:
    """A unit's seat, or its outline, which may have several parts."""
    if isinstance(shape, Point):
        return _checked(Geometry.POINT, shape)
    if not isinstance(shape, Polygon | MultiPolygon):
        raise Unreadable(
            Text(f"要面或点，来的是 {shape.geom_type}", f"It must be an area: {shape.geom_type}")
        )
    fault = place_fault(shape)
    if fault is not None:
        raise Unreadable(fault)
    return MultiPolygon([shape]) if isinstance(shape, Polygon) else shape


def _checked(geometry: Geometry, shape: Shape) -> Shape:
    if shape.geom_type != _FAMILY.get(geometry):
        wanted = _KINDS.get(geometry, Text("点", "point"))
        raise Unreadable(
            Text(f"要{wanted.zh}，来的是 {shape.geom_type}", f"It must be a {wanted.en}")
        )
    fault = place_fault(shape)
    if fault is not None:
        raise Unreadable(fault)
    return shape


def holes_of(shape: Shape) -> list[tuple[float, float, float]]:
    """Longitude, latitude and km² of each hole: what an island's outline leaves to the sea."""
    if not isinstance(shape, Polygon):
        return []
    found: list[tuple[float, float, float]] = []
    for ring in shape.interiors:
        hole = Polygon(ring)
        middle = shapely.point_on_surface(hole)
        squeeze = float(np.cos(np.radians(middle.y)))
        found.append((middle.x, middle.y, hole.area * 111.195**2 * squeeze))
    return found
