"""A sheet of cells as it stands, before anybody knows which row is the heading."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged range; rows count from 1 as a person sees them, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that holds something: its number, its cells, and columns whose number lost digits."""

    number: int
    cells: tuple[str, ...]
    lossy: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CellGrid:
    """A sheet of a workbook, or a whole CSV, whose name is empty."""

    name: str
    rows: tuple[GridRow, ...]
    spans: tuple[MergedRange, ...] = ()
    encoding: str | None = None
    encoding_sure: bool = True
