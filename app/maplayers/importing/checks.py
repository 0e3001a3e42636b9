"""A file's rows against the layer they are for: what can be taken, and what is wrong where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import Polygon

from app.geo.crs import into_wgs84
from app.geo.shapes import Shape, coordinates, from_wkb, parts
from app.importing.faults import place_fault
from app.importing.table import RawRow, RawTable
from app.maplayers.definition import Geometry, Intake, Kind, Layer
from app.maplayers.importing.mapping import column_title, place_title
from app.registers.cells import Value, column_value
from app.wording import Text, reason_of

_FAMILY = {Geometry.POINT: "Point", Geometry.LINE: "LineString", Geometry.POLYGON: "Polygon"}
EMPTY: Shape = Polygon()
_KINDS = {
    Geometry.POINT: Text("点", "point"),
    Geometry.LINE: Text("线", "line"),
    Geometry.POLYGON: Text("面", "area"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row."""

    row: int
    column: str
    reason: Text


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be taken; `values` are in the intake's columns, derived ones still None."""

    row: int
    values: Mapping[str, Value]
    shape: Shape


def check_rows(
    layer: Layer,
    intake: Intake,
    table: RawTable,
    mapped: Mapping[str, str | None],
    crs: str,
    *,
    split: bool = False,
) -> tuple[list[GoodRow], list[Fault]]:
    """Rows to take and faults, both in the file's order; `split` makes a row of each part."""
    good: list[GoodRow] = []
    faults: list[Fault] = []
    seen: dict[Value, int] = {}
    move = into_wgs84(crs)
    for row in table.rows:
        values, wrong = _check_values(layer, intake, mapped, row, table.columns)
        shapes, why = _check_shapes(layer, row, move, split)
        if why is not None:
            wrong.append(Fault(row.number, place_title(table.columns), why))
        for each in _by_parts(intake, values, shapes, row.number):
            key = each.values.get(intake.key)
            if key is not None and key in seen:
                title = mapped[intake.key] or column_title(layer, intake.key, table.columns)
                wrong.append(
                    Fault(
                        row.number,
                        title,
                        Text(
                            f"编号 {key} 与第 {seen[key]} 行重复",
                            f"The number {key} repeats that of row {seen[key]}",
                        ),
                    )
                )
            seen.setdefault(key, row.number)
            if not wrong:
                good.append(each)
        faults.extend(wrong)
    return good, faults


def _by_parts(
    intake: Intake, values: Mapping[str, Value], shapes: Sequence[Shape], number: int
) -> list[GoodRow]:
    """A row for each shape. The largest keeps the code and every count, so that nobody is counted
    twice; the others are -2, -3 and count 0."""
    if len(shapes) < 2:
        return [GoodRow(number, values, shape) for shape in shapes or (EMPTY,)]
    counts = {each.name: 0 for each in intake.columns if each.kind is Kind.INTEGER}
    largest, *others = sorted(shapes, key=lambda shape: (-shape.area, -shape.length))
    rest = [
        GoodRow(number, {**values, **counts, intake.key: f"{values.get(intake.key)}-{n}"}, shape)
        for n, shape in enumerate(others, 2)
    ]
    return [GoodRow(number, values, largest), *rest]


def _check_values(
    layer: Layer,
    intake: Intake,
    mapped: Mapping[str, str | None],
    row: RawRow,
    headings: Sequence[str],
) -> tuple[dict[str, Value], list[Fault]]:
    values: dict[str, Value] = {}
    wrong: list[Fault] = []
    for column in intake.columns if row.fault is None else ():
        heading = mapped[column.name]
        cell = None if heading is None else row.values.get(heading)
        try:
            values[column.name] = column_value(column, cell)
        except ValueError as error:
            title = heading or column_title(layer, column.name, headings)
            wrong.append(Fault(row.number, title, reason_of(error)))
    return values, wrong


def _check_shapes(
    layer: Layer, row: RawRow, move: Callable[[Shape], Shape], split: bool
) -> tuple[list[Shape], Text | None]:
    """The row's shape, or its parts where they are to be split."""
    if row.fault is not None or row.wkb_hex is None:
        return [], row.fault or Text("没有位置", "It has no position")
    shape = from_wkb(bytes.fromhex(row.wkb_hex))
    if not np.isfinite(coordinates(shape)).all():
        return [], Text("坐标里有 NaN 或 Infinity", "A coordinate is NaN or Infinity")
    members = parts(shape)
    shapes = [move(each) for each in (members if split or len(members) == 1 else [shape])]
    return shapes, next((why for each in shapes if (why := shape_fault(layer, each))), None)


def shape_fault(layer: Layer, shape: Shape) -> Text | None:
    """Why the layer cannot hold this shape, None when it can. Nothing is repaired."""
    if shape.geom_type == f"Multi{_FAMILY.get(layer.geometry)}":
        count, kind = len(parts(shape)), _KINDS[layer.geometry]
        return Text(
            f"有 {count} 块，登记册一行只放一个{kind.zh}：可以选按块拆成 {count} 行",
            f"It has {count} parts, and a row of the register holds one {kind.en}: it can be "
            f"split into {count} rows",
        )
    if not shape.is_empty and shape.geom_type != _FAMILY.get(layer.geometry):
        wanted = _KINDS[layer.geometry]
        return Text(
            f"要{wanted.zh}，来的是 {shape.geom_type}",
            f"It must be a {wanted.en} and is a {shape.geom_type}",
        )
    return place_fault(shape)
