"""CMA best track, `CHyyyyBST.txt`: a header a storm, then UTC, tenths of a degree, hPa, m/s.

Winds are 2-min means; 9 stands for less than 10 m/s and is kept as published
only. `OWD`, where present, is the mean wind of a remote gale. A header named `NAME(-)n` heads
sub-centre n of the storm before it. The end flag tells how the storm ended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.typhoon.formats.fields import (
    digits,
    latitude,
    longitude,
    plausible,
    told_pressure,
    told_wind,
)
from app.typhoon.formats.gathering import BadRows, ordered, put
from app.typhoon.formats.numbering import full_number
from app.typhoon.model import (
    Fix,
    NoteKind,
    ParsedFile,
    Storm,
    StormClass,
    StormNote,
    Track,
    TrackKind,
)
from app.typhoon.register import is_nameless, storm_of_name, storm_of_number
from app.typhoon.strength import class_of_wind

_SOURCE = "CMA tropical cyclone best track"
_HEADER = re.compile(
    r"66666\s+([0-9]{4})\s+([0-9]{1,4})\s+([0-9]{4})\s+([0-9]{4})\s+([0-9])\s+([0-9])\s+(\S.*?)(?:\s+([0-9]{8}))?\s*"
)
_SUB_CENTRE = re.compile(r"(.*?)\s*\(-\)\s*([0-9]{1,2})")
_CLASSES: dict[int, StormClass | None] = {
    0: None,
    1: StormClass.TD,
    2: StormClass.TS,
    3: StormClass.STS,
    4: StormClass.TY,
    5: StormClass.STY,
    6: StormClass.SUPER_TY,
    9: StormClass.EXTRATROPICAL,
}
_ENDINGS = {
    0: NoteKind.DISSIPATED,
    1: NoteKind.LEFT_REGION,
    2: NoteKind.MERGED,
    3: NoteKind.QUASI_STATIONARY,
}
_WEAK = 9  # "less than 10 m/s"
_AVERAGING_MIN = 2
_FIELDS = ("YYYYMMDDHH", "I", "LAT", "LONG", "PRES", "WND", "OWD")
_LEAST = 6


@dataclass(frozen=True, slots=True)
class _Header:
    line: int
    text: str
    international: str
    rows: int
    serial: str
    chinese: str
    ending: int
    name: str
    centre: int


def sniff(text: str) -> bool:
    """A header "66666 1509 …" whose first data row begins with ten digits."""
    lines = text.lstrip().split("\n", 2)[:2]
    return (
        len(lines) == 2
        and lines[0].startswith("66666 ")
        and re.match(r"\s*[0-9]{10}\s+[0-9]\s", lines[1]) is not None
    )


def parse(text: str) -> ParsedFile:
    """Every storm of the file, sub-centres as storms of their own under their parent."""
    bad_rows = BadRows()
    tracks, notes = list[Track](), list[StormNote]()
    for header, rows in _split_blocks(text, bad_rows):
        fixes = _read_fixes(rows, bad_rows)
        if header.rows != len(rows):
            reason = f"header announces {header.rows} rows, {len(rows)} follow"
            bad_rows.note(header.line, header.text, reason)
        if not fixes:
            continue
        storm = _read_storm(header, fixes)
        tracks.append(Track(storm, "CMA", TrackKind.BESTTRACK, _AVERAGING_MIN, _SOURCE, fixes))
        notes += _note_ending(storm, header, fixes[-1])
    return ParsedFile(tuple(tracks), tuple(bad_rows), notes=tuple(notes))


def _split_blocks(text: str, bad_rows: BadRows) -> Iterator[tuple[_Header, list[tuple[int, str]]]]:
    header, rows = None, list[tuple[int, str]]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("66666"):
            if header:
                yield header, rows
            header, rows = _read_header(number, line, bad_rows), []
        elif line.strip() and header:
            rows.append((number, line))
        elif line.strip():
            bad_rows.note(number, line, "row without a storm header that can be read")
    if header:
        yield header, rows


def _read_header(number: int, line: str, bad_rows: BadRows) -> _Header | None:
    match = _HEADER.fullmatch(line)
    if not match:
        bad_rows.note(number, line, "not a header: 66666 BBBB CCC DDDD EEEE F G NAME")
        return None
    sub_centre = _SUB_CENTRE.fullmatch(match[7])
    return _Header(
        number, line, match[1], int(match[2]), match[3], match[4], int(match[5]),
        (sub_centre[1] if sub_centre else match[7]).strip().upper(),
        int(sub_centre[2]) if sub_centre else 0,
    )  # fmt: skip


def _read_storm(header: _Header, fixes: tuple[Fix, ...]) -> Storm:
    year = fixes[0].fix_at.year
    serial = f"CMA-{year}-{header.serial}"
    moments = [fix.fix_at for fix in fixes]
    number = full_number(header.international, moments) or full_number(header.chinese, moments)
    if number:
        storm = storm_of_number(number, header.name, (serial,))
    elif is_nameless(header.name):
        storm = storm_of_name(year, "", serial)
    else:
        storm = storm_of_name(year, header.name, serial)
    if not header.centre:
        return storm
    return replace(
        storm,
        storm_id=f"{storm.storm_id}-{header.centre}",
        known_as=(),
        parent_id=storm.storm_id,
        centre=header.centre,
    )


def _note_ending(storm: Storm, header: _Header, last: Fix) -> Iterator[StormNote]:
    kind = _ENDINGS.get(header.ending)
    if kind:
        yield StormNote(
            storm.storm_id, "CMA", kind, _SOURCE, last.fix_at, last.lon, last.lat,
            published=(("F", str(header.ending)),),
        )  # fmt: skip


def _read_fixes(rows: list[tuple[int, str]], bad_rows: BadRows) -> tuple[Fix, ...]:
    fixes: dict[datetime, Fix] = {}
    for number, line in rows:
        try:
            put(fixes, _read_fix(line.split(), number))
        except ValueError as error:
            bad_rows.note(number, line, str(error))
    return ordered(fixes)


def _read_fix(cells: list[str], line: int) -> Fix:
    if not _LEAST <= len(cells) <= len(_FIELDS):
        raise ValueError(f"{len(cells)} columns, {_LEAST} or {len(_FIELDS)} are needed")
    moment, flag, lat, lon, hpa, speed = cells[:_LEAST]
    grade = digits(flag, "class flag")
    if grade not in _CLASSES:
        raise ValueError(f"unknown class flag {grade}")
    published_ms = digits(speed, "wind")
    wind_ms = None if published_ms == _WEAK else told_wind(float(published_ms))
    return Fix(
        fix_at=_read_moment(moment),
        lon=longitude(digits(lon, "longitude") / 10),
        lat=latitude(digits(lat, "latitude") / 10),
        pressure_hpa=told_pressure(float(digits(hpa, "pressure"))),
        wind_ms=wind_ms,
        storm_class=_CLASSES[grade] or class_of_wind(wind_ms),
        published=tuple(zip(_FIELDS[1:], cells[1:], strict=False)),
        line=line,
    )


def _read_moment(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{10}", text):
        raise ValueError(f"time is not YYYYMMDDHH: {text!r}")
    return plausible(
        datetime(int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:]), tzinfo=UTC)
    )
