"""Operational fixes typed in from bulletins: our own TOML, one `[[fix]]` a bulletin.

Circles are ranges in km by force, `radius_7_km = [320, 460]`, as the bulletin's words give them.
Winds are 2-min means in m/s, times carry their offset.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

from app.errors import InvalidInput
from app.typhoon.formats.fields import latitude, longitude, plausible, told_pressure, told_wind
from app.typhoon.formats.gathering import BadRows, check_storable
from app.typhoon.formats.numbering import is_of_its_year
from app.typhoon.model import BadRow, Fix, ParsedFile, Track, TrackKind, WindRadius
from app.typhoon.quadrants import range_circle
from app.typhoon.register import storm_of_number
from app.typhoon.strength import class_of_wind
from app.units import FORCE_LOWER_MS
from app.wording import Text, Unreadable, reason_of

_FORCES = (7, 10, 12)
_REQUIRED = ("storm_id", "name_en", "agency", "averaging_min", "source")

Table = dict[str, Any]


def sniff(text: str) -> bool:
    """A TOML file with `[[fix]]` tables."""
    return "[[fix]]" in text


def parse(text: str) -> ParsedFile:
    """The one storm of the file. Raises InvalidInput when the head is not complete."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _file_refusal(Text(f"不是 TOML：{error}", f"It is not TOML: {error}")) from error
    missing = [key for key in _REQUIRED if key not in document]
    if missing:
        raise _file_refusal(Text(f"缺少 {'、'.join(missing)}", f"Missing: {', '.join(missing)}"))
    check_storable(document)
    try:
        storm = storm_of_number(_read_number(document["storm_id"]), str(document["name_en"])[:40])
        averaging_min = _read_minutes(document["averaging_min"])
    except (ValueError, TypeError) as error:
        raise _file_refusal(reason_of(error)) from error
    bad_rows = BadRows()
    fixes = _read_fixes(document, _fix_lines(text), bad_rows)
    if fixes and not is_of_its_year(storm.storm_id, [fix.fix_at for fix in fixes]):
        raise _file_refusal(
            Text(
                f"storm_id {storm.storm_id} 与定位的年份 {fixes[0].fix_at.year} 不符",
                f"storm_id {storm.storm_id} does not match the fixes' year {fixes[0].fix_at.year}",
            )
        )
    track = Track(
        storm,
        str(document["agency"]),
        TrackKind.OPERATIONAL,
        averaging_min,
        str(document["source"]),
        fixes,
    )
    return ParsedFile((track,), tuple(bad_rows))


def _read_number(value: object) -> str:
    if not re.fullmatch(r"(19|20)[0-9]{4}", str(value)):
        raise Unreadable(
            Text(
                f"storm_id 要是六位编号，收到 {value}",
                f"storm_id must be a six-digit number; got {value}",
            )
        )
    return str(value)


def _read_minutes(value: object) -> int:
    if type(value) is not int or not 0 < value <= 60:
        raise Unreadable(
            Text(
                f"averaging_min 要是分钟数，收到 {value}",
                f"averaging_min must be minutes; got {value}",
            )
        )
    return value


def _fix_lines(text: str) -> list[int]:
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if line.strip() == "[[fix]]"]


def _read_fixes(document: Table, lines: list[int], bad_rows: list[BadRow]) -> tuple[Fix, ...]:
    fixes: dict[datetime, Fix] = {}
    tables = document.get("fix")
    if not isinstance(tables, list):
        raise _file_refusal(Text("fix 要写成 [[fix]]", "Write fix as [[fix]]"))
    for line, table in zip(lines, cast(list[Table], tables), strict=False):
        try:
            fix = _read_fix(table, line)
            if fix.fix_at in fixes:
                raise ValueError(f"second fix for {fix.fix_at.isoformat()}")
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            bad_rows.append(BadRow(line, str(table)[:200], _reason_for(error)))
            continue
        fixes[fix.fix_at] = fix
    return tuple(fixes[moment] for moment in sorted(fixes))


def _read_fix(table: Table, line: int) -> Fix:
    moment = table["fix_at"]
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"fix_at needs a time with an offset: {moment}")
    plausible(moment)
    wind_ms = told_wind(_read_optional(table, "wind_ms"))
    return Fix(
        fix_at=moment.astimezone(UTC),
        lon=longitude(float(table["lon"])),
        lat=latitude(float(table["lat"])),
        pressure_hpa=told_pressure(_read_optional(table, "pressure_hpa")),
        wind_ms=wind_ms,
        storm_class=class_of_wind(wind_ms),
        radii=tuple(_read_radii(table)),
        published=tuple((key, str(value)) for key, value in table.items()),
        line=line,
    )


def _read_radii(table: Table) -> Iterator[WindRadius]:
    for force in _FORCES:
        given = table.get(f"radius_{force}_km")
        if given is not None:
            low, high = cast(list[Any], given) if isinstance(given, list) else (given, given)
            yield range_circle(force, FORCE_LOWER_MS[force], float(low), float(high))


def _read_optional(table: Table, key: str) -> float | None:
    return None if table.get(key) is None else float(table[key])


def _reason_for(error: Exception) -> str:
    return f"missing {error.args[0]}" if isinstance(error, KeyError) else str(error)


def _file_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-006",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text("按 sample_geo/storms 里的样子写", "Write it like those in sample_geo/storms"),
    )
