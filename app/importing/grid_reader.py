"""Reads a CSV or a workbook as cells, in the confined child only."""

import csv
import io
from pathlib import Path

from app.errors import InvalidInput
from app.importing.confined import Json
from app.importing.grid import CellGrid, GridRow
from app.importing.table import Refused
from app.importing.text import decode, delimiter_of
from app.importing.workbook import read_workbook
from app.wording import Text

_MAGIC = b"PK\x03\x04"


def read(said: Json, data: bytes) -> list[CellGrid]:
    """The sheets of a file of `said["kind"]`. Raises InvalidInput."""
    try:
        return _csv(data, said["encoding"]) if said["kind"] == ".csv" else _xlsx(data)
    except Refused as refused:
        what = Text("文件没有导入", "The file was not imported")
        raise InvalidInput(
            refused.code, what, refused.why, refused.todo, detail=refused.detail
        ) from refused


def _csv(data: bytes, encoding: str | None) -> list[CellGrid]:
    text, used, sure = decode(data, encoding)
    if "\x00" in text:
        raise Refused(
            "E-IMP-007",
            Text("文件里有二进制内容，不是 CSV", "The file has binary content; it is not CSV"),
            Text("从表格软件里另存为 CSV", "Save it as CSV in the spreadsheet program"),
        )
    lines = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
    rows = [
        GridRow(number, tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(lines, 1)
        if any(cell.strip() for cell in cells)
    ]
    return [CellGrid("", tuple(rows), (), used, sure)]


def _xlsx(data: bytes) -> list[CellGrid]:
    if not data.startswith(_MAGIC):
        raise Refused(
            "E-IMP-005",
            Text(
                "内容不是 XLSX（旧的 .xls 不收）", "The content is not XLSX (old .xls is not taken)"
            ),
            Text("用表格软件另存为 .xlsx", "Save it as .xlsx in the spreadsheet program"),
        )
    path = Path("upload.xlsx")
    path.write_bytes(data)
    return read_workbook(path)
