"""What is asked of a register, and what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.registers.cells import Value
from app.wording import Text

PAGE = 100
MOST = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows, in which order, which of them. A filter's values are alternatives; "" is none."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    sort: str = ""
    descending: bool = False
    limit: int | None = PAGE
    offset: int = 0


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as it stands, unmasked; `version` is the last entry of its history."""

    values: Mapping[str, Any]
    lon: float | None
    lat: float | None
    version: int


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered of a row, checked: columns with values, and the place if it is told."""

    values: Mapping[str, Value]
    place: tuple[float, float] | None
    valid_from: datetime | None


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field: why, and what to do."""

    field: str
    label: Text
    why: Text
    todo: Text


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What a row was from a moment on, as recorded; `content` is the table's row."""

    entry_id: int
    change: str
    content: Mapping[str, Any]
    valid_from: datetime
    recorded_at: datetime
    recorded_by: str
