"""A cell of a file or a form as its column holds it."""

from collections.abc import Mapping
from typing import Any

from app.fields import Kind
from app.number_text import number_of
from app.registers.definition import Column
from app.wording import Text, Unreadable, list_all

Value = str | int | float | bool | None

_TRUE = frozenset({"true", "1", "yes", "y", "是", "有", "√", "✓"})
_FALSE = frozenset({"false", "0", "no", "n", "否", "无", "×"})


def column_value(column: Column, value: Any) -> Value:
    """The cell as the column holds it; its default when empty. Raises Unreadable."""
    if value is None or (isinstance(value, str) and not value.strip()):
        if column.required:
            raise Unreadable(Text("必填，是空的", "It is required and empty"))
        return column.default
    if column.enum is not None:
        return _read_code(column.enum, str(value).strip())
    return _PARSE[column.kind](value)


def _read_code(enum: Mapping[str, Any], text: str) -> str:
    for code, label in enum.items():
        if text in (code, label.zh) or text.lower() == label.en.lower():
            return code
    known = list_all(enum.values())
    raise Unreadable(
        Text(f"“{text[:20]}”不在 {known.zh} 之中", f"“{text[:20]}” is not one of {known.en}")
    )


def _read_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a DBF or GeoJSON number that is really a code
    return str(value).strip()


def _read_integer(value: Any) -> int:
    number = _read_number(value)
    if not number.is_integer():
        raise Unreadable(Text(f"“{value}”不是整数", f"“{value}” is not a whole number"))
    if number < 0:
        raise Unreadable(Text(f"“{value}”小于 0", f"“{value}” is less than 0"))
    return int(number)


def _read_number(value: Any) -> float:
    try:
        number = number_of(str(value))
    except ValueError:
        raise Unreadable(
            Text(f"“{str(value)[:20]}”不是数", f"“{str(value)[:20]}” is not a number")
        ) from None
    if not abs(number) < 1e12:
        raise Unreadable(Text(f"“{value}”太大", f"“{value}” is too large"))
    return number


def _read_boolean(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise Unreadable(Text(f"“{text[:20]}”不是 是 或 否", f"“{text[:20]}” is not yes or no"))
    return text in _TRUE


_PARSE = {
    Kind.TEXT: _read_text,
    Kind.INTEGER: _read_integer,
    Kind.NUMBER: _read_number,
    Kind.BOOLEAN: _read_boolean,
    Kind.TIME: _read_text,
}
