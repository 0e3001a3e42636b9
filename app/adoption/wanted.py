"""What a body asks to put under a key."""

from typing import Any

from app.adoption import refusals
from app.adoption.model import Wanted
from app.body import optional_text
from app.strict_json import JsonValue
from app.wording import Text


def read_wanted(key: str, value: JsonValue, data: dict[str, Any]) -> Wanted:
    """What a body asks for under a key. Raises InvalidInput for a version that is no number."""
    edited = data.get("version")
    if not (edited is None or type(edited) is int):
        why = Text("version 要是整数或空", "version must be a whole number or empty")
        raise refusals.cannot_be(why)
    source, reason = (optional_text(data, name) or "" for name in ("source", "reason"))
    return Wanted(key, value, source, reason, edited)
