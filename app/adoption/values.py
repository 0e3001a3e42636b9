"""The values by room: what each is, what it may be, and reading one that a person wrote."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.rights import Permission
from app.adoption import queries, refusals
from app.adoption.model import SIGNED_ON, Change, right_for, room_of
from app.configuration.defaults import DEFAULTS, TEXTS
from app.configuration.model import Confidence, Default, DefaultText, Setting, TextSetting
from app.configuration.queries import list_settings, list_texts
from app.database import Connection
from app.wording import Text, list_all

_NUMBERS: Mapping[str, Default] = {default.key: default for default in DEFAULTS}
_TEXTS: Mapping[str, DefaultText] = {default.key: default for default in TEXTS}
_PHONE = re.compile(r"[0-9+][0-9 ()+/-]{2,39}")


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """A value with what it may be and how it came to be.

    `whole`: a number without decimals. `changed_by` None: nobody changed it yet. `right`: who
    changes it; `four_eyes`: another person approves a change.
    """

    key: str
    room: str
    meaning: Text
    value: float | str
    default: float | str
    unit: str
    low: float | None
    high: float | None
    whole: bool
    choices: list[str]
    source: str
    confidence: Confidence
    adopted: bool
    version: int
    reason: str
    changed_by: str | None
    approved_by: str | None
    in_force_at: datetime | None
    right: Permission
    four_eyes: bool


def list_values(conn: Connection) -> list[OfficeValue]:
    """Every value in the order of the defaults, then every text."""
    changes = {change.key: change for change in queries.list_newest_in_force(conn)}
    numbers = [_present_number(each, changes.get(each.key)) for each in list_settings(conn)]
    return numbers + [_present_text(each, changes.get(each.key)) for each in list_texts(conn)]


def read_value(key: str, found: object) -> float | str | None:
    """What a person wrote for a key; None is the shipped default, again.

    Raises NotFound for a key that nobody reads, InvalidInput for what cannot stand there.
    """
    if key not in _NUMBERS and key not in _TEXTS:
        raise refusals.no_value(key)
    if found is None:
        return None
    return _read_number(_NUMBERS[key], found) if key in _NUMBERS else _read_text(key, found)


def _read_number(default: Default, found: Any) -> float:
    whole = _is_whole(default)
    number = float(found) if type(found) in (int, float) else math.nan
    if default.low <= number <= default.high and (number.is_integer() or not whole):
        return int(number) if whole else number
    low, high = (f"{each:g}" for each in (default.low, default.high))
    kind = Text("整数", "a whole number") if whole else Text("数", "a number")
    raise refusals.cannot_be(
        Text(
            f"{default.zh}：要 {low} 到 {high} {default.unit} 的{kind.zh}",
            f"{default.en}: it must be {kind.en} from {low} to {high} {default.unit}".rstrip(),
        )
    )


def _read_text(key: str, found: object) -> str:
    default = _TEXTS[key]
    words = found.strip() if isinstance(found, str) else ""
    if default.choices:
        if words in default.choices:
            return words
        choices = list_all(default.choices)
        why = Text(f"{default.zh}：要从 {choices.zh} 里选", f"{default.en}: choose {choices.en}")
        raise refusals.cannot_be(why)
    if _PHONE.fullmatch(words):
        return words
    raise refusals.cannot_be(
        Text(
            f"{default.zh}：要 3 到 40 位的电话号码，只用数字、空格和 + - ( ) /",
            f"{default.en}: it must be a telephone number of 3 to 40 digits, blanks and + - ( ) /",
        )
    )


def _is_whole(default: Default) -> bool:
    """A default written without a decimal point counts things."""
    return isinstance(default.value, int)


def _present_number(setting: Setting, change: Change | None) -> OfficeValue:
    default = _NUMBERS[setting.key]
    return OfficeValue(
        key=setting.key, room=room_of(setting.key), meaning=setting.meaning, value=setting.value,
        default=float(default.value), unit=setting.unit, low=default.low, high=default.high,
        whole=_is_whole(default), choices=[], source=setting.source,
        confidence=setting.confidence, adopted=setting.adopted, version=setting.version,
        reason="" if change is None else change.reason,
        changed_by=None if change is None else change.asked_by,
        approved_by=None if change is None else change.approved_by,
        in_force_at=None if change is None else change.in_force_at,
        right=right_for(setting.key), four_eyes=setting.key in SIGNED_ON,
    )  # fmt: skip


def _present_text(setting: TextSetting, change: Change | None) -> OfficeValue:
    default = _TEXTS[setting.key]
    return OfficeValue(
        key=setting.key, room=room_of(setting.key), meaning=setting.meaning, value=setting.text,
        default=default.value, unit="", low=None, high=None, whole=False,
        choices=list(default.choices), source=setting.source, confidence=Confidence.DEFAULT,
        adopted=setting.adopted, version=setting.version,
        reason="" if change is None else change.reason,
        changed_by=None if change is None else change.asked_by,
        approved_by=None if change is None else change.approved_by,
        in_force_at=None if change is None else change.in_force_at,
        right=right_for(setting.key), four_eyes=False,
    )  # fmt: skip
