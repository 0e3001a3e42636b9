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
from app.typhoon.formats.fields import (
    beijing_time,
    latitude,
    longitude,
    optional,
    told_pressure,
    told_wind,
)
from app.typhoon.formats.gathering import BadRows, check_storable, ordered, put
from app.typhoon.formats.numbering import is_of_its_year
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
from app.typhoon.register import storm_of_name, storm_of_zhejiang
from app.typhoon.strength import class_of_wind
from app.wording import Text

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
_NO_RADIUS = (None, 0, 9999)
_MAX_STORMS = 500
# What a script puts before the JSON: nothing, a call, an assignment.
_WRAPPING = re.compile(r"\s*(?:(?:var\s+)?[A-Za-z_$][\w.$]{0,80}\s*[=(][\s(]*)?(?=[{\[])")

Json = dict[str, Any]


def sniff(text: str) -> bool:
    """JSON, bare or in a script's call, that speaks of a `tfid` early or of `points` with `lng`."""
    head = text[:4000]
    return _WRAPPING.match(head) is not None and ('"tfid"' in head or '"lng"' in head)


def parse(text: str) -> ParsedFile:
    """Every storm of the document. Raises InvalidInput when it is no such document."""
    bad_rows = BadRows()
    parts = [_read_storm(document, bad_rows) for document in _read_documents(text)]
    return ParsedFile(
        tuple(track for part in parts for track in part.tracks),
        tuple(bad_rows),
        tuple(forecast for part in parts for forecast in part.forecasts),
        tuple(note for part in parts for note in part.notes),
    )


def _read_documents(text: str) -> list[Json]:
    try:
        # Numbers stay text: their last digit is the source's.
        document = json.loads(
            _strip_callback(text), parse_float=str, parse_int=str, parse_constant=str
        )
    except (ValueError, RecursionError) as error:
        raise _file_refusal(
            Text(f"不是完整的 JSON：{error}", f"It is not complete JSON: {error}")
        ) from error
    check_storable(document)
    storms = cast(list[Any], document if isinstance(document, list) else [document])
    if len(storms) > _MAX_STORMS or not all(isinstance(storm, dict) for storm in storms):
        raise _file_refusal(
            Text(
                "最外层要是台风，或台风的列表",
                "The outermost value must be a typhoon or a list of typhoons",
            )
        )
    return cast(list[Json], storms)


def _strip_callback(text: str) -> str:
    """The JSON of a page's `callback({…});` or `var storm = {…};`; other text as it is."""
    wrapped = _WRAPPING.match(text)
    return text if wrapped is None else text[wrapped.end() :].rstrip(" \t\r\n;)")


def _read_storm(document: Json, bad_rows: BadRows) -> ParsedFile:
    tfid = _text_of(document.get("tfid"))
    if not re.fullmatch(r"(19|20)\d{4}", tfid):
        raise _file_refusal(
            Text(
                f"tfid 要是六位编号，收到“{tfid[:40]}”",
                f"tfid must be a six-digit number; got “{tfid[:40]}”",
            )
        )
    fixes, forecasts = _read_points(document, bad_rows)
    names = _text_of(document.get("name"))[:40], _text_of(document.get("enname"))[:40]
    if not fixes or is_of_its_year(tfid, [fix.fix_at for fix in fixes]):
        storm = storm_of_zhejiang(tfid, *names)
    else:
        year = fixes[0].fix_at.year
        storm = storm_of_name(year, names[1].upper(), f"ZJ-{year}-{tfid}")
    track = Track(storm, "CMA", TrackKind.OPERATIONAL, _AVERAGING_MIN, _SOURCE, fixes)
    notes = tuple(_read_landfalls(storm, document, bad_rows))
    issued = tuple(IssuedForecast(storm, forecast) for forecast in forecasts)
    return ParsedFile((track,) if fixes else (), (), issued, notes)


def _read_points(document: Json, bad_rows: BadRows) -> tuple[tuple[Fix, ...], list[Forecast]]:
    fixes: dict[datetime, Fix] = {}
    forecasts: dict[tuple[str, datetime], Forecast] = {}
    for line, row in _list_rows(document, "points", bad_rows):
        try:
            fix = _read_fix(row, line, bad_rows, f"points[{line - 1}]")
            put(fixes, fix)
        except ValueError as error:
            bad_rows.note(line, _short_row(row), f"points[{line - 1}]: {error}")
            continue
        for forecast in _read_forecasts(row, fix, line, bad_rows):
            _keep_newest(forecasts, forecast, line, bad_rows)
    return ordered(fixes), list(forecasts.values())


def _keep_newest(
    forecasts: dict[tuple[str, datetime], Forecast], new: Forecast, line: int, bad_rows: BadRows
) -> None:
    """Foreign forecasts are repeated at every fix until the next comes: once is enough."""
    known = forecasts.setdefault((new.agency, new.issued_at), new)
    if known != new:
        reason = f"{new.agency} gives two forecasts issued at {new.issued_at:%Y-%m-%d %H:%M} UTC"
        bad_rows.note(line, new.agency, f"points[{line - 1}]: {reason}")


def _read_fix(row: Json, line: int, bad_rows: BadRows, where: str) -> Fix:
    speed = optional(_text_of(row.get("speed")), "speed")
    strong = re.sub(r"[((].*", "", _text_of(row.get("strong"))).strip()
    wind_ms = told_wind(speed)
    return Fix(
        fix_at=beijing_time(_text_of(row.get("time"))),
        lon=longitude(_needed_number(row, "lng")),
        lat=latitude(_needed_number(row, "lat")),
        pressure_hpa=told_pressure(optional(_text_of(row.get("pressure")), "pressure")),
        wind_ms=wind_ms,
        storm_class=_CLASSES.get(strong, class_of_wind(wind_ms)),
        radii=tuple(_read_circles(row, line, bad_rows, where)),
        published=_list_published(row),
        line=line,
    )


def _read_circles(row: Json, line: int, bad_rows: BadRows, where: str) -> Iterator[WindRadius]:
    """The circles that can be read; one that cannot is listed and costs the position nothing."""
    for key, force in _CIRCLES:
        text = _text_of(row.get(key))
        try:
            circle = _read_circle(key, force, text)
        except ValueError as error:
            bad_rows.note(line, text, f"{where}: {error}")
            continue
        if circle:
            yield circle


def _read_circle(key: str, force: int, text: str) -> WindRadius | None:
    if not text or text.lower() == "null":
        return None
    radii = [optional(part, key) for part in text.split("|")]
    if all(radius in _NO_RADIUS for radius in radii):
        return None
    known = [radius for radius in radii if radius is not None]
    if len(known) != len(radii) or len(radii) not in (1, 4):
        raise ValueError(f"{key} is not one radius or NE|SE|SW|NW: {text!r}")
    return quadrant_circle(force, known * (4 // len(known)), text)


def _read_forecasts(row: Json, fix: Fix, line: int, bad_rows: BadRows) -> Iterator[Forecast]:
    for _, entry in _list_rows(row, "forecast", bad_rows):
        tm = _text_of(entry.get("tm"))
        points: dict[datetime, Fix] = {}
        for number, point in _list_rows(entry, "forecastpoints", bad_rows):
            where = f"points[{line - 1}] {tm} forecastpoints[{number - 1}]"
            try:
                put(points, _read_fix(point, line, bad_rows, where))
            except ValueError as error:
                bad_rows.note(line, _short_row(point), f"{where}: {error}")
        if points and tm:
            issued_at = min(fix.fix_at, *points)
            agency = _AGENCIES.get(tm, tm[:40])
            known = _AVERAGING_MIN if agency == "CMA" else None
            yield Forecast(agency, issued_at, False, _METHOD, ordered(points), known, _SOURCE)


def _read_landfalls(storm: Storm, document: Json, bad_rows: BadRows) -> Iterator[StormNote]:
    for line, row in _list_rows(document, "land", bad_rows):
        try:
            at = beijing_time(_text_of(row.get("time") or row.get("landtime")))
            lon, lat = longitude(_needed_number(row, "lng")), latitude(_needed_number(row, "lat"))
        except ValueError as error:
            bad_rows.note(line, _short_row(row), f"land[{line - 1}]: {error}")
            continue
        yield StormNote(
            storm.storm_id, "CMA", NoteKind.LANDFALL, _SOURCE, at, lon, lat,
            published=_list_published(row),
        )  # fmt: skip


def _list_rows(document: Json, key: str, bad_rows: BadRows) -> Iterator[tuple[int, Json]]:
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


def _needed_number(row: Json, key: str) -> float:
    value = optional(_text_of(row.get(key)), key)
    if value is None:
        raise ValueError(f"missing {key}")
    return value


def _list_published(row: Json) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, _text_of(value))
        for key, value in row.items()
        if value is not None and not isinstance(value, dict | list)
    )


def _text_of(value: object) -> str:
    """A value as the source's own text; numbers that are numbers are taken as well."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value).strip()


def _short_row(row: Json) -> str:
    return strict_json.dumps({key: value for key, value in row.items() if key != "forecast"})[:200]


def _file_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-008",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text(
            f"用台风路径网站的 JSON，时间是{BEIJING}",
            "Use the JSON of the typhoon track website, with times in UTC+8",
        ),
    )
