"""The text of the generated file: the routes' answers, then the enumerations of binary frames."""

from app.apidoc.document import build_document
from app.apidoc.typescript import write_flags, write_types
from app.positions.model import Kind
from app.positions.state import State
from app.web.application import bare_routes


def render() -> str:
    """The whole file. Needs no database: the routes' annotations say it all."""
    flags = write_flags(State, "State") + write_flags(Kind, "VesselKind")
    return write_types(build_document(bare_routes())) + flags
