"""JSON Schema of what a view says it gives, from its type annotations; strict about saying it."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, cast
from uuid import UUID

from app.strict_json import JsonObject, JsonValue, field_names

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
}
# Somebody else's format (W3C, GeoJSON properties, MapLibre) or an event's payload: any JSON.
_FOREIGN: tuple[tuple[Any, str, Schema], ...] = (
    (JsonObject, "JsonObject", {"type": "object", "additionalProperties": True}),
    (JsonValue, "JsonValue", {"description": "any JSON"}),
)


class Untyped(TypeError):
    """An annotation that says nothing."""


class TakenName(TypeError):
    """Two classes under one name: the document has room for one of them."""


class Schemas:
    """The schemas of one document; a class stands in `components` once, under its own name."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}
        self._classes: dict[str, Any] = {}

    def of(self, kind: Any) -> Schema:
        """Schema of an annotation. Raises Untyped for `Any`, `object` and a bare container,
        TakenName for a class whose name another class bears."""
        plain = _PLAIN.get(kind) if isinstance(kind, type) else None
        if plain is not None:
            return plain
        for foreign, name, schema in _FOREIGN:
            if kind == foreign:
                return self._refer_to(name, foreign, lambda schema=schema: schema)
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is Annotated:
            return self.of(inner[0])
        if origin is not None and dataclasses.is_dataclass(origin):
            return self._generic_schema(cast(Any, origin), inner)
        return self._container_schema(kind, origin, inner) if origin else self._class_schema(kind)

    def _container_schema(self, kind: Any, origin: Any, inner: tuple[Any, ...]) -> Schema:
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(part) for part in inner]}
        if origin is Literal:
            return {"enum": list(inner)}
        if origin is tuple and inner[-1] is not Ellipsis:
            return {
                "type": "array",
                "prefixItems": [self.of(part) for part in inner],
                "minItems": len(inner),
                "maxItems": len(inner),
            }
        if origin in (list, tuple, Sequence, set, frozenset):
            return {"type": "array", "items": self.of(inner[0])}
        if origin in (dict, Mapping):
            named = self.of(inner[0]) if _is_enum(inner[0]) else None
            names = {} if named is None else {"propertyNames": named}
            return {"type": "object", "additionalProperties": self.of(inner[1]), **names}
        raise Untyped(f"{kind} has no schema")

    def _class_schema(self, kind: Any) -> Schema:
        if _is_enum(kind):
            return self._refer_to(kind.__name__, kind, lambda: _enum_schema(kind))
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return self._refer_to(kind.__name__, kind, lambda: self._object_schema(kind, {}))
        raise Untyped(f"{kind} has no schema")

    def _generic_schema(self, origin: type[Any], inner: tuple[Any, ...]) -> Schema:
        """`Page[Entry]` is a schema of its own, `PageEntry`."""
        parameters = cast(tuple[TypeVar, ...], getattr(origin, "__parameters__", ()))
        name = origin.__name__ + "".join(getattr(part, "__name__", "") for part in inner)
        filled = dict(zip(parameters, inner, strict=True))
        return self._refer_to(name, (origin, inner), lambda: self._object_schema(origin, filled))

    def _refer_to(self, name: str, kind: Any, make: Callable[[], Schema]) -> Schema:
        if self._classes.setdefault(name, kind) != kind:
            raise TakenName(f"two classes are named {name}: {self._classes[name]} and {kind}")
        if name not in self.components:
            self.components[name] = {}  # a class may hold itself
            self.components[name] = make()
        return {"$ref": f"#/components/schemas/{name}"}

    def _object_schema(self, kind: type[Any], filled: Mapping[TypeVar, Any]) -> Schema:
        hints = typing.get_type_hints(kind, include_extras=True)
        names = field_names(kind)
        return {
            "type": "object",
            "description": (kind.__doc__ or "").strip().splitlines()[0],
            "properties": {
                said: self._field_schema(kind, name, hints[name], filled) for name, said in names
            },
            "required": [said for _, said in names],
        }

    def _field_schema(
        self, kind: type[Any], name: str, hint: Any, filled: Mapping[Any, Any]
    ) -> Schema:
        try:
            return self.of(_fill_variables(hint, filled))
        except Untyped as error:
            raise Untyped(f"{kind.__name__}.{name}: {error}") from error


def _fill_variables(hint: Any, filled: Mapping[Any, Any]) -> Any:
    """The hint with type variables replaced, also inside a container."""
    if isinstance(hint, TypeVar):
        return filled[hint]
    inner = tuple(filled[part] for part in getattr(hint, "__parameters__", ()))
    return hint[inner] if inner else hint


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _enum_schema(kind: type[Enum]) -> Schema:
    values = [member.value for member in kind]
    simple = "string" if all(isinstance(value, str) for value in values) else "integer"
    about = (kind.__doc__ or "").strip().splitlines()[0]
    return {"type": simple, "enum": values, "description": about}
