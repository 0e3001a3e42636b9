"""Files of an office as tables: which row is the heading, which rows are no data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from app.city.model import SourceRow, SourceTable
from app.errors import InvalidInput
from app.importing.formulas import as_meant
from app.importing.grid import CellGrid, GridRow, MergedRange
from app.importing.table import RawTable
from app.importing.upload import KINDS, read_grids, read_upload
from app.registers.headings import plain_heading
from app.wording import Text

_GRIDS = (".csv", ".xlsx")
_HEAD_WITHIN = 12
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "累计", "total", "sum", "subtotal"})
_REMARKS = ("注", "备注", "说明", "填表", "制表", "审核", "单位(盖章)", "单位（盖章）")
_SAID_SHEETS = frozenset({"说明", "填表说明", "字典", "代码表", "readme"})
EXAMPLE = "（示例）"
SEVERAL_PARTS = "E-IMP-019"


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Every file that can be read, a folder's by name; hidden ones and other kinds left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found += [
            each
            for each in inside
            if not path.is_dir()
            or (each.suffix.lower() in KINDS and not each.name.startswith((".", "~")))
        ]
    return found


def read_file(
    name: str, data: bytes, encoding: str | None, known: Collection[str]
) -> list[SourceTable]:
    """The tables of one file. Raises InvalidInput with the reader's reason."""
    if Path(name).suffix.lower() in _GRIDS and data.strip():
        grids = read_grids(data, name, encoding)
        return [
            source_of(name, grid, known)
            for grid in grids
            if grid.rows and plain_heading(grid.name) not in _SAID_SHEETS
        ]
    return [_of_table(name, table) for table in _tables(name, data, encoding)]


def _tables(name: str, data: bytes, encoding: str | None) -> Iterator[RawTable]:
    try:
        yield read_upload(data, name, encoding)
    except InvalidInput as error:
        parts = cast(list[Mapping[str, Any]], (error.detail or {}).get("parts", []))
        if error.code != SEVERAL_PARTS:
            raise
        for part in parts:
            yield read_upload(data, name, encoding, str(part["name"]))


def _of_table(name: str, table: RawTable) -> SourceTable:
    rows = tuple(
        SourceRow(
            row.number,
            row.values,
            None if row.wkb_hex is None else bytes.fromhex(row.wkb_hex),
            row.fault or (None if row.wkb_hex else Text("没有位置", "It has no position")),
        )
        for row in table.rows
    )
    return SourceTable(
        name, table.part if len(rows) else None, table.columns, rows,
        shaped=True, crs=table.crs, encoding=table.encoding,
    )  # fmt: skip


def source_of(name: str, grid: CellGrid, known: Collection[str]) -> SourceTable:
    """A sheet as a table: titles above the heading and totals below the rows are left out."""
    top = _head_row(grid, known)
    headings, first = _headings(grid, top)
    rows: list[SourceRow] = []
    notes: list[Text] = []
    filled: dict[int, str] = {}
    spans = _filled_down(grid)
    for row in grid.rows[first:]:
        cells = _spread(row, spans, filled, len(headings))
        said = _left_out(cells)
        if said is None:
            rows.append(_row(row, cells, headings))
        else:
            notes.append(said + Text(f"：第 {row.number} 行已略", f": row {row.number} is skipped"))
    return SourceTable(
        name, grid.name or None, tuple(h for h in headings if h), tuple(rows),
        encoding=grid.encoding, notes=tuple(notes),
    )  # fmt: skip


def _head_row(grid: CellGrid, known: Collection[str]) -> int:
    """Index of the row that looks most like a heading: the most words that registers know."""
    scores = [
        sum(plain_heading(cell) in known for cell in row.cells if cell)
        for row in grid.rows[:_HEAD_WITHIN]
    ]
    best = max(scores, default=0)
    if best:
        return scores.index(best)
    wide = [sum(1 for cell in row.cells if cell) for row in grid.rows[:_HEAD_WITHIN]]
    return wide.index(max(wide))


def _headings(grid: CellGrid, top: int) -> tuple[list[str], int]:
    """The headings, and the index of the first row after them; a heading of two rows is joined:
    the lower cell names the column, with the upper where two lower ones are alike."""
    row = grid.rows[top]
    across = [s for s in grid.spans if s.top == row.number == s.bottom and s.right > s.left]
    tall = [s for s in grid.spans if s.top == row.number and s.bottom > s.top]
    if not across or top + 1 >= len(grid.rows):
        return list(row.cells), top + max((_deep(s) for s in tall), default=0) + 1
    below = grid.rows[top + 1]
    width = max(len(row.cells), len(below.cells))
    upper = [_at(row.cells, n) for n in range(width)]
    for span in across:
        for n in range(span.left, min(span.right + 1, width)):
            upper[n] = _at(row.cells, span.left)
    lower = [_at(below.cells, n) for n in range(width)]
    joined = [
        low if low and lower.count(low) == 1 else f"{high}{low}"
        for high, low in zip(upper, lower, strict=True)
    ]
    return joined, top + 2


def _deep(span: MergedRange) -> int:
    return 0 if span.left != span.right else span.bottom - span.top


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _filled_down(grid: CellGrid) -> dict[int, list[MergedRange]]:
    """Ranges merged downwards, by column: what stands at their top holds for every row."""
    found: dict[int, list[MergedRange]] = {}
    for span in grid.spans:
        if span.left == span.right and span.bottom > span.top:
            found.setdefault(span.left, []).append(span)
    return found


def _spread(
    row: GridRow, spans: Mapping[int, list[MergedRange]], filled: dict[int, str], width: int
) -> list[str]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for column, ranges in spans.items():
        if column < len(cells) and any(s.top <= row.number <= s.bottom for s in ranges):
            if any(s.top == row.number for s in ranges):
                filled[column] = cells[column]
            cells[column] = cells[column] or filled.get(column, "")
    return cells


def _left_out(cells: Sequence[str]) -> Text | None:
    """What a row is that holds no data: totals, a remark. None for one of data."""
    said = [cell for cell in cells if cell]
    if said and plain_heading(said[0]) in _TOTALS:
        return Text("合计行", "Totals")
    if said and said[0].startswith(EXAMPLE):
        return Text("示例行", "The example")
    if len(said) == 1 and len(cells) > 2 and said[0].startswith(_REMARKS):
        return Text("备注行", "A remark")
    return None


def _row(row: GridRow, cells: Sequence[str], headings: Sequence[str]) -> SourceRow:
    beyond = [cell for cell in cells[len(headings) :] if cell]
    named = {head: as_meant(cell) or None for head, cell in zip(headings, cells, strict=False)
             if head}  # fmt: skip
    fault = None
    if beyond:
        fault = Text(
            f"有 {len(cells)} 格，表头只有 {len(headings)} 格：多半是错位了",
            f"It has {len(cells)} cells and the heading {len(headings)}: it seems shifted",
        )
    lossy = frozenset(headings[n] for n in row.lossy if n < len(headings))
    return SourceRow(row.number, named, None, fault, lossy)
