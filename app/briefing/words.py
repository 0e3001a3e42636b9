"""Numbers and times as the screens write them (design language §7), for documents."""

from datetime import datetime, timedelta
from typing import Any

from app.clock import parse_utc
from app.maplayers.features import MISSING, SHOWN_ZONE

_H = 3600
_LATE = ("red", "◆", "已迟")
# Margin to the latest start, in seconds: severity, shape.
_MARGINS = ((0.0, _LATE), (2.0 * _H, ("orange", "▲", "余")), (6.0 * _H, ("yellow", "■", "余")))


def moment(value: str | datetime | None, at: datetime) -> str:
    """`11:56`; with the day when it is not the day of `at`: `11日 05:12`."""
    if value is None:
        return MISSING
    local = _aware(value).astimezone(SHOWN_ZONE)
    same = local.date() == at.astimezone(SHOWN_ZONE).date()
    return local.strftime("%H:%M" if same else "%-d日 %H:%M")


def full(value: str | datetime) -> str:
    """`2015年7月10日 15:20`."""
    local = _aware(value).astimezone(SHOWN_ZONE)
    return local.strftime("%Y年%-m月%-d日 %H:%M")


def _aware(value: str | datetime) -> datetime:
    return parse_utc(value) if isinstance(value, str) else value


def duration(span: timedelta) -> str:
    """`41秒`, `25分`, `1时15分`, `3天4时`; without a sign."""
    seconds = round(abs(span.total_seconds()))
    if seconds < 60:
        return f"{seconds}秒"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes}分"
    if minutes <= 72 * 60:
        return f"{minutes // 60}时{minutes % 60:02d}分"
    return f"{minutes // 1440}天{minutes % 1440 // 60}时"


def minutes(value: float | None) -> str:
    """A span given in minutes."""
    return MISSING if value is None else duration(timedelta(minutes=value))


def number(value: Any) -> str:
    """`15,760`; missing is a dash, never 0."""
    if value is None:
        return MISSING
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{int(value):,}"


def margin(latest_start_at: str | datetime | None, at: datetime) -> dict[str, str]:
    """Severity, shape and words of what is left until the latest start."""
    if latest_start_at is None:
        return {"severity": "none", "shape": "", "text": MISSING}
    left = _aware(latest_start_at) - at
    for limit, (severity, shape, verb) in _MARGINS:
        if left.total_seconds() < limit:
            return {"severity": severity, "shape": shape, "text": f"{verb} {duration(left)}"}
    return {"severity": "calm", "shape": "", "text": f"余 {duration(left)}"}
