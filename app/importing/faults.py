"""What is wrong with a shape as a place on earth."""

import numpy as np
from shapely import is_valid_reason

from app.geo.shapes import Shape, coordinates
from app.importing.table import MAX_VERTICES
from app.wording import Text


def place_fault(shape: Shape) -> Text | None:
    """Why these are no places on earth, or no valid shape of its kind; None when all is well."""
    if shape.is_empty:
        return Text("几何是空的", "The geometry is empty")
    points = coordinates(shape)
    if not (np.isfinite(points).all() and (np.abs(points) <= (180, 90)).all()):
        west, south = points[0]
        return Text(
            f"（{west:g}, {south:g}）超出经纬度范围：看看两列是否写反，或坐标系是否选对",
            f"({west:g}, {south:g}) is outside the range of longitude and "
            "latitude: see whether the two columns are swapped, or another "
            "coordinate system was chosen",
        )
    if len(points) > MAX_VERTICES:
        return Text(
            f"有 {len(points)} 个顶点，最多 {MAX_VERTICES}",
            f"It has {len(points)} vertices, the most is {MAX_VERTICES}",
        )
    return (
        None
        if shape.is_valid
        else Text(
            f"形状不合法：{is_valid_reason(shape)}",
            f"The shape is not valid: {is_valid_reason(shape)}",
        )
    )
