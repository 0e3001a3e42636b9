"""TypeScript of the document: a type for each schema, and what each route answers.

Ours, because openapi-typescript builds on the TypeScript compiler's programming interface, which
the version that checks the screens no longer has.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum, IntFlag
from typing import Any

_BASE = "/api/v1"
_HEADER = """\
// Made by `python -m app.tooling.client` from the types that the routes return. Do not edit.
"""
_PLAIN = {
    "string": "string", "integer": "number", "number": "number", "boolean": "boolean",
    "null": "null",
}  # fmt: skip


def write_types(document: Mapping[str, Any]) -> str:
    """Every schema of the document, then the table of routes."""
    schemas: Mapping[str, Any] = document["components"]["schemas"]
    parts = [_declare_interface(name, schemas[name]) for name in sorted(schemas)]
    return "\n".join([_HEADER, *parts, _declare_routes(document)])


def write_flags(kind: type[IntFlag] | type[IntEnum], name: str) -> str:
    """An enumeration of the binary frames, by name and figure."""
    about = (kind.__doc__ or "").strip().splitlines()[0]
    lines = "".join(f"  {member.name}: {member.value},\n" for member in kind)
    return f"\n/** {about} */\nexport const {name} = {{\n{lines}}} as const;\n"


def _declare_interface(name: str, schema: Mapping[str, Any]) -> str:
    about = f"/** {schema['description']} */\n" if "description" in schema else ""
    if "enum" in schema:
        constant = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()
        listed = "".join(f"  {json.dumps(value)},\n" for value in schema["enum"])
        return (
            f"{about}export const {constant} = [\n{listed}] as const;\n"
            f"export type {name} = (typeof {constant})[number];\n"
        )
    if "properties" not in schema:
        return f"{about}export type {name} = {_type_of(schema)};\n"
    required = set(schema.get("required", ()))
    fields = "".join(
        f"  {_property_key(key)}{'' if key in required else '?'}: {_type_of(part)};\n"
        for key, part in schema["properties"].items()
    )
    return f"{about}export interface {name} {{\n{fields}}}\n"


def _property_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def _type_of(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type_of(part) for part in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return _array_of(schema)
    if schema.get("type") == "object":
        return _record_of(schema)
    return _PLAIN.get(schema.get("type", ""), "unknown")


def _array_of(schema: Mapping[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type_of(part) for part in schema['prefixItems'])}]"
    item = _type_of(schema["items"])
    return f"({item})[]" if " " in item else f"{item}[]"


def _record_of(schema: Mapping[str, Any]) -> str:
    value = schema.get("additionalProperties")
    of = "unknown" if value is None or value is True else _type_of(value)
    if "propertyNames" in schema:
        return f"Partial<Record<{_type_of(schema['propertyNames'])}, {of}>>"
    return f"Record<string, {of}>"


def _declare_routes(document: Mapping[str, Any]) -> str:
    lines = "\n".join(sorted(_route_lines(document["paths"])))
    return f"""\
/** Method, address below {_BASE}, and what is answered. */
export type Route =
{lines};

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Exact<M, P, R = Route> = R extends [M, infer Q, infer A]
  ? Same<P, Q> extends true
    ? A
    : never
  : never;
type Fitting<M, P, R = Route> = R extends [M, infer Q, infer A]
  ? P extends Q
    ? A
    : never
  : never;

/** What a method on an address answers; `never` where there is no such route. */
export type AnswerOf<M extends string, P extends string> = [Exact<M, P>] extends [never]
  ? Fitting<M, P>
  : Exact<M, P>;
"""


def _route_lines(paths: Mapping[str, Any]) -> Iterator[str]:
    for address, verbs in paths.items():
        for verb, operation in verbs.items():
            content = operation["responses"]["2XX"]["content"]
            if address.startswith(_BASE) and "application/json" in content:
                path = _path_of(address.removeprefix(_BASE), operation["parameters"])
                answer = _type_of(content["application/json"]["schema"])
                yield f'  | ["{verb.upper()}", {path}, {answer}]'


def _path_of(address: str, parameters: Sequence[Mapping[str, Any]]) -> str:
    kinds = {each["name"]: _type_of(each["schema"]) for each in parameters if each["in"] == "path"}
    if not kinds:
        return json.dumps(address)
    filled = re.sub(r"\{(\w+)\}", lambda found: f"${{{kinds[found[1]]}}}", address)
    return f"`{filled}`"
