"""CSV, and which encoding a text is in."""

import csv
import io
import struct
from collections.abc import Sequence
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import Point

from app.geo.shapes import Shape, from_wkt, to_wkb
from app.importing.formulas import as_meant
from app.importing.table import MAX_ROWS, RawRow, RawTable, Refused
from app.number_text import number_of
from app.wording import Text

LON = ("lon", "lng", "longitude", "经度", "x", "东经")
LAT = ("lat", "latitude", "纬度", "y", "北纬")
WKT = ("wkt", "geometry", "geom", "几何", "图形")
ENCODINGS = ("utf-8-sig", "gb18030")


def decode(data: bytes, encoding: str | None) -> tuple[str, str, bool]:
    """Text, encoding, and whether it is beyond doubt. UTF-8 is tried first: GBK text that
    happens to be valid UTF-8 is practically never met, the other way round is common."""
    for candidate in [encoding] if encoding else ENCODINGS:
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        return text, candidate.removesuffix("-sig"), bool(encoding) or candidate != "gb18030"
    raise Refused(
        "E-IMP-006",
        Text(
            f"文字编码不是 {encoding or 'UTF-8 或 GBK'}",
            f"The text is not encoded as {encoding or 'UTF-8 or GBK'}",
        ),
        Text("另存为 UTF-8 再传，或指定编码", "Save it as UTF-8, or name the encoding"),
    )


def read_csv(data: bytes, encoding: str | None) -> RawTable:
    """A CSV with lon and lat columns, or one of WKT."""
    text, used, sure = decode(data, encoding)
    if "\x00" in text:
        raise Refused(
            "E-IMP-007",
            Text("文件里有二进制内容，不是 CSV", "The file has binary content; it is not CSV"),
            Text("从表格软件里另存为 CSV", "Save it as CSV in the spreadsheet program"),
        )
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)))
    return table_of("CSV", rows, used, sure)


def table_of(form: str, rows: Sequence[Sequence[str]], used: str | None, sure: bool) -> RawTable:
    """Rows of cells, the first the headings, as a table with places."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        found = (
            Text("只有表头，没有一行数据", "It has headings and no rows")
            if rows
            else Text("里面没有一格有字", "No cell holds any text")
        )
        raise Refused(
            "E-IMP-008",
            found,
            Text(
                "重新导出，看看导出时有没有选中要的行",
                "Export it again and see whether the rows were selected",
            ),
        )
    if len(rows) - 1 > MAX_ROWS:
        raise Refused(
            "E-IMP-010",
            Text(
                f"有 {len(rows) - 1} 行，最多 {MAX_ROWS}",
                f"It has {len(rows) - 1} rows, the most is {MAX_ROWS}",
            ),
            Text("分开再传", "Split it into smaller files"),
        )
    head = tuple(cell.strip() for cell in rows[0])
    place = _place_columns(head)
    records = tuple(_make_row(number, head, row, place) for number, row in enumerate(rows[1:], 1))
    return RawTable(form, head, records, None, used, sure)


def delimiter_of(text: str) -> str:
    """Comma, tab or semicolon: whichever the first line has most of."""
    first = text.splitlines()[0] if text else ""
    return max(",\t;", key=first.count)


def _place_columns(head: Sequence[str]) -> tuple[int, ...]:
    names = [name.lower() for name in head]
    for wanted in ((LON, LAT), (WKT,)):
        found = [next((names.index(n) for n in group if n in names), None) for group in wanted]
        if all(index is not None for index in found):
            return tuple(index for index in found if index is not None)
    raise Refused(
        "E-IMP-011",
        Text(
            "找不到经度和纬度两列，也没有 WKT 列",
            "Neither longitude and latitude columns nor a WKT column were found",
        ),
        Text("把表头写成 经度、纬度", "Name the columns longitude and latitude"),
    )


def _make_row(number: int, head: Sequence[str], row: Sequence[str], place: Sequence[int]) -> RawRow:
    if len(row) != len(head):
        return RawRow(
            number,
            {},
            None,
            Text(
                f"有 {len(row)} 格，表头有 {len(head)} 格",
                f"It has {len(row)} cells, the heading has {len(head)}",
            ),
        )
    values: dict[str, Any] = {
        name: _cell_text(text)
        for i, (name, text) in enumerate(zip(head, row, strict=True))
        if i not in place
    }
    try:
        shape = _read_shape([row[index] for index in place])
    except (ValueError, ShapelyError):
        shown = "，".join(row[index].strip()[:30] for index in place)
        return RawRow(
            number,
            values,
            None,
            Text(f"位置看不懂：{shown}", f"The position cannot be read: {shown}"),
        )
    return RawRow(number, values, to_wkb(shape).hex())


def _cell_text(text: str) -> str | None:
    """A cell's text; the apostrophe that our own export puts before a formula is taken off."""
    return as_meant(text.strip()).strip() or None


def _read_shape(cells: Sequence[str]) -> Shape:
    if len(cells) == 1:
        return from_wkt(cells[0])
    lon, lat = (number_of(cell) for cell in cells)
    return Point(lon, lat)


def dbf_encoding(data: bytes) -> tuple[str, bool]:
    """Encoding of a DBF without .cpg, from its records: UTF-8 where all decode, else GBK.

    Raises Refused when neither fits.
    """
    header = struct.unpack_from("<H", data, 8)[0] if len(data) > 10 else 0
    _, used, sure = decode(data[header:], None)
    return used, sure
