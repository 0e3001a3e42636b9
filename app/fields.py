"""A column that people see: its label, its unit, its words, and a value of it as it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from app.wording import NO, YES, Text, as_text, same

MISSING = "—"
SHOWN_ZONE = ZoneInfo("Asia/Shanghai")


class Geometry(StrEnum):
    """Geometry family; multi-geometries count as their family."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    NONE = "none"


class Kind(StrEnum):
    """Type of a field's value in SQL, JSON and exports."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `personal` ones (names, telephones) never reach a wall or a public outlet."""

    name: LiteralString
    label: Text
    kind: Kind = Kind.TEXT
    unit: Text | str | None = None  # a text where it is a word (`units.py`), else a symbol
    enum: Mapping[str, Text] | None = None
    personal: bool = False
    in_tile: bool = True  # False: only on the card and in exports, keeps tiles small

    @property
    def unit_text(self) -> Text | None:
        """The unit in both languages."""
        return None if self.unit is None else as_text(self.unit)


def text_of(field: Field, value: Any) -> Text:
    """The value as screens write it, without its unit; missing is a dash."""
    if value is None:
        return same(MISSING)
    if field.enum is not None:
        label = field.enum.get(str(value))
        return same(str(value)) if label is None else label
    if field.kind is Kind.BOOLEAN:
        return YES if value else NO
    if isinstance(value, datetime):
        return same(value.astimezone(SHOWN_ZONE).strftime("%Y-%m-%d %H:%M"))
    if field.kind is Kind.INTEGER:
        return same(f"{value:,}")
    if field.kind is Kind.NUMBER:
        return same(f"{value:,.2f}".rstrip("0").rstrip("."))
    return same(str(value))
