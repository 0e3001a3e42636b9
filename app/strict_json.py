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


def loads(text: str | bytes) -> Any:
    """Parse JSON. Raises ValueError for NaN, Infinity and anything else that is not JSON."""
    return json.loads(text, parse_constant=_refuse, parse_float=_finite)


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


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is beyond what a number can hold")
    return value
