"""Strict JSON both ways: NaN and Infinity are refused.

Flask lets them through and the browser's parser then throws on the whole document, so one bad
number would freeze every screen.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

from app.clock import format_utc

_ESCAPE, _ESCAPE_BYTES = "\\u", b"\\u"


def loads(text: str | bytes) -> Any:
    """Parse JSON. Raises ValueError for NaN, Infinity and anything else that is not JSON.

    Also for characters that no database keeps: NUL, and halves of a surrogate pair. They can only
    come escaped, so a text without an escape is not looked through.
    """
    value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    if _ESCAPE_BYTES in text if isinstance(text, bytes) else _ESCAPE in text:
        _refuse_unstorable(json.dumps(value, ensure_ascii=False))
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


def present(value: Any) -> Any:
    """JSON form of what our models hold: times in UTC, dataclasses as objects, ids as text."""
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


_FORMS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, format_utc),
    (date, date.isoformat),  # after datetime, which is a date too
    (UUID, str),
    (set, sorted),
    (frozenset, sorted),
)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refuse_unstorable(written: str) -> None:
    """`written` escapes NUL and control characters anew; a lone surrogate stands as it is."""
    if any("\ud800" <= character <= "\udfff" for character in written):
        raise ValueError("half a surrogate pair is no character")
    if "\\u0000" in written.replace("\\\\", ""):
        raise ValueError("NUL cannot be kept")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is beyond what a number can hold")
    return value
