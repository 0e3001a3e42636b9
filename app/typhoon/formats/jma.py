"""RSMC Tokyo best track: fixed columns, UTC, tenths of a degree, knots (10-min), nautical miles.

Two-digit years turn at 51 (the archive begins in 1951). Wind 000 and blank radii mean that the
source gives none; a radius of 0000 means that there is no such circle.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from app.typhoon.formats.fields import (
    digits,
    filled_digits,
    latitude,
    longitude,
    told_knots,
    told_pressure,
)
from app.typhoon.formats.gathering import BadRows
from app.typhoon.formats.numbering import is_of_its_year
from app.typhoon.model import (
    BadRow,
    Fix,
    ParsedFile,
    Storm,
    StormClass,
    Track,
    TrackKind,
    WindRadius,
)
from app.typhoon.quadrants import jma_circle
from app.typhoon.register import storm_of_name, storm_of_number
from app.typhoon.strength import class_of_wind

_SOURCE = "RSMC Tokyo best track, Japan Meteorological Agency"
_HEADER = "66666 "
_YEAR_PIVOT = 51
_GRADES: dict[int, StormClass | None] = {
    2: StormClass.TD,
    3: StormClass.TS,
    4: StormClass.STS,
    5: StormClass.TY,
    6: StormClass.EXTRATROPICAL,
    7: None,  # just entering the region: the class comes from the wind
    9: StormClass.TS,
}
# (knots, direction digit, longest, shortest) as slices of the line
_CIRCLES = ((30, 52, 53, 57, 58, 62), (50, 41, 42, 46, 47, 51))


def sniff(text: str) -> bool:
    """A header "66666 1509  062 …" whose data lines carry the indicator 002."""
    lines = text.splitlines()[:2]
    return len(lines) == 2 and lines[0].startswith(_HEADER) and lines[1][9:12] == "002"


def parse(text: str) -> ParsedFile:
    """Every storm of the file."""
    bad_rows = BadRows()
    tracks = [_read_track(block, bad_rows) for block in _split_blocks(text, bad_rows)]
    return ParsedFile(tuple(track for track in tracks if track), tuple(bad_rows))


def _split_blocks(text: str, bad_rows: list[BadRow]) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_HEADER):
            if block:
                yield block
            block = [(number, line)]
        elif line.strip() and block:
            block.append((number, line))
        elif line.strip():
            bad_rows.append(BadRow(number, line, "row before any storm header"))
    if block:
        yield block


def _read_track(block: list[tuple[int, str]], bad_rows: list[BadRow]) -> Track | None:
    number, header = block[0]
    try:
        storm_id = f"{_full_year(header[6:8])}{digits(header[8:10], 'storm number'):02d}"
        announced = digits(header[12:15], "line count")
    except ValueError as error:
        bad_rows.append(BadRow(number, header, str(error)))
        return None
    if announced != len(block) - 1:
        reason = f"header announces {announced} rows, {len(block) - 1} follow"
        bad_rows.append(BadRow(number, header, reason))
    fixes = _read_fixes(block[1:], bad_rows)
    storm = _find_storm(storm_id, header[30:50].strip(), fixes)
    return Track(storm, "JMA", TrackKind.BESTTRACK, 10, _SOURCE, fixes)


def _find_storm(number: str, name: str, fixes: tuple[Fix, ...]) -> Storm:
    """The storm of a number, or by its name where the number is of another year."""
    if not fixes or is_of_its_year(number, [fix.fix_at for fix in fixes]):
        return storm_of_number(number, name)
    year = fixes[0].fix_at.year
    return storm_of_name(year, name, f"JMA-{year}-{number}")


def _read_fixes(rows: list[tuple[int, str]], bad_rows: list[BadRow]) -> tuple[Fix, ...]:
    fixes: dict[datetime, Fix] = {}
    for number, line in rows:
        try:
            fix = _read_fix(line, number)
            if fix.fix_at in fixes:
                raise ValueError(f"second row for {fix.fix_at:%Y-%m-%d %H} UTC")
        except ValueError as error:
            bad_rows.append(BadRow(number, line, str(error)))
            continue
        fixes[fix.fix_at] = fix
    return tuple(fixes[moment] for moment in sorted(fixes))


def _read_fix(line: str, number: int) -> Fix:
    if line[9:12] != "002":
        raise ValueError(f"indicator is not 002: {line[9:12]!r}")
    grade = digits(line[13:14], "grade")
    if grade not in _GRADES:
        raise ValueError(f"unknown grade {grade}")
    speed_kn = digits(line[33:36], "wind")
    wind_ms = told_knots(speed_kn)
    return Fix(
        fix_at=_read_moment(line[0:8]),
        lat=latitude(digits(line[15:18], "latitude") / 10),
        lon=longitude(digits(line[19:23], "longitude") / 10),
        pressure_hpa=told_pressure(float(digits(line[24:28], "pressure"))),
        wind_ms=wind_ms,
        storm_class=_class_of(grade, wind_ms),
        radii=tuple(_read_radii(line)),
        published=_list_published(line),
        line=number,
    )


def _list_published(line: str) -> tuple[tuple[str, str], ...]:
    figures = (
        ("grade", line[13:14]), ("latitude", line[15:18]), ("longitude", line[19:23]),
        ("pressure", line[24:28].strip()), ("wind", line[33:36]), ("landfall", line[71:72].strip()),
    )  # fmt: skip
    return tuple((name, text) for name, text in figures if text)


def _class_of(grade: int, wind_ms: float | None) -> StormClass | None:
    source_class = _GRADES[grade]
    if source_class in (StormClass.EXTRATROPICAL, StormClass.TD) or wind_ms is None:
        return source_class
    return class_of_wind(wind_ms)


def _read_radii(line: str) -> Iterator[WindRadius]:
    for knots, direction, longest, longest_end, shortest, shortest_end in _CIRCLES:
        if not line[direction:shortest_end].strip():
            continue
        circle = jma_circle(
            knots,
            filled_digits(line[direction : direction + 1], f"direction of R{knots}"),
            filled_digits(line[longest:longest_end], f"longest R{knots}"),
            filled_digits(line[shortest:shortest_end], f"shortest R{knots}"),
        )
        if circle:
            yield circle


def _read_moment(text: str) -> datetime:
    digits(text, "time")
    return datetime(
        _full_year(text[0:2]), int(text[2:4]), int(text[4:6]), int(text[6:8]), tzinfo=UTC
    )


def _full_year(two_digits: str) -> int:
    year = digits(two_digits, "year")
    return year + (1900 if year >= _YEAR_PIVOT else 2000)
