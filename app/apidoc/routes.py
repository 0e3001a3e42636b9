"""HTTP of the description: the document, a page to read it, the list of error codes.

The pages are plain HTML made here: no script, no font, no file from anywhere else.
"""

from pathlib import Path
from typing import Any

from flask import Response, current_app
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app import edge
from app.apidoc.document import build_document
from app.apidoc.error_codes import list_error_codes
from app.blueprint import Blueprint
from app.settings import CLONE_DIR
from app.strict_json import JsonObject

blueprint = Blueprint("apidoc", __name__)
_TEMPLATES = Path(__file__).with_name("templates")


@blueprint.get("/api/v1/openapi.json")
def get_document() -> JsonObject:
    """This description, as OpenAPI 3.1."""
    return build_document(current_app)


@blueprint.get("/docs")
def get_page() -> str:
    """The description to read; what only reads can be tried."""
    return _render_page("docs.html", document=build_document(current_app))


@blueprint.get("/docs/errors")
def get_errors() -> str:
    """Every error code with what to do."""
    return _render_page(
        "errors.html", language=edge.language(), codes=list_error_codes(CLONE_DIR / "app")
    )


@blueprint.get("/docs/style.css")
def get_style() -> Response:
    """The pages' look, as a file: our Content-Security-Policy refuses a style inside a page."""
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    return Response(style, mimetype="text/css")


def _render_page(name: str, **context: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(name).render(**context)
