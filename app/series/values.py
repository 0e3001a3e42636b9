"""One row of texts to one reading, or the reason why not."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from typing import TypeVar

from app.number_text import number_of
from app.series.columns import Row
from app.series.model import (
    FACTORS,
    PLAUSIBLE,
    SPANNED,
    TITLES,
    UNITS,
    Nature,
    NewPoint,
    SeriesKind,
    Station,
)

W = TypeVar("W", SeriesKind, Nature)

# Known wherever an exercise's clock stands: a tide table is worked out years before.
ALWAYS_KNOWN = datetime(1970, 1, 1, tzinfo=UTC)

_KINDS: Mapping[str, SeriesKind] = {
    **{kind.value: kind for kind in SeriesKind},
    **{titles[0]: kind for kind, titles in TITLES.items()},
    "风暴增水": SeriesKind.SURGE,
    "降雨": SeriesKind.RAIN,
    "风速": SeriesKind.WIND,
}
_NATURES: Mapping[str, Nature] = {
    **{nature.value: nature for nature in Nature},
    "实测": Nature.OBSERVED,
    "观测": Nature.OBSERVED,
    "预报": Nature.PREDICTED,
    "预测": Nature.PREDICTED,
    "天文潮": Nature.PREDICTED,
}
_DAY_MIN = 1440.0
_SUBJECT = (
    "station",
    "name",
    "lon",
    "lat",
    "warning_level_m",
    "kind",
    "nature",
    "datum",
    "span_min",
)
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")


class RowRefused(Exception):
    """A row that is not taken: what stood there, and why not."""

    def __init__(self, value: str, reason: str) -> None:
        super().__init__(reason)
        self.value, self.reason = value, reason


@dataclass(frozen=True, slots=True)
class Wording:
    """What holds for every row that does not say otherwise: the zone, and stated fields."""

    zone: timezone | None
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """A checked value with what it is of."""

    station_code: str
    station: Station | None
    kind: SeriesKind
    nature: Nature
    datum: str | None
    span_min: float | None
    point: NewPoint
    at_text: str
    value_text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Which series it belongs to."""
        return self.station_code, self.kind, self.nature

    @property
    def observed(self) -> bool:
        """Whether it was measured."""
        return self.nature is Nature.OBSERVED


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a value is of: the same for thousands of rows, so it is worked out once for them."""

    station_code: str
    station: Station | None
    kind: SeriesKind
    nature: Nature
    datum: str | None
    span_min: float | None


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._subjects: dict[tuple[str | None, ...], _Subject] = {}

    def read(self, row: Row) -> CheckedValue:
        """The row's reading. Raises RowRefused."""
        texts = {**self._wording.fields, **row.texts}
        if row.fault:
            raise RowRefused(texts.get("value", ""), row.fault)
        subject, zone = self._read_subject(texts), self._wording.zone
        at = _read_moment(texts, "at", zone)
        known_at = _known_at(texts, subject.nature, at, zone)
        return CheckedValue(
            station_code=subject.station_code,
            station=subject.station,
            kind=subject.kind,
            nature=subject.nature,
            datum=subject.datum,
            span_min=subject.span_min,
            point=NewPoint(at, known_at, _read_value(texts, subject.kind)),
            at_text=texts["at"],
            value_text=texts["value"],
        )

    def _read_subject(self, texts: Mapping[str, str]) -> _Subject:
        key = tuple(texts.get(name) for name in _SUBJECT)
        known = self._subjects.get(key)
        if known is None:
            # only whole ones are kept: a file of nonsense fills no memory
            known = self._subjects[key] = _read_subject(texts)
        return known


def _read_subject(texts: Mapping[str, str]) -> _Subject:
    kind = _read_word(texts, "kind", _KINDS, "类别")
    nature = _read_word(texts, "nature", _NATURES, "性质（实测或预报）")
    return _Subject(
        station_code=_read_code(texts),
        station=_read_station(texts),
        kind=kind,
        nature=nature,
        datum=_needed_text(texts, "datum", "潮位的基面") if kind is SeriesKind.TIDE else None,
        span_min=_read_span(texts) if kind in SPANNED else None,
    )


def _needed_text(texts: Mapping[str, str], name: str, title: str) -> str:
    if name not in texts:
        raise RowRefused(texts.get("value", ""), f"没有写{title}")
    return texts[name]


def _read_code(texts: Mapping[str, str]) -> str:
    code = _needed_text(texts, "station", "站码")
    if not _CODE.fullmatch(code):
        raise RowRefused(code, "站码要是 20 位以内的字母、数字、- 或 _")
    return code


def _read_word(texts: Mapping[str, str], name: str, words: Mapping[str, W], title: str) -> W:
    text = _needed_text(texts, name, title).lower()
    if text not in words:
        raise RowRefused(text, f"{title}看不懂")
    return words[text]


def _read_number(text: str, title: str) -> float:
    try:
        value = number_of(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RowRefused(text, f"{title}不是数")
    return value


def _read_value(texts: Mapping[str, str], kind: SeriesKind) -> float:
    if "value" not in texts:
        raise RowRefused("", "没有值（缺测）")
    unit = _needed_text(texts, "unit", "单位").lower()
    if unit not in FACTORS[kind]:
        raise RowRefused(texts["value"], f"单位“{unit[:20]}”不用于{TITLES[kind][0]}")
    value = _read_number(texts["value"], "值") * FACTORS[kind][unit]
    low, high = PLAUSIBLE[kind]
    if not low <= value <= high:
        why = f"超出{TITLES[kind][0]}可能的 {low:g} 到 {high:g} {UNITS[kind]}"
        raise RowRefused(texts["value"], why)
    return round(value, 6)


def _read_span(texts: Mapping[str, str]) -> float:
    span = _read_number(_needed_text(texts, "span_min", "时段（分钟）"), "时段")
    if not 0 < span <= _DAY_MIN:
        raise RowRefused(texts["span_min"], "时段要在 1 分钟到 1 天之间")
    return span


def _read_moment(texts: Mapping[str, str], name: str, zone: timezone | None) -> datetime:
    text = _needed_text(texts, name, "时间")
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
        if moment.tzinfo is None:
            if zone is None:
                raise RowRefused(text, "时间没有时区，也没有另外说明")
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RowRefused(text, "时间看不懂，写成 2015-07-10 08:00") from error


def _known_at(
    texts: Mapping[str, str], nature: Nature, at: datetime, zone: timezone | None
) -> datetime:
    """A measurement is known from its own moment on, a prediction from its issue."""
    if nature is Nature.OBSERVED:
        return at
    return _read_moment(texts, "issued_at", zone) if "issued_at" in texts else ALWAYS_KNOWN


def _read_station(texts: Mapping[str, str]) -> Station | None:
    """The station a row brings along, None when it only names one."""
    if not {"name", "lon", "lat"} <= set(texts):
        return None
    lon, lat = _read_number(texts["lon"], "经度"), _read_number(texts["lat"], "纬度")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise RowRefused(f"{lon:g},{lat:g}", "经纬度超出范围")
    level = texts.get("warning_level_m")
    return Station(
        code=texts.get("station", ""),
        name=texts["name"][:60],
        lon=lon,
        lat=lat,
        county_code=None,
        warning_level_m=None if level is None else _read_number(level, "警戒潮位"),
        illustrative=False,
        source="",
    )
