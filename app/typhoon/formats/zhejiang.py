"""The Zhejiang typhoon site's JSON, the format our users' office tools speak.

Every value is a string and may be "" for a figure that is missing; times are Beijing time and
not zero padded; circles are km, `"250|220|200|180"` NE|SE|SW|NW, one number all round, "" or 0
for none; forecasts hang on the fix they were known at, by `tm`. Winds of fixes are CMA's 2-min
means; those of the foreign forecasts are kept as given, their averaging is not said. A JSON file
has no lines that mean anything: `line` counts the elements of `points`.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from app import strict_json
from app.clock import BEIJING
from app.errors import InvalidInput
from app.typhoon.formats.fields import beijing_time, latitude, longitude, optional, pressure, wind
from app.typhoon.formats.gathering import BadRows, check_storable, ordered, put
from app.typhoon.model import (
    BadRow,
    Fix,
    Forecast,
    IssuedForecast,
    NoteKind,
    ParsedFile,
    Storm,
    StormClass,
    StormNote,
    Track,
    TrackKind,
    WindRadius,
)
from app.typhoon.quadrants import quadrant_circle
from app.typhoon.register import storm_of_zhejiang
from app.typhoon.strength import class_of_wind

_SOURCE = "浙江省台风路径 JSON"
_METHOD = "浙江省台风路径 JSON，随实况发布"
_AGENCIES = {
    "中国": "CMA", "中央台": "CMA", "北京": "CMA", "中国台湾": "CWA", "台湾": "CWA", "日本": "JMA",
    "美国": "JTWC", "中国香港": "HKO", "香港": "HKO", "韩国": "KMA", "欧洲": "ECMWF",
    "欧洲中心": "ECMWF",
}  # fmt: skip
_CLASSES = {
    "热带低压": StormClass.TD, "热带风暴": StormClass.TS, "强热带风暴": StormClass.STS,
    "台风": StormClass.TY, "强台风": StormClass.STY, "超强台风": StormClass.SUPER_TY,
    "温带气旋": StormClass.EXTRATROPICAL, "变性": StormClass.EXTRATROPICAL,
    "低压": StormClass.LOW,
}  # fmt: skip
_CIRCLES = (("radius7", 7), ("radius10", 10), ("radius12", 12))
_AVERAGING_MIN = 2
_MAX_STORMS = 500

Json = dict[str, Any]


def sniff(text: str) -> bool:
    """JSON that speaks of a `tfid` near its beginning or of `points` with `lng`."""
    return text.lstrip()[:1] in ("{", "[") and ('"tfid"' in text[:4000] or '"lng"' in text[:4000])


def parse(text: str) -> ParsedFile:
    """Every storm of the document. Raises InvalidInput when it is no such document."""
    bad_rows = BadRows()
    parts = [_storm(document, bad_rows) for document in _documents(text)]
    return ParsedFile(
        tuple(track for part in parts for track in part.tracks),
        tuple(bad_rows),
        tuple(forecast for part in parts for forecast in part.forecasts),
        tuple(note for part in parts for note in part.notes),
    )


def _documents(text: str) -> list[Json]:
    try:
        # Numbers stay text: their last digit is the source's.
        document = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise _refusal(f"不是完整的 JSON：{error}") from error
    check_storable(document)
    storms = cast(list[Any], document if isinstance(document, list) else [document])
    if len(storms) > _MAX_STORMS or not all(isinstance(storm, dict) for storm in storms):
        raise _refusal("最外层要是台风，或台风的列表")
    return cast(list[Json], storms)


def _storm(document: Json, bad_rows: BadRows) -> ParsedFile:
    tfid = _text(document.get("tfid"))
    if not re.fullmatch(r"(19|20)\d{4}", tfid):
        raise _refusal(f"tfid 要是六位编号，收到“{tfid[:40]}”")
    storm = storm_of_zhejiang(
        tfid, _text(document.get("name"))[:40], _text(document.get("enname"))[:40]
    )
    fixes, forecasts = _points(storm, document, bad_rows)
    track = Track(storm, "CMA", TrackKind.OPERATIONAL, _AVERAGING_MIN, _SOURCE, fixes)
    notes = tuple(_landfalls(storm, document, bad_rows))
    return ParsedFile((track,) if fixes else (), (), tuple(forecasts), notes)


def _points(
    storm: Storm, document: Json, bad_rows: BadRows
) -> tuple[tuple[Fix, ...], list[IssuedForecast]]:
    fixes: dict[datetime, Fix] = {}
    forecasts: dict[tuple[str, datetime], Forecast] = {}
    for line, row in _rows(document, "points", bad_rows):
        try:
            fix = _fix(row, line)
            put(fixes, fix)
        except ValueError as error:
            bad_rows.note(line, _short(row), f"points[{line - 1}]: {error}")
            continue
        for forecast in _forecasts(row, fix, line, bad_rows):
            _keep(forecasts, forecast, line, bad_rows)
    return ordered(fixes), [IssuedForecast(storm, forecast) for forecast in forecasts.values()]


def _keep(
    forecasts: dict[tuple[str, datetime], Forecast], new: Forecast, line: int, bad_rows: BadRows
) -> None:
    """Foreign forecasts are repeated at every fix until the next comes: once is enough."""
    known = forecasts.setdefault((new.agency, new.issued_at), new)
    if known != new:
        reason = f"{new.agency} gives two forecasts issued at {new.issued_at:%Y-%m-%d %H:%M} UTC"
        bad_rows.note(line, new.agency, f"points[{line - 1}]: {reason}")


def _fix(row: Json, line: int) -> Fix:
    speed = optional(_text(row.get("speed")), "speed")
    strong = re.sub(r"[((].*", "", _text(row.get("strong"))).strip()
    wind_ms = wind(speed)
    return Fix(
        fix_at=beijing_time(_text(row.get("time"))),
        lon=longitude(_needed(row, "lng")),
        lat=latitude(_needed(row, "lat")),
        pressure_hpa=pressure(optional(_text(row.get("pressure")), "pressure")),
        wind_ms=wind_ms,
        storm_class=_CLASSES.get(strong, class_of_wind(wind_ms)),
        radii=tuple(_circles(row)),
        published=_published(row),
        line=line,
    )


def _circles(row: Json) -> Iterator[WindRadius]:
    for key, force in _CIRCLES:
        text = _text(row.get(key))
        if not text or text.lower() == "null":
            continue
        radii = [optional(part, key) for part in text.split("|")]
        if len(radii) == 1:
            radii *= 4
        known = [radius for radius in radii if radius is not None]
        if len(known) != 4 or len(radii) != 4:
            raise ValueError(f"{key} is not one radius or NE|SE|SW|NW: {text!r}")
        circle = quadrant_circle(force, known, text)
        if circle:
            yield circle


def _forecasts(row: Json, fix: Fix, line: int, bad_rows: BadRows) -> Iterator[Forecast]:
    for _, entry in _rows(row, "forecast", bad_rows):
        tm = _text(entry.get("tm"))
        points: dict[datetime, Fix] = {}
        for number, point in _rows(entry, "forecastpoints", bad_rows):
            try:
                put(points, _fix(point, line))
            except ValueError as error:
                where = f"points[{line - 1}] {tm} forecastpoints[{number - 1}]"
                bad_rows.note(line, _short(point), f"{where}: {error}")
        if points and tm:
            issued_at = min(fix.fix_at, *points)
            agency = _AGENCIES.get(tm, tm[:40])
            known = _AVERAGING_MIN if agency == "CMA" else None
            yield Forecast(agency, issued_at, False, _METHOD, ordered(points), known, _SOURCE)


def _landfalls(storm: Storm, document: Json, bad_rows: BadRows) -> Iterator[StormNote]:
    for line, row in _rows(document, "land", bad_rows):
        try:
            at = beijing_time(_text(row.get("time") or row.get("landtime")))
            lon, lat = longitude(_needed(row, "lng")), latitude(_needed(row, "lat"))
        except ValueError as error:
            bad_rows.note(line, _short(row), f"land[{line - 1}]: {error}")
            continue
        yield StormNote(
            storm.storm_id, "CMA", NoteKind.LANDFALL, _SOURCE, at, lon, lat,
            published=_published(row),
        )  # fmt: skip


def _rows(document: Json, key: str, bad_rows: BadRows) -> Iterator[tuple[int, Json]]:
    entries = document.get(key)
    if entries is None or entries == "":
        return
    if not isinstance(entries, list):
        bad_rows.append(BadRow(1, str(cast(object, entries))[:200], f"{key} is not a list"))
        return
    for number, entry in enumerate(cast(list[Any], entries), start=1):
        if isinstance(entry, dict):
            yield number, cast(Json, entry)
        else:
            bad_rows.note(number, str(entry), f"{key}[{number - 1}] is not an object")


def _needed(row: Json, key: str) -> float:
    value = optional(_text(row.get(key)), key)
    if value is None:
        raise ValueError(f"missing {key}")
    return value


def _published(row: Json) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, _text(value))
        for key, value in row.items()
        if value is not None and not isinstance(value, dict | list)
    )


def _text(value: object) -> str:
    """A value as the source's own text; numbers that are numbers are taken as well."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value).strip()


def _short(row: Json) -> str:
    return strict_json.dumps({key: value for key, value in row.items() if key != "forecast"})[:200]


def _refusal(why: str) -> InvalidInput:
    return InvalidInput(
        "E-TYP-008", "路径文件没有导入", why, f"用台风路径网站的 JSON，时间是{BEIJING}"
    )
