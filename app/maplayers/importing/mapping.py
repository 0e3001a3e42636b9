"""Which heading of a file means which column, and a cell's value as that column holds it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.maplayers.definition import Column, Intake, Kind, Layer
from app.number_text import number_of
from app.wording import Text, Unreadable, list_all

Value = str | int | float | bool | None

_UNIT = re.compile(r"[（(][^（()）]*[)）]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TRUE = frozenset({"true", "1", "yes", "是", "有"})
_FALSE = frozenset({"false", "0", "no", "否", "无"})


def map_columns(
    layer: Layer, intake: Intake, headings: Sequence[str], chosen: Mapping[str, str]
) -> dict[str, str | None]:
    """Column name → heading of the file, None where it has none. `chosen` wins."""
    by_name = {_normal(heading): heading for heading in reversed(headings)}
    mapped: dict[str, str | None] = {}
    for column in intake.columns:
        names = _names_of(layer, column)
        found = next((by_name[name] for name in names if name in by_name), None)
        mapped[column.name] = chosen.get(column.name, found)
    return mapped


def _names_of(layer: Layer, column: Column) -> list[str]:
    labels = [[f.label.zh, f.label.en] for f in layer.fields if f.name == column.name]
    names = [column.name, *(labels[0] if labels else []), *column.aliases]
    return [_normal(name) for name in names]


def _normal(heading: str) -> str:
    """Without case, blanks and a unit in brackets; a DBF cuts names at ten bytes, so this is
    only equality, never a guess at the rest."""
    return _UNIT.sub("", heading.strip()).replace(" ", "").replace("_", "").lower()


def column_title(layer: Layer, column: str, headings: Sequence[str]) -> str:
    """What the people who wrote the file call a column that it does not have."""
    chinese = any(_HAN.search(heading) for heading in headings)
    label = next((f.label for f in layer.fields if f.name == column), None)
    if label is not None:
        return label.zh if chinese else label.en
    aliases = (
        next((each.aliases for each in layer.intake.columns if each.name == column), ())
        if layer.intake
        else ()
    )
    return aliases[0] if chinese and aliases else column


def place_title(headings: Sequence[str]) -> str:
    """What the people who wrote the file call where a row lies."""
    return "位置" if not headings or any(_HAN.search(each) for each in headings) else "position"


def column_value(column: Column, value: Any) -> Value:
    """The cell as the column holds it; its default when empty. Raises Unreadable."""
    if value is None or (isinstance(value, str) and not value.strip()):
        if column.required:
            raise Unreadable(Text("必填，是空的", "It is required and empty"))
        return column.default
    if column.enum is not None:
        return _code(column.enum, str(value).strip())
    return _PARSE[column.kind](value)


def _code(enum: Mapping[str, Any], text: str) -> str:
    for code, label in enum.items():
        if text in (code, label.zh) or text.lower() == label.en.lower():
            return code
    known = list_all(enum.values())
    raise Unreadable(
        Text(f"“{text[:20]}”不在 {known.zh} 之中", f"“{text[:20]}” is not one of {known.en}")
    )


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a DBF or GeoJSON number that is really a code
    return str(value).strip()


def _integer(value: Any) -> int:
    number = _number(value)
    if not number.is_integer():
        raise Unreadable(Text(f"“{value}”不是整数", f"“{value}” is not a whole number"))
    if number < 0:
        raise Unreadable(Text(f"“{value}”小于 0", f"“{value}” is less than 0"))
    return int(number)


def _number(value: Any) -> float:
    try:
        number = number_of(str(value))
    except ValueError:
        raise Unreadable(
            Text(f"“{str(value)[:20]}”不是数", f"“{str(value)[:20]}” is not a number")
        ) from None
    if not abs(number) < 1e12:
        raise Unreadable(Text(f"“{value}”太大", f"“{value}” is too large"))
    return number


def _boolean(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise Unreadable(Text(f"“{text[:20]}”不是 是 或 否", f"“{text[:20]}” is not yes or no"))
    return text in _TRUE


_PARSE = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.TIME: _text,
}
