"""An XLSX to fill in: a sheet for each register, with headings, comments, lists and an example."""

from collections.abc import Iterator, Mapping

from app.city.reading import EXAMPLE
from app.exporting.workbook import BookColumn, BookSheet, Cell, write_workbook
from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register
from app.registers.registry import Registers

_LONGEST_LIST = 250  # what Excel takes as a list of words
_EXAMPLE_CODES = {"units": "330900"}
_SHAPES = {
    Geometry.LINE: "LINESTRING (122.20 29.98, 122.21 29.99)",
    Geometry.POLYGON: "POLYGON ((122.20 29.98, 122.21 29.98, 122.21 29.99, 122.20 29.98))",
}
_SAID = (
    "每张表是一本台账：一行一条，表头不要改；不用的表可以删掉，也可以分开成几个文件",
    "带 * 的列必填；鼠标停在表头上有说明；有下拉的列从下拉里选",
    f"“{EXAMPLE}”开头的行是样子，不会导入，可以留着",
    "位置写经度、纬度（十进制度数），线和面写 WKT；也可以用 Shapefile、GeoPackage、KML 另给",
    "填好后：./haitang city import 文件 --crs EPSG:4490 --dry-run，看过再去掉 --dry-run",
)


def template_sheets(registers: Registers) -> list[BookSheet]:
    """The instructions, then a sheet for each register."""
    said = BookSheet("说明", [BookColumn("怎么填", width=90)], [[line] for line in _SAID])
    return [said, *(sheet_of(each) for each in registers.values())]


def write_template(registers: Registers) -> bytes:
    """The workbook."""
    return write_workbook(template_sheets(registers))


def sheet_of(register: Register) -> BookSheet:
    """The sheet of one register, with its example row."""
    entries = list(filled_entries(register))
    columns = [_column(register, entry) for entry in entries]
    row: list[Cell] = [_example(register, entry) for entry in entries]
    for heading, comment, value in _place(register):
        columns.append(BookColumn(heading, comment, width=24 if heading == "WKT" else 14))
        row.append(value)
    return BookSheet(register.title.zh, columns, [row])


def filled_entries(register: Register) -> Iterator[Item]:
    """What an office fills in: neither what is worked out nor what belongs to the night."""
    for entry in register.written:
        worked_out = entry.derive in (Derive.LEVEL, Derive.PARENT)
        if entry.shown and not entry.live and not worked_out:
            yield entry


def _column(register: Register, entry: Item) -> BookColumn:
    unit = f"（{entry.unit_text.zh}）" if entry.unit_text else ""
    star = "*" if entry.required and entry.default is None else ""
    choices = tuple(text.zh for text in (entry.enum or {}).values())
    if entry.kind is Kind.BOOLEAN:
        choices = ("是", "否")
    fits = choices if len(",".join(choices)) <= _LONGEST_LIST else ()
    return BookColumn(f"{entry.label.zh}{unit}{star}", _comment(register, entry), fits)


def _comment(register: Register, entry: Item) -> str:
    told = ["必填" if entry.required and entry.default is None else "可以不填"]
    if entry.low is not None or entry.high is not None:
        told.append(f"{entry.low or 0:g} 到 {entry.high or 0:g}")
    if entry.default is not None:
        words = (entry.enum or {}).get(str(entry.default))
        told.append(f"空着算 {words.zh if words else entry.default}")
    if entry.name == register.key and entry.derive is not None:
        told.append("没有编号就空着，同名的行认作同一条")
    if entry.units:
        told.append("行政区划代码；空着按位置找" if entry.derive else "行政区划代码")
    if entry.refers:
        told.append("写渔港与码头里的编号或名称")
    if entry.personal:
        told.append("个人信息，列表里打码")
    if entry.form is Form.PHONE:
        told.append("这一列设为文本")
    return "；".join(told)


def _example(register: Register, entry: Item) -> Cell:
    given: Mapping[str, str | int | bool] = register.example or {}
    if entry.name == register.name_field:
        return f"{EXAMPLE}{given.get(entry.name, register.title.zh)}"
    if entry.enum is not None:
        return next(iter(entry.enum.values())).zh
    if entry.kind is Kind.BOOLEAN:
        return "否"
    if entry.name in given:
        return given[entry.name]
    if entry.kind in (Kind.INTEGER, Kind.NUMBER):
        return int(entry.low or 0) or 1
    if entry.form is Form.PHONE:
        return "0580-2280000"
    if entry.form is Form.MMSI:
        return "412410001"
    return _EXAMPLE_CODES.get(register.id) if entry.name == register.key else None


def _place(register: Register) -> Iterator[tuple[str, str, Cell]]:
    if register.geometry is Geometry.POINT:
        yield "经度", "十进制度数，像 122.2072", 122.2072
        yield "纬度", "十进制度数，像 29.9850", 29.985
    elif register.id == "units":
        yield "经度", "驻地；界线另用 Shapefile 给，没有界线也能用", 122.2072
        yield "纬度", "驻地", 29.985
    elif register.geometry is not Geometry.NONE:
        optional = "；空着就在两港之间画直线" if register.id == "ferry-lines" else ""
        yield "WKT", f"线或面的 WKT，或另用 Shapefile 给{optional}", _SHAPES[register.geometry]
