"""What a request says of a closure, read with its own refusals."""

import math
from datetime import datetime
from typing import Any

from app.body import optional_text, text_of
from app.clock import parse_utc
from app.closures.model import ClosureKind, NewStatement, SaidState
from app.errors import InvalidInput
from app.wording import Text

MAX_NAME, MAX_ISSUER, MAX_REASON = 100, 60, 200
_MAX_FORCE = 17


def read_kind(data: dict[str, Any]) -> ClosureKind:
    """What is closed. Raises InvalidInput."""
    try:
        return ClosureKind(text_of(data, "kind"))
    except ValueError as error:
        known = "、".join(ClosureKind)
        raise _closure_refusal(
            Text(f"没有“{data['kind']}”这一类，有：{known}", f"No kind “{data['kind']}”: {known}")
        ) from error


def read_new(data: dict[str, Any]) -> NewStatement:
    """Closed or open, from when to when, by whom. Raises InvalidInput."""
    state = text_of(data, "state")
    if state not in list(SaidState):
        raise _closure_refusal(
            Text(
                f"状态收到“{state}”，要 closed 或 open", f"Got the state “{state}”: closed or open"
            )
        )
    return NewStatement(
        state=SaidState(state),
        issuer=read_short(data, "issuer", MAX_ISSUER),
        reason=read_reason(data),
        from_at=_read_moment(data, "from_at"),
        until_at=_read_moment(data, "until_at"),
        limit_force=_read_force(data),
    )


def read_short(data: dict[str, Any], name: str, most: int) -> str:
    """A text that must be there and fit."""
    return _check_length(text_of(data, name), most)


def read_reason(data: dict[str, Any]) -> str:
    """Why, where it was said."""
    return _check_length(optional_text(data, "reason") or "", MAX_REASON)


def read_place(data: dict[str, Any]) -> tuple[float, float]:
    """Where works are. Raises InvalidInput."""
    lon, lat = _read_degrees(data, "lon", 180), _read_degrees(data, "lat", 90)
    return lon, lat


def _check_length(text: str, most: int) -> str:
    if len(text) <= most and "\x00" not in text:
        return text
    raise _closure_refusal(
        Text(f"有 {len(text)} 个字，最多 {most} 个", f"{len(text)} characters; at most {most}")
    )


def _read_moment(data: dict[str, Any], name: str) -> datetime | None:
    text = optional_text(data, name)
    try:
        return None if text is None else parse_utc(text)
    except ValueError as error:
        raise _closure_refusal(
            Text(f"时间“{text}”看不懂", f"The time “{text}” cannot be read")
        ) from error


def _read_force(data: dict[str, Any]) -> int | None:
    force = data.get("limit_force")
    if force is None or (type(force) is int and 1 <= force <= _MAX_FORCE):
        return force
    raise _closure_refusal(
        Text(f"风级收到 {force}，要 1 到 {_MAX_FORCE}", f"Got force {force}: 1 to {_MAX_FORCE}")
    )


def _read_degrees(data: dict[str, Any], name: str, most: float) -> float:
    found: Any = data.get(name)
    if type(found) in (int, float) and math.isfinite(found) and abs(found) <= most:
        return float(found)
    raise _closure_refusal(Text(f"位置 {name} 收到 {found}", f"Got {found} as {name}"))


def _closure_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-CLO-001",
        Text("封闭没有记下", "The closure was not recorded"),
        why,
        Text("改正后再提交", "Correct it and send again"),
    )
