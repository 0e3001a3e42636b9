"""Frozen dataclasses back from the JSON that `strict_json` wrote of them."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.clock import parse_utc

T = TypeVar("T")
Build = Callable[[Any], Any]


def record_of(kind: type[T], value: Any) -> T:
    """An instance of a dataclass, with all it holds, by the types of its fields.

    Known are dataclasses, tuples, enumerations, times, and each of them or None; what else a field
    may be is taken as JSON has it.
    """
    made: T = _builder_of(kind)(value)
    return made


@cache
def _builder_of(kind: Any) -> Build:
    if get_origin(kind) is UnionType:
        return _build_optional(
            *(_builder_of(each) for each in get_args(kind) if each is not NoneType)
        )
    if get_origin(kind) is tuple:
        return _build_tuple(get_args(kind))
    if is_dataclass(kind):
        return _build_record(kind)
    if kind is datetime:
        return parse_utc
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _build_optional(build: Build) -> Build:
    return lambda value: None if value is None else build(value)


def _build_tuple(kinds: tuple[Any, ...]) -> Build:
    if kinds[-1] is Ellipsis:
        build = _builder_of(kinds[0])
        return lambda value: tuple(map(build, value))
    builds = tuple(map(_builder_of, kinds))
    return lambda value: tuple(build(each) for build, each in zip(builds, value, strict=True))


def _build_record(kind: Any) -> Build:
    hints = get_type_hints(kind)
    builds = [(field.name, _builder_of(hints[field.name])) for field in fields(kind)]
    return lambda value: kind(**{name: build(value[name]) for name, build in builds})
