"""XLSX as it stands, in the confined child only: cells by row and column, merged ranges, dates.

GDAL reads a workbook too, but it drops empty rows, so that no row could be named as the office sees
it, says nothing of merged cells, and writes a telephone number as 1.38e10.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from app.importing.archive import opened
from app.importing.grid import CellGrid, GridRow, MergedRange
from app.importing.table import Refused
from app.wording import Text

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATES = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47, 57, 58})
_NO_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_ONE = datetime(1899, 12, 30)  # noqa: DTZ001 a sheet's clock has no zone
_EXACT = 1e15  # a number beyond has lost digits: Excel keeps fifteen
MOST_ROWS, MOST_COLUMNS = 300_000, 300


def read_workbook(path: Path) -> list[CellGrid]:
    """Every sheet that holds something. Raises Refused."""
    try:
        with opened(path) as archive:
            texts, dates = _texts(archive), _date_styles(archive)
            return [
                grid
                for name, member in _sheets(archive)
                if (grid := _grid(archive, name, member, texts, dates)).rows
            ]
    except (ParseError, KeyError, ValueError, IndexError) as error:
        raise Refused(
            "E-IMP-015",
            Text(f"表格读不出来：{str(error)[:80]}", f"It cannot be read: {str(error)[:80]}"),
            Text("用表格软件打开，另存为 .xlsx 再导", "Open it and save it as .xlsx again"),
        ) from error


def _elements(source: IO[bytes], *names: str) -> Iterator[Element]:
    """Elements of these names as they end; each is emptied after its use."""
    wanted = {_MAIN + name for name in names}
    for _, element in iterparse(source):  # noqa: S314 confined, and expat refuses what grows
        if element.tag in wanted:
            yield element
            element.clear()


def _texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as source:
        return [_spoken(each) for each in _elements(source, "si")]


def _spoken(element: Element) -> str:
    """The text of a string with its runs; how it is read aloud is not part of it."""
    kept = [part for part in element if part.tag in (f"{_MAIN}t", f"{_MAIN}r")]
    return "".join(text.text or "" for part in kept for text in part.iter(f"{_MAIN}t"))


def _date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a date."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    with archive.open("xl/styles.xml") as source:
        root = next(_whole(source))
    dates = set(_DATES)
    for each in root.iter(f"{_MAIN}numFmt"):
        if re.search("[yd年日]", _NO_TEXT.sub("", each.get("formatCode", "")).lower()):
            dates.add(int(each.get("numFmtId", "0")))
    styles = root.find(f"{_MAIN}cellXfs")
    found = [] if styles is None else list(styles)
    return frozenset(n for n, xf in enumerate(found) if int(xf.get("numFmtId", "0")) in dates)


def _whole(source: IO[bytes]) -> Iterator[Element]:
    steps = iterparse(source)  # noqa: S314 as above
    for _ in steps:
        pass
    yield steps.root  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    with archive.open("xl/_rels/workbook.xml.rels") as source:
        targets = {each.get("Id"): each.get("Target", "") for each in next(_whole(source))}
    with archive.open("xl/workbook.xml") as source:
        return [
            (each.get("name", ""), _member(targets[each.get(_RELATION)]))
            for each in _elements(source, "sheet")
        ]


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _grid(
    archive: zipfile.ZipFile, name: str, member: str, texts: list[str], dates: frozenset[int]
) -> CellGrid:
    rows: list[GridRow] = []
    spans: list[MergedRange] = []
    with archive.open(member) as source:
        for element in _elements(source, "row", "mergeCell"):
            if element.tag == f"{_MAIN}mergeCell":
                spans.append(_span(element.get("ref", "")))
            elif row := _row(element, len(rows) + 1, texts, dates):
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise Refused(
                    "E-IMP-010",
                    Text(f"超过 {MOST_ROWS} 行", f"It has more than {MOST_ROWS} rows"),
                    Text("分开再导", "Split it into smaller files"),
                )
    return CellGrid(name, tuple(rows), tuple(spans))


def _row(element: Element, count: int, texts: list[str], dates: frozenset[int]) -> GridRow | None:
    cells: dict[int, str] = {}
    lossy: list[int] = []
    for cell in element.iter(f"{_MAIN}c"):
        column = _column(cell.get("r"), len(cells))
        text, lost = _cell(cell, texts, dates)
        if text.strip() and column < MOST_COLUMNS:
            cells[column] = text.strip()
            lossy.extend([column] if lost else [])
    if not cells:
        return None
    width = max(cells) + 1
    number = int(element.get("r", str(count)))
    return GridRow(number, tuple(cells.get(n, "") for n in range(width)), tuple(lossy))


def _column(reference: str | None, fallback: int) -> int:
    found = _PLACE.fullmatch(reference or "")
    return fallback if found is None else _index(found[1])


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _span(reference: str) -> MergedRange:
    first, _, last = reference.partition(":")
    corners = [_PLACE.fullmatch(each) for each in (first, last or first)]
    top, bottom = (0 if each is None else int(each[2]) for each in corners)
    left, right = (0 if each is None else _index(each[1]) for each in corners)
    return MergedRange(top, left, bottom, right)


def _cell(cell: Element, texts: list[str], dates: frozenset[int]) -> tuple[str, bool]:
    """What a cell shows, and whether the number in it has lost digits."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return ("" if inline is None else _spoken(inline)), False
    found = cell.find(f"{_MAIN}v")
    value = "" if found is None else found.text or ""
    if kind == "s":
        return texts[int(value)], False
    if kind == "b":
        return ("是" if value == "1" else "否"), False
    if kind != "n" or not value:
        return value, False
    if int(cell.get("s", "0")) in dates:
        return _date(float(value)), False
    return _number(value)


def _date(serial: float) -> str:
    if not 0 <= serial < 2_958_466:
        return f"{serial:g}"
    moment = _DAY_ONE + timedelta(days=serial)
    return f"{moment:%Y-%m-%d}" if serial == int(serial) else f"{moment:%Y-%m-%d %H:%M}"


def _number(value: str) -> tuple[str, bool]:
    number = float(value)
    if number.is_integer() and abs(number) < 1e18:
        return str(int(number)), abs(number) >= _EXACT
    return repr(number), False
