"""Numbers and times as the screens write them, for documents in either language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.clock import parse_utc
from app.configuration.urgency import SEVERITIES, SHAPES, grade_time_left
from app.fields import MISSING, SHOWN_ZONE
from app.wording import Language, Text, Words, as_text

_LATE, _LEFT = Text("已迟", "late by"), Text("余", "left")
_UNITS = {Language.ZH: ("天", "时", "分", "秒"), Language.EN: ("d", "h", "m", "s")}


@dataclass(frozen=True, slots=True)
class BriefingWriter:
    """Writes for a reader of `language`, at the document's moment `at`."""

    language: Language
    at: datetime

    def say(self, zh: str, en: str) -> str:
        """The one of two texts that the reader reads."""
        return Text(zh, en).spoken(self.language)

    def words(self, text: Words | None) -> str:
        """A text of the answer, stored (zh and en) or new; empty when there is none."""
        return "" if text is None else as_text(text).spoken(self.language)

    def moment(self, value: str | datetime | None) -> str:
        """`11:56`; with the day when it is not the day of `at`: `11日 05:12`, `11/7 05:12`."""
        if value is None:
            return MISSING
        local = _aware_time(value).astimezone(SHOWN_ZONE)
        if local.date() == self.at.astimezone(SHOWN_ZONE).date():
            return local.strftime("%H:%M")
        return local.strftime(self.say("%-d日 %H:%M", "%-d/%-m %H:%M"))

    def full(self, value: str | datetime) -> str:
        """`2015年7月10日 15:20`, `10 July 2015 15:20`."""
        local = _aware_time(value).astimezone(SHOWN_ZONE)
        return local.strftime(self.say("%Y年%-m月%-d日 %H:%M", "%-d %B %Y %H:%M"))

    def duration(self, span: timedelta) -> str:
        """`41秒`, `25分`, `1时15分`, `3天4时`; in English with d, h, m, s; without a sign."""
        day, hour, minute, second = _UNITS[self.language]
        seconds = round(abs(span.total_seconds()))
        if seconds < 60:
            return f"{seconds}{second}"
        minutes = seconds // 60
        if minutes < 60:
            return f"{minutes}{minute}"
        if minutes <= 72 * 60:
            return f"{minutes // 60}{hour}{minutes % 60:02d}{minute}"
        return f"{minutes // 1440}{day}{minutes % 1440 // 60}{hour}"

    def minutes(self, value: float | None) -> str:
        """A span given in minutes."""
        return MISSING if value is None else self.duration(timedelta(minutes=value))

    def margin(self, latest_start_at: str | datetime | None) -> dict[str, str]:
        """Severity, shape and words of what is left until the latest start."""
        if latest_start_at is None:
            return {"severity": "none", "shape": "", "text": MISSING}
        left = _aware_time(latest_start_at) - self.at
        severity = SEVERITIES.get(grade_time_left(left), "calm")
        verb = _LATE if severity == "red" else _LEFT
        text = self._margin_text(verb, left)
        return {"severity": severity, "shape": SHAPES.get(severity, ""), "text": text}

    def _margin_text(self, verb: Text, left: timedelta) -> str:
        text, span = verb.spoken(self.language), self.duration(left)
        after = self.language is Language.EN and verb is _LEFT
        return f"{span} {text}" if after else f"{text} {span}"


def number(value: Any) -> str:
    """`15,760`; missing is a dash, never 0."""
    if value is None:
        return MISSING
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{int(value):,}"


def _aware_time(value: str | datetime) -> datetime:
    return parse_utc(value) if isinstance(value, str) else value
