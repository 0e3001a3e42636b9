"""What a city's files hold, and what an import makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.geo.shapes import Shape
from app.registers.cells import Value
from app.wording import Text


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a file: its number as the office sees it, cells by heading, a shape or a fault."""

    line: int
    cells: Mapping[str, Any]
    wkb: bytes | None = None
    fault: Text | None = None
    lossy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table: a sheet, a CSV or a map layer. `shaped`: its rows bring shapes themselves."""

    file: str
    sheet: str | None
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    shaped: bool = False
    crs: str | None = None
    encoding: str | None = None
    notes: tuple[Text, ...] = ()

    @property
    def title(self) -> str:
        """File and sheet."""
        return f"{self.file} · {self.sheet}" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell that was not taken: where, what stood there (a person's masked), and why not."""

    source: str
    line: int
    heading: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class CityRow:
    """A row that can be taken; `given` are the entries that the file brought."""

    source: str
    line: int
    values: Mapping[str, Value]
    given: frozenset[str]
    shape: Shape | None
    seat: bool = False  # placed at its unit's seat, or straight between piers


@dataclass(frozen=True, slots=True)
class CityChange:
    """One value of a known row that the import replaces."""

    key: str
    entry: str
    was: Value
    becomes: Value


@dataclass(slots=True)
class RegisterImport:
    """What an import does to one register."""

    register: str
    sources: list[str] = field(default_factory=list[str])
    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    unchanged: int = 0
    not_in_file: int = 0
    changes: list[CityChange] = field(default_factory=list[CityChange])
    live_kept: list[str] = field(default_factory=list[str])
    unused: list[str] = field(default_factory=list[str])
    mapping: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])


@dataclass(frozen=True, slots=True)
class CityQuestion:
    """What has to be asked: a table's register, a column, or a coordinate system."""

    source: str
    kind: str  # register, column, crs
    register: str | None
    entry: str | None
    label: Text
    choices: Sequence[str]
    option: str


@dataclass(slots=True)
class CityImport:
    """What an import would do, or did."""

    dry_run: bool
    registers: list[RegisterImport] = field(default_factory=list[RegisterImport])
    faults: list[RowFault] = field(default_factory=list[RowFault])
    questions: list[CityQuestion] = field(default_factory=list[CityQuestion])
    notes: list[Text] = field(default_factory=list[Text])
    import_id: int | None = None

    @property
    def kept(self) -> bool:
        """Whether it is an import that stands, and no look or one that was refused."""
        return self.import_id is not None and not self.dry_run and not self.questions

    @property
    def held_up(self) -> bool:
        """Whether nothing is written because of what is asked or refused."""
        return bool(self.questions or (self.faults and not self.kept))

    @property
    def touched(self) -> int:
        """Rows that change in any way."""
        return sum(len(each.added) + len(each.changed) + len(each.removed)
                   for each in self.registers)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CityWish:
    """What the person said about the files."""

    crs: str | None = None
    as_register: Mapping[str, str] = field(default_factory=dict[str, str])
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    accept_partial: bool = False
    remove_missing: frozenset[str] = frozenset()
    origin: str = "real"
    dry_run: bool = True
