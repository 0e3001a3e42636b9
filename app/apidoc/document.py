"""OpenAPI 3.1 of the application: its routes, their docstrings, what they read and give."""

import re
import typing
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from flask.wrappers import Response
from werkzeug.routing import Rule

from app import __version__
from app.apidoc.schemas import Schema, Schemas, Untyped
from app.apidoc.sources import Reads, reads_of
from app.blueprint import Reply

Json = dict[str, Any]

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PARAMETER = re.compile(r"<(?:(?P<kind>[a-z_]+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_KINDS: dict[str | None, Schema] = {
    "int": {"type": "integer"},
    "uuid": {"type": "string", "format": "uuid"},
}
# Steps of a browser from page to page, not of a program.
_PAGES = ("/api/v1/session/oidc",)
_SHOWN = ("/api/", "/tiles/", "/healthz", "/readyz", "/version", "/metrics")


def build_document(app: Flask) -> Json:
    """The whole description."""
    schemas = Schemas()
    paths: dict[str, Json] = {}
    for rule, method, view in _list_operations(app):
        address = _PARAMETER.sub(r"{\g<name>}", rule.rule)
        paths.setdefault(address, {})[method.lower()] = _describe_operation(
            rule, method, view, schemas
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Haitang 海塘",
            "version": __version__,
            "description": "时间为 ISO 8601 UTC；坐标为经度、纬度（EPSG:4326）；"
            "错误为 application/problem+json。",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": {"Problem": _PROBLEM, **schemas.components}},
    }


def _list_operations(app: Flask) -> Iterator[tuple[Rule, str, Callable[..., Any]]]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(_SHOWN) and not rule.rule.startswith(_PAGES):
            for method in _METHODS:
                if method in (rule.methods or ()):
                    yield rule, method, app.view_functions[rule.endpoint]


def _describe_operation(
    rule: Rule, method: str, view: Callable[..., Any], schemas: Schemas
) -> Json:
    reads = reads_of(view)
    lines = (view.__doc__ or "").strip().splitlines()
    operation: Json = {
        "operationId": f"{method.lower()}_{rule.endpoint.replace('.', '_')}",
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": " ".join(line.strip() for line in lines),
        "parameters": [*_path_parameters(rule), *_query_parameters(reads)],
        "responses": _describe_responses(view, reads, schemas),
    }
    body = _request_body(reads)
    return {**operation, "requestBody": body} if body else operation


def _path_parameters(rule: Rule) -> Iterator[Json]:
    for found in _PARAMETER.finditer(rule.rule):
        schema = _KINDS.get(found["kind"], {"type": "string"})
        yield {"name": found["name"], "in": "path", "required": True, "schema": schema}


def _query_parameters(reads: Reads) -> Iterator[Json]:
    for name, kind in sorted(reads.query.items()):
        schema = {"type": "string", "format": kind} if kind == "date-time" else {"type": kind}
        yield {"name": name, "in": "query", "required": False, "schema": schema}


def _request_body(reads: Reads) -> Json | None:
    if reads.files:
        names = {
            **dict.fromkeys(sorted(reads.form), {"type": "string"}),
            **dict.fromkeys(sorted(reads.files), {"type": "string", "format": "binary"}),
        }
        schema = {"type": "object", "properties": names, "required": sorted(reads.files)}
        return {"content": {"multipart/form-data": {"schema": schema}}}
    if not reads.takes_body:
        return None
    names: Json = {name: {} for name in sorted(reads.body)}
    return {"content": {"application/json": {"schema": {"type": "object", "properties": names}}}}


def _describe_responses(view: Callable[..., Any], reads: Reads, schemas: Schemas) -> Json:
    problem = {"$ref": "#/components/schemas/Problem"}
    kind = answer_of(view)
    if kind is Response:
        media_types = sorted(media.partition(";")[0] for media in reads.answers) or ["*/*"]
        content: Json = {media: {} for media in media_types}
    elif kind is None:
        content = {}
    else:
        content = {"application/json": {"schema": answer_schema(kind, schemas)}}
    return {
        "2XX": {"description": "答复", "content": content},
        "default": {
            "description": "没有做成：是什么，为什么，怎么办",
            "content": {"application/problem+json": {"schema": problem}},
        },
    }


def answer_of(view: Callable[..., Any]) -> Any:
    """The type of the body a view gives; `Response` for what is not JSON, None for no body."""
    kind = typing.get_type_hints(view, include_extras=True).get("return")
    if typing.get_origin(kind) is tuple:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) is Reply:
        kind = typing.get_args(kind)[0]
    return None if kind is type(None) else kind


def answer_schema(kind: Any, schemas: Schemas) -> Schema:
    """Schema of a body; empty for one that says nothing of itself."""
    try:
        return schemas.of(kind)
    except Untyped:
        return {}  # counted by a test


_PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457 加上编号与怎么办",
    "properties": {
        "type": {"type": "string", "description": "/docs/errors#编号"},
        "title": {"type": "string", "description": "是什么没有做成"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["E-GEO-006"]},
        "detail": {"type": "string", "description": "为什么"},
        "todo": {"type": "string", "description": "怎么办"},
    },
    "required": ["type", "title", "status", "code", "detail", "todo"],
}
