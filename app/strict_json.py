"""Strict JSON both ways: NaN and Infinity are refused.

Flask lets them through and the browser's parser then throws on the whole document, so one bad
number would freeze every screen.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, NoReturn, TypeAlias
from uuid import UUID

from app.clock import format_utc

# Any JSON. Only for what has a form of somebody else's: nothing of ours is told so.
JsonValue: TypeAlias = Annotated[Any, "any JSON"]
JsonObject: TypeAlias = Annotated[dict[str, Any], "any JSON object"]

_ESCAPE = "\\u"
_WHOLE = 2**63


def whole_number(text: str) -> int:
    """A whole number that a column keeps. Raises ValueError beyond 64 bits."""
    if len(text) > 20 or not -_WHOLE <= int(text) < _WHOLE:
        raise ValueError(f"{text[:20]}… is beyond what a number can hold")
    return int(text)


def loads(text: str | bytes, *, parse_int: Callable[[str], int] = whole_number) -> Any:
    """Parse JSON. Raises ValueError for NaN, Infinity and anything else that is not JSON.

    Bytes are UTF-8 (RFC 8259 §8.1): Python would also take UTF-16 and raw halves of surrogate
    pairs. Also for what no column keeps: NUL, surrogates, whole numbers beyond 64 bits. The first
    two can only come escaped, so a text without an escape is not looked through.
    """
    if isinstance(text, bytes | bytearray):
        text = text.decode("utf-8-sig")
    try:
        value = json.loads(
            text, parse_constant=_refuse_constant, parse_float=_read_finite, parse_int=parse_int
        )
        if _ESCAPE in text:
            _refuse_unstorable(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Write JSON. Raises ValueError for a number that is not finite."""
    separators = None if indent else (",", ":")
    return json.dumps(
        value,
        allow_nan=False,
        ensure_ascii=False,
        default=present,
        indent=indent,
        separators=separators,
    )


def plain(value: Any) -> Any:
    """The value as its JSON reads: dicts, lists, texts and figures alone."""
    return json.loads(dumps(value))


def present(value: Any) -> Any:
    """JSON form of what our models hold: times in UTC, dataclasses as objects, ids as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {said: getattr(value, name) for name, said in field_names(type(value))}
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


@cache
def field_names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass with its name in JSON: `class_` is "class", which Python keeps."""
    names = (field.name for field in dataclasses.fields(kind))
    return tuple((name, name.removesuffix("_")) for name in names)


_FORMS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, format_utc),
    (date, date.isoformat),  # after datetime, which is a date too
    (UUID, str),
    (set, sorted),
    (frozenset, sorted),
)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refuse_unstorable(written: str) -> None:
    """`written` escapes NUL and control characters anew; a lone surrogate stands as it is."""
    if any("\ud800" <= character <= "\udfff" for character in written):
        raise ValueError("half a surrogate pair is no character")
    if "\\u0000" in written.replace("\\\\", ""):
        raise ValueError("NUL cannot be kept")


def _read_finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is beyond what a number can hold")
    return value
