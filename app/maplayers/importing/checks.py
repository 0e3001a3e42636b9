"""A file's rows against the layer they are for: what can be taken, and what is wrong where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from app.geo.crs import into_wgs84
from app.geo.shapes import Shape, coordinates, from_wkb, parts
from app.importing.faults import place_fault
from app.importing.table import RawRow, RawTable
from app.maplayers.definition import Geometry, Intake, Layer
from app.maplayers.importing.mapping import Value, column_value

_FAMILY = {Geometry.POINT: "Point", Geometry.LINE: "LineString", Geometry.POLYGON: "Polygon"}
_ZH = {Geometry.POINT: "点", Geometry.LINE: "线", Geometry.POLYGON: "面"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be taken; `values` are in the intake's columns, derived ones still None."""

    row: int
    values: Mapping[str, Value]
    shape: Shape


def check_rows(
    layer: Layer, intake: Intake, table: RawTable, mapped: Mapping[str, str | None], crs: str
) -> tuple[list[GoodRow], list[Fault]]:
    """Rows to take and faults, both in the file's order."""
    good: list[GoodRow] = []
    faults: list[Fault] = []
    seen: dict[Value, int] = {}
    move = into_wgs84(crs)
    for row in table.rows:
        values, wrong = _values(intake, mapped, row)
        shape, why = _shape(layer, row, move)
        if why is not None:
            wrong.append(Fault(row.number, "位置", why))
        key = values.get(intake.key)
        if key is not None and key in seen:
            wrong.append(Fault(row.number, intake.key, f"编号 {key} 与第 {seen[key]} 行重复"))
        seen.setdefault(key, row.number)
        faults.extend(wrong)
        if not wrong and shape is not None:
            good.append(GoodRow(row.number, values, shape))
    return good, faults


def _values(
    intake: Intake, mapped: Mapping[str, str | None], row: RawRow
) -> tuple[dict[str, Value], list[Fault]]:
    values: dict[str, Value] = {}
    wrong: list[Fault] = []
    for column in intake.columns if row.fault is None else ():
        heading = mapped[column.name]
        cell = None if heading is None else row.values.get(heading)
        try:
            values[column.name] = column_value(column, cell)
        except ValueError as error:
            wrong.append(Fault(row.number, heading or column.name, str(error)))
    return values, wrong


def _shape(
    layer: Layer, row: RawRow, move: Callable[[Shape], Shape]
) -> tuple[Shape | None, str | None]:
    if row.fault is not None or row.wkb_hex is None:
        return None, row.fault or "没有位置"
    shape = from_wkb(bytes.fromhex(row.wkb_hex))
    if not np.isfinite(coordinates(shape)).all():
        return None, "坐标里有 NaN 或 Infinity"
    shape = move(_single(shape))
    return shape, shape_fault(layer, shape)


def _single(shape: Shape) -> Shape:
    members = parts(shape)
    return members[0] if len(members) == 1 else shape


def shape_fault(layer: Layer, shape: Shape) -> str | None:
    """Why the layer cannot hold this shape, None when it can. Nothing is repaired."""
    if not shape.is_empty and shape.geom_type != _FAMILY.get(layer.geometry):
        return f"要{_ZH[layer.geometry]}，来的是 {shape.geom_type}"
    return place_fault(shape)
