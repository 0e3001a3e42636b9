"""Rows of a table as rows of a register: every cell read, every fault told with its place."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import LineString, Point

from app.accounts.model import CITY_CODE
from app.city.mapping import UNIT_NAMES
from app.city.model import CityRow, RowFault, SourceRow, SourceTable
from app.city.placing import PlaceColumns, find_place, read_place
from app.city.shapes import fitted
from app.city.units import CODE, Units, level_of, parent_of, plain_code
from app.fields import Geometry, Kind
from app.geo.crs import into_wgs84
from app.geo.reading import reading
from app.geo.shapes import Shape, from_wkb
from app.registers.access import mask
from app.registers.cells import Value, column_value
from app.registers.definition import Derive, Form, Item, Register
from app.registers.kinds.roads import CARRIES
from app.registers.validation import RefusedValue, check_bounds
from app.wording import Text, Unreadable, list_all, reason_of

_SHIFTED_FROM = 4  # so many wrong cells in a row are no accident
_POWER = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")
_LOST = Text(
    "长号码被表格改成了数，后几位已丢：把这一列设为文本，重新填",
    "The spreadsheet made a number of it and lost its last digits: make the column text",
)
_GEOGRAPHIC = ("EPSG:4326", "EPSG:4490", "GCJ-02", "BD-09")


@dataclass(frozen=True, slots=True)
class NamedRows:
    """Rows of other registers that this one's rows name: code by code, codes by name, places."""

    codes: frozenset[str]
    by_name: Mapping[str, Sequence[str]]
    places: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class CityGround:
    """What rows are read against: the tree, other registers, what is known already."""

    units: Units
    names: Mapping[str, NamedRows]
    matches: Callable[[tuple[str, ...], tuple[str, ...]], str | None]
    origin: str


@dataclass(slots=True)
class CityRowReader:
    """Reads the rows of one table; gathers what is wrong with them."""

    register: Register
    source: SourceTable
    mapped: Mapping[str, str]
    crs: str | None
    ground: CityGround
    faults: list[RowFault] = field(default_factory=list[RowFault])

    def rows(self) -> list[CityRow]:
        """Every row that can be taken, in the table's order."""
        place = None if self.source.shaped else find_place(self.source.headings)
        move = into_wgs84(self.crs) if self.crs else None
        return [row for each in self.source.rows for row in self._row(each, place, move)]

    def _row(
        self, row: SourceRow, place: PlaceColumns | None, move: Callable[[Shape], Shape] | None
    ) -> list[CityRow]:
        if row.fault is not None:
            self._fault(row, "", "", row.fault)
            return []
        before = len(self.faults)
        values = self._values(row)
        shapes = self._shapes(row, place, move)
        if len(self.faults) > before:
            self._say_shifted(row, before)
            return []
        given = frozenset(list(self.mapped) + (["geom"] if any(shapes) else []))
        return [
            CityRow(self.source.title, row.line, each, given, shape)
            for each, shape in _by_part(self.register, values, shapes)
        ]

    def _say_shifted(self, row: SourceRow, before: int) -> None:
        """Many cells wrong in one row are one fault: it lies a column aside."""
        wrong = self.faults[before:]
        if len(wrong) < _SHIFTED_FROM:
            return
        del self.faults[before:]
        told = "、".join(each.heading for each in wrong)
        why = Text(
            f"这一行有 {len(wrong)} 格不对（{told}），多半是错位了：对照表头移回来",
            f"{len(wrong)} cells of the row are wrong ({told}): it seems shifted",
        )
        self._fault(row, wrong[0].heading, wrong[0].value, why)

    def _values(self, row: SourceRow) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for entry in self.register.written:
            if entry.units or entry.derive in (Derive.PINYIN, Derive.INITIALS):
                continue
            heading = self.mapped.get(entry.name)
            try:
                values[entry.name] = self._value(entry, row, heading)
            except RefusedValue as refusal:
                self._refused(row, entry, heading, refusal.why + Text("；", "; ") + refusal.todo)
            except ValueError as error:
                self._refused(row, entry, heading, reason_of(error))
        self._put_unit(row, values)
        self._fill(values)
        if self.register.id == "units" and values.get("code") is not None:
            self._say_unit(row, values)
        return values

    def _value(self, entry: Item, row: SourceRow, heading: str | None) -> Value:
        cell = None if heading is None else row.cells.get(heading)
        if heading in row.lossy or _is_power(entry, cell):
            raise Unreadable(_LOST)
        if entry.refers is not None:
            return self._named(entry, cell)
        required = entry.required and entry.derive is None
        if cell is None and not required and entry.name != "origin":
            return entry.default
        if entry.name == "origin" and cell is None:
            return self.ground.origin
        value = column_value(entry.column, _plain(entry, cell))
        check_bounds(entry, value)
        return value

    def _named(self, entry: Item, cell: Any) -> str | None:
        """A row of another register, by its code or its name."""
        text = "" if cell is None else str(cell).strip()
        if not text:
            if entry.required:
                raise Unreadable(Text("必填，是空的", "It is required and empty"))
            return None
        names = self.ground.names[entry.refers or ""]
        if text in names.codes:
            return text
        found = names.by_name.get(text, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(
                Text(
                    f"叫“{text[:20]}”的有 {len(found)} 个：写编号",
                    f"Several: {text[:20]}: say a code",
                )
            )
        near = [name for name in names.by_name if text in name or name in text][:3]
        told = Text("；是不是 ", "; is it ") + list_all(near) if near else Text("", "")
        raise Unreadable(
            Text(f"没有叫“{text[:20]}”的港或码头", f"No harbour is called {text[:20]}") + told
        )

    def _put_unit(self, row: SourceRow, values: dict[str, Value]) -> None:
        """The row's unit by code, else by names; a place says it later where neither does."""
        entry = self.register.unit_entry
        if entry is None:
            return
        heading = self.mapped.get(entry.name)
        code = None if heading is None else row.cells.get(heading)
        names = {
            name: str(row.cells.get(self.mapped[name]) or "")
            for name in UNIT_NAMES
            if name in self.mapped
        }
        try:
            if code is not None and (heading in row.lossy or _POWER.fullmatch(str(code))):
                raise Unreadable(_LOST)
            found = (
                self.ground.units.by_said_names(names, entry.units)
                if code is None
                else self.ground.units.by_said_code(str(code), entry.units)
            )
            values[entry.name] = found
            if found is None and entry.required:
                raise Unreadable(Text("必填，是空的", "It is required and empty"))
        except Unreadable as error:
            said = next((n for n in UNIT_NAMES if names.get(n)), entry.name)
            self._refused(row, entry, heading or self.mapped.get(said), reason_of(error))

    def _fill(self, values: dict[str, Value]) -> None:
        """What follows from the values themselves."""
        for entry in self.register.written:
            if entry.derive is Derive.ROAD_SPEED and values.get(entry.name) is None:
                values[entry.name] = _carries(values)[0]
            if entry.derive is Derive.ROAD_CAPACITY and values.get(entry.name) is None:
                values[entry.name] = _carries(values)[1]

    def _say_unit(self, row: SourceRow, values: dict[str, Value]) -> None:
        """A unit's level and the unit above it, which its code says."""
        code = plain_code(str(values["code"]))
        if not CODE.fullmatch(code) or not code.startswith(CITY_CODE[:4]):
            why = Text(
                f"代码要 6、9 或 12 位数字，本市的以 {CITY_CODE[:4]} 开头",
                f"A code has 6, 9 or 12 digits and begins with {CITY_CODE[:4]}",
            )
            self._refused(row, self.register.entry("code"), self.mapped.get("code"), why)
            return
        said = values.get("kind")
        values["code"] = code
        values["kind"] = level_of(code, None if said is None else str(said))
        values["parent_code"] = parent_of(code)

    def _shapes(
        self, row: SourceRow, place: PlaceColumns | None, move: Callable[[Shape], Shape] | None
    ) -> list[Shape | None]:
        try:
            if row.wkb is not None:
                shape: Shape | None = from_wkb(row.wkb)
            elif place is not None:
                shape = read_place(place, row.cells, geographic=self.crs in _GEOGRAPHIC)
            else:
                shape = None
            if shape is None:
                return [self._placed(row)]
            if move is None:
                raise Unreadable(Text("没有说坐标系", "It names no coordinate system"))
            return list(fitted(self.register, shape, move))
        except Unreadable as error:
            heading = "、".join(place.headings) if place else "位置"
            shown = "" if place is None else "，".join(str(row.cells.get(h) or "")[:30]
                                                      for h in place.headings)  # fmt: skip
            self._fault(row, heading, shown, reason_of(error))
            return []

    def _placed(self, row: SourceRow) -> Shape | None:
        """Where a row lies that does not say it: at its seat later, straight between its piers."""
        if self.register.geometry is Geometry.NONE or self.register.by_seat:
            return None
        if self.register.id == "units":
            return None
        if self.register.id == "ferry-lines":
            return self._straight(row)
        raise Unreadable(Text("没有位置：填经度和纬度", "It has no position"))

    def _straight(self, row: SourceRow) -> Shape | None:
        ends: list[Point] = []
        for entry in self.register.written:
            if entry.refers is not None:
                heading = self.mapped.get(entry.name)
                code = self._named(entry, None if heading is None else row.cells.get(heading))
                ends.append(self.ground.names[entry.refers].places[str(code)])
        if ends[0].equals(ends[1]):
            raise Unreadable(Text("起点和终点是同一个港", "Both ends are the same harbour"))
        return LineString(ends)

    def _refused(self, row: SourceRow, entry: Item, heading: str | None, why: Text) -> None:
        value = "" if heading is None else str(row.cells.get(heading) or "")[:40]
        self._fault(row, heading or entry.label.zh, str(mask(entry, value)), why)

    def _fault(self, row: SourceRow, heading: str, value: str, why: Text) -> None:
        self.faults.append(RowFault(self.source.title, row.line, heading, value, why))


def _plain(entry: Item, cell: Any) -> Any:
    """A cell as its column can read it: full-width signs made plain where they are no name."""
    if not isinstance(cell, str):
        return cell
    if entry.enum is not None:
        text = unicodedata.normalize("NFKC", cell).strip()
        return (entry.words or {}).get(text, cell)
    if entry.form is not None or entry.kind is not Kind.TEXT:
        text = unicodedata.normalize("NFKC", cell).strip()
        return re.sub(r"^([0-9]+)\.0+$", r"\1", text)
    return cell


def _is_power(entry: Item, cell: Any) -> bool:
    coded = entry.form in (Form.CODE, Form.PHONE, Form.MMSI)
    return coded and isinstance(cell, str) and _POWER.fullmatch(cell.strip()) is not None


def _carries(values: Mapping[str, Value]) -> tuple[int, int]:
    return CARRIES[str(values.get("road_class") or "village")]


def _by_part(
    register: Register, values: dict[str, Value], shapes: Sequence[Shape | None]
) -> list[tuple[dict[str, Value], Shape | None]]:
    """A row for each part, the largest with the code and the name; the others are -2, -3."""
    if len(shapes) < 2:
        return [(values, shape) for shape in shapes]
    known = [shape for shape in shapes if shape is not None]
    known.sort(key=lambda shape: (-shape.area, -shape.length))
    told: list[tuple[dict[str, Value], Shape | None]] = [(values, known[0])]
    for number, shape in enumerate(known[1:], 2):
        code = values.get("code")
        more = {"code": None if code is None else f"{code}-{number}"}
        if register.id == "land":
            more["name"] = None
        told.append(({**values, **more}, shape))
    return told


def spelling(register: Register, values: Mapping[str, Value]) -> dict[str, Value]:
    """Pinyin and initials of the name, None without one."""
    name = values.get("name")
    typed = reading(str(name)) if name else None
    spelt = {
        Derive.PINYIN: typed and (typed.pinyin or None),
        Derive.INITIALS: typed and (typed.initials or None),
    }
    return {e.name: spelt[e.derive] for e in register.written if e.derive in spelt and e.derive}


def numbered(register: Register, row: CityRow, ground: CityGround) -> str | None:
    """The row's number: the office's, that of the row it is about, else one made of what it says,
    so that the same file gives the same numbers again. None where it says nothing."""
    said = row.values.get(register.key)
    for names in register.matched_by:
        told = tuple(str(row.values.get(name) or "") for name in names)
        if all(told):
            known = ground.matches(names, told)
            if said is None or (known is not None and register.id == "vessels"):
                return known or _digest(register, *told)
    if said is not None:
        return str(said)
    if row.shape is not None and not row.seat:
        return _digest(register, shapely.to_wkb(row.shape).hex())
    unit = register.unit_entry
    code = None if unit is None else row.values.get(unit.name)
    return None if code is None else _digest(register, str(code))


def _digest(register: Register, *told: str) -> str:
    text = hashlib.sha256("\x1f".join(told).encode()).hexdigest()
    return f"{register.id}-{text[:10]}"
