"""JSON back into the dataclasses it was written from, or a refusal that names the field."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast
from uuid import UUID

from app.clock import parse_utc
from app.strict_json import field_names

T = TypeVar("T")
_READERS: Mapping[Any, Callable[[Any], Any]] = {
    datetime: parse_utc,
    date: date.fromisoformat,
    UUID: UUID,
}


class Misfit(ValueError):
    """The JSON is not that of the class: written by another version, or by somebody else."""


def read(kind: type[T], value: Any) -> T:
    """The `kind` that `value`, as parsed from JSON, stands for. Raises Misfit."""
    return cast(T, _read_value(kind, value, kind.__name__))


def _read_value(kind: Any, value: Any, where: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return value
    if origin in (Union, types.UnionType):
        return _read_union(inner, value, where)
    if origin is Literal:
        return value if value in inner else _refuse_value(where, kind, value)
    if origin is not None:
        return _read_many(origin, inner, value, where)
    if dataclasses.is_dataclass(kind):
        return _read_object(cast(type[Any], kind), value, where)
    return _read_plain(kind, value, where)


def _read_plain(kind: Any, value: Any, where: str) -> Any:
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is kind or (kind is type(None) and value is None):
        return value
    try:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
        if kind in _READERS and isinstance(value, str):
            return _READERS[kind](value)
    except ValueError as error:
        raise Misfit(f"{where}: {error}") from error
    return _refuse_value(where, kind, value)


def _read_union(inner: Sequence[Any], value: Any, where: str) -> Any:
    *others, last = inner
    for part in others:
        try:
            return _read_value(part, value, where)
        except Misfit:
            continue
    return _read_value(last, value, where)


def _read_many(origin: Any, inner: Sequence[Any], value: Any, where: str) -> Any:
    if issubclass(origin, Mapping) and isinstance(value, dict):
        return {
            _read_key(inner[0], key, where): _read_value(inner[1], each, f"{where}.{key}")
            for key, each in cast(dict[str, Any], value).items()
        }
    if not isinstance(value, list) or issubclass(origin, Mapping):
        return _refuse_value(where, origin, value)
    items = cast(list[Any], value)
    if origin is tuple and inner[-1] is not Ellipsis:
        if len(items) != len(inner):
            return _refuse_value(where, origin, value)
        return tuple(
            _read_value(part, each, where) for part, each in zip(inner, items, strict=True)
        )
    made = [_read_value(inner[0], each, f"{where}[{at}]") for at, each in enumerate(items)]
    return made if origin in (list, Sequence) else cast(Any, origin)(made)


def _read_key(kind: Any, key: str, where: str) -> Any:
    """JSON's keys are text, also where ours are figures."""
    return int(key) if kind is int else _read_value(kind, key, where)


def _read_object(kind: type[Any], value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        return _refuse_value(where, kind, value)
    given = cast(dict[str, Any], value)
    names, hints = field_names(kind), _type_hints(kind)
    if missing := [
        said for name, said in names if said not in given and name in _required_fields(kind)
    ]:
        raise Misfit(f"{where} has no {', '.join(missing)}")
    told = [(name, said) for name, said in names if said in given]
    return kind(
        **{name: _read_value(hints[name], given[said], f"{where}.{said}") for name, said in told}
    )


@cache
def _required_fields(kind: type[Any]) -> frozenset[str]:
    """What must be given: a field with a default was not always there."""
    empty = dataclasses.MISSING
    return frozenset(
        each.name
        for each in dataclasses.fields(kind)
        if each.default is empty and each.default_factory is empty
    )


@cache
def _type_hints(kind: type[Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _refuse_value(where: str, kind: Any, value: Any) -> typing.NoReturn:
    raise Misfit(f"{where} is {str(value)[:40]!r}, not {getattr(kind, '__name__', kind)}")


def extend(kind: type[T], base: object, **more: Any) -> T:
    """A `kind` of everything that `base`, of the class it extends, says, and of `more`."""
    return kind(**{name: getattr(base, name) for name, _ in field_names(type(base))}, **more)
