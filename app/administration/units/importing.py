"""The tree of units from an office's own file: checked as a whole, taken as a whole or not at all.

A unit's level is the length of its code (GB/T 10114: 6 digits county, 9 township, 12 village), and
so is the unit above it. Units that the file does not name stay; nothing is ever deleted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.errors import ShapelyError

from app.accounts.model import CITY_CODE, COUNTY_DIGITS, TOWNSHIP_DIGITS
from app.administration.units import queries
from app.administration.units.queries import ImportedUnit
from app.clock import real_now
from app.errors import InvalidInput
from app.events.model import EventKind
from app.geo.crs import into_wgs84
from app.geo.reading import reading
from app.geo.shapes import Shape, from_wkb, to_wkb
from app.importing.faults import place_fault
from app.importing.table import RawRow, RawTable
from app.transaction import Transaction
from app.wording import Text

_CODE = re.compile(r"^[0-9]{6}([0-9]{3}){0,2}$")
_CITY_DIGITS = 4
_NAME_LIMIT = 32
# RFC 7946: GeoJSON that names no system is WGS 84. These name it, or one within a metre of it.
_WGS84 = frozenset({"EPSG:4326", "EPSG:4490", "urn:ogc:def:crs:EPSG::4326",
                    "urn:ogc:def:crs:EPSG::4490"})  # fmt: skip
_LEVELS = {COUNTY_DIGITS: "county", TOWNSHIP_DIGITS: "township", 12: "village"}
_LAYERS = {"county": "counties", "township": "townships", "village": "villages"}


@dataclass(frozen=True, slots=True)
class UnitFault:
    """What is wrong with one feature: its number in the file, the value, and why."""

    row: int
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class UnitImport:
    """What a file would do, or did: units by level, and every fault. Faults: nothing was done."""

    units: Mapping[str, int]
    new: int
    replaced: int
    faults: tuple[UnitFault, ...]


def import_units(tx: Transaction, table: RawTable, *, dry_run: bool) -> UnitImport:
    """Check every feature; write all of them when none is wrong and it is no dry run."""
    _check_crs(table.crs)
    units, faults = _read_units(table.rows)
    shapes = {unit.code: from_wkb(unit.wkb) for _, unit in units}
    faults += _find_misplaced(tx, units, shapes)
    known = queries.levels_of(tx.conn, [unit.code for _, unit in units])
    replaced = len(known)
    good = [unit for _, unit in sorted(units, key=lambda each: len(each[1].code))]
    good.sort(key=lambda unit: unit.code != CITY_CODE)  # the city before its counties
    if not faults and not dry_run:
        _write_units(tx, good)
    levels = {level: sum(unit.level == level for unit in good) for level in ("city", *_LAYERS)}
    ordered = tuple(sorted(faults, key=lambda fault: fault.row))
    return UnitImport(levels, len(good) - replaced, replaced, ordered)


def _check_crs(crs: str | None) -> None:
    if crs is not None and crs not in _WGS84:
        raise InvalidInput(
            "E-ADM-016",
            Text("单位没有导入", "The units were not imported"),
            Text(f"文件写着坐标系 {crs[:60]}", f"The file states the coordinate system {crs[:60]}"),
            Text("转成 WGS 84 经纬度再导", "Convert it to WGS 84 longitude and latitude first"),
        )


def _read_units(rows: Sequence[RawRow]) -> tuple[list[tuple[int, ImportedUnit]], list[UnitFault]]:
    """Features that are units by themselves, with their numbers; and what is wrong with others."""
    units: list[tuple[int, ImportedUnit]] = []
    faults: list[UnitFault] = []
    first: dict[str, int] = {}
    for row in rows:
        code, name = _read_text(row, "code"), _read_text(row, "name")
        shape, reason = _read_outline(row)
        reason = row.fault or _named_wrongly(code, name) or reason
        if reason is None and code in first:
            reason = Text(
                f"代码与第 {first[code]} 个要素重复",
                f"The code repeats that of feature {first[code]}",
            )
        if reason is not None or shape is None:
            faults.append(
                UnitFault(
                    row.number, code or name, reason or Text("没有位置", "It has no position")
                )
            )
            continue
        first[code] = row.number
        units.append((row.number, _make_unit(code, name, shape)))
    return units, faults


def _read_text(row: RawRow, column: str) -> str:
    found: Any = row.values.get(column)
    return "" if found is None else str(found).strip()


def _named_wrongly(code: str, name: str) -> Text | None:
    if not _CODE.match(code):
        return Text("代码要 6、9 或 12 位数字", "A code has 6, 9 or 12 digits")
    if code[:_CITY_DIGITS] != CITY_CODE[:_CITY_DIGITS]:
        return Text(
            f"不是本市的单位：本市代码以 {CITY_CODE[:_CITY_DIGITS]} 开头",
            f"It is not a unit of this city, whose codes begin with {CITY_CODE[:_CITY_DIGITS]}",
        )
    if not 0 < len(name) <= _NAME_LIMIT:
        return Text(f"名称要 1 到 {_NAME_LIMIT} 个字", f"A name has 1 to {_NAME_LIMIT} characters")
    return None


def _read_outline(row: RawRow) -> tuple[Shape | None, Text | None]:
    if row.fault is not None or row.wkb_hex is None:
        return None, row.fault or Text("没有位置", "It has no position")
    try:
        shape = into_wgs84("EPSG:4326")(from_wkb(bytes.fromhex(row.wkb_hex)))
    except ShapelyError as error:
        return None, Text(f"几何看不懂：{error}", f"The geometry cannot be read: {error}")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return None, Text(
            f"要面，来的是 {shape.geom_type}", f"It must be an area and is a {shape.geom_type}"
        )
    return shape, place_fault(shape)


def _make_unit(code: str, name: str, shape: Shape) -> ImportedUnit:
    typed = reading(name)
    return ImportedUnit(
        code, parent_of(code), level_of(code), name, typed.pinyin, typed.initials, to_wkb(shape)
    )


def level_of(code: str) -> str:
    """city, county, township or village, by the code's length."""
    return "city" if code == CITY_CODE else _LEVELS[len(code)]


def parent_of(code: str) -> str | None:
    """The code of the unit above; None above the city."""
    if code == CITY_CODE:
        return None
    return CITY_CODE if len(code) == COUNTY_DIGITS else code[:-3]


def _find_misplaced(
    tx: Transaction, units: Sequence[tuple[int, ImportedUnit]], shapes: Mapping[str, Shape]
) -> list[UnitFault]:
    """Units whose parent is nowhere, or that lie nowhere near it; or that are zones already."""
    above = {unit.parent_code for _, unit in units if unit.parent_code} - set(shapes)
    stored = queries.outlines_of(tx.conn, sorted(above))
    levels = queries.levels_of(tx.conn, list(shapes))
    faults: list[UnitFault] = []
    for number, unit in units:
        reason = None
        if levels.get(unit.code, unit.level) != unit.level:
            reason = Text("这个代码已是功能区", "This code is a functional zone already")
        elif unit.parent_code is not None:
            reason = _outside_parent(shapes[unit.code], unit.parent_code, shapes, stored)
        if reason is not None:
            faults.append(UnitFault(number, unit.code, reason))
    return faults


def _outside_parent(
    shape: Shape, parent: str, shapes: Mapping[str, Shape], stored: Mapping[str, bytes | None]
) -> Text | None:
    if parent not in shapes and parent not in stored:
        return Text(
            f"没有上级单位 {parent}：文件和库里都没有",
            f"There is no superior unit {parent}, neither in the file nor in the database",
        )
    outline = shapes.get(parent)
    if outline is None:
        kept = stored[parent]
        outline = None if kept is None else from_wkb(kept)
    if outline is not None and outline.is_valid and not shape.intersects(outline):
        return Text(
            f"不在上级单位 {parent} 的界线里：看看坐标系是否选对",
            f"It does not lie within its superior unit {parent}: see whether "
            "the coordinate system is right",
        )
    return None


def _write_units(tx: Transaction, units: Sequence[ImportedUnit]) -> None:
    """Write them, parents first, and let the screens read the changed layers again."""
    for unit in units:
        queries.upsert_unit(tx.conn, unit)
    levels = {unit.level for unit in units}
    for layer in (_LAYERS[level] for level in _LAYERS if level in levels):
        tx.append_event(
            EventKind.LAYER_IMPORTED, f"layer/{layer}", {"rows": len(units)}, valid_at=real_now()
        )
    tx.audit("import_units", f"unit/{CITY_CODE}", detail={"units": len(units)})
