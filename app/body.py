"""Parts of a request's JSON, each refused with its name when it is missing or of another kind."""

from typing import Any, cast

from app.errors import InvalidInput
from app.wording import Text


def text_of(data: dict[str, Any], name: str) -> str:
    """A text that is there and not empty. Raises InvalidInput."""
    found = data.get(name)
    if isinstance(found, str) and found.strip():
        return found.strip()
    raise _missing_field(name)


def optional_text(data: dict[str, Any], name: str) -> str | None:
    """A text, or None when it is absent or empty. Raises InvalidInput for another kind."""
    found = data.get(name)
    if found is None or isinstance(found, str):
        return (found or "").strip() or None
    raise _missing_field(name)


def list_of(data: dict[str, Any], name: str) -> list[Any]:
    """A list. Raises InvalidInput."""
    found = data.get(name)
    if isinstance(found, list):
        return cast(list[Any], found)
    raise _missing_field(name)


def objects_of(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects. Raises InvalidInput."""
    found = list_of(data, name)
    if all(isinstance(each, dict) for each in found):
        return cast(list[dict[str, Any]], found)
    raise _missing_field(name)


def _missing_field(name: str) -> InvalidInput:
    return InvalidInput(
        "E-REQ-005",
        Text("请求没有被接受", "The request was not accepted"),
        Text(f"{name} 缺少或类型不对", f"{name} is missing or of the wrong type"),
        Text("补上后再发", "Add it and send again"),
    )
