"""JSON Schema of what a view says it gives, from its type annotations."""

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Union, cast
from uuid import UUID

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    UUID: {"type": "string", "format": "uuid"},
}


def schema_of(kind: Any, components: dict[str, Schema]) -> Schema:
    """Schema of an annotation; dataclasses are put into `components` once and referred to."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(part, components) for part in inner]}
    if origin in (list, tuple, Sequence, set, frozenset):
        return {"type": "array", "items": schema_of(inner[0], components) if inner else {}}
    if origin in (dict, Mapping):
        value = schema_of(inner[1], components)
        return {"type": "object", "additionalProperties": value} if value else {"type": "object"}
    return _class_schema(kind, components) if isinstance(kind, type) else {}


def _class_schema(kind: type[Any], components: dict[str, Schema]) -> Schema:
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    if dataclasses.is_dataclass(kind):
        if kind.__name__ not in components:
            components[kind.__name__] = {}  # a class may hold itself
            components[kind.__name__] = _object_schema(cast(Any, kind), components)
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"type": "object"} if issubclass(kind, dict) else {}


def _object_schema(kind: type[Any], components: dict[str, Schema]) -> Schema:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip().splitlines()[0],
        "properties": {name: schema_of(hints[name], components) for name in names},
        "required": names,
    }
