"""IBTrACS v4 CSV, read by header name because the columns changed between versions.

Row 2 of the full files holds units; a missing value is one blank. Knots, hPa, nautical miles,
UTC. The WMO columns repeat the responsible centre's figures; every agency with columns of its own
(USA, TOKYO, CMA, HKO, KMA) becomes a track of its own beside them, in its own wind averaging.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from app.errors import InvalidInput
from app.typhoon.formats.fields import (
    latitude,
    longitude,
    number,
    optional,
    plausible,
    told_knots,
    told_pressure,
)
from app.typhoon.formats.gathering import BadRows, ordered, put
from app.typhoon.formats.ibtracs_agencies import AGENCIES, agency_fix
from app.typhoon.model import BadRow, Fix, ParsedFile, StormClass, Track, TrackKind
from app.typhoon.register import storm_of_name
from app.typhoon.strength import class_of_wind
from app.wording import Text

_SOURCE = "IBTrACS v4, NOAA NCEI"
_REQUIRED = ("SID", "NAME", "ISO_TIME", "LAT", "LON")
_AVERAGING_MIN = {"tokyo": 10}
_PUBLISHED = (
    "LAT", "LON", "WMO_WIND", "WMO_PRES", "WMO_AGENCY", "NATURE", "TRACK_TYPE", "LANDFALL",
    "DIST2LAND", "IFLAG", "STORM_SPEED", "STORM_DIR",
)  # fmt: skip

Row = dict[str, str]
Fixes = dict[datetime, Fix]


@dataclass(slots=True)
class _Storm:
    name: str
    has_wmo: bool
    centres: set[str] = field(default_factory=set[str])
    fixes: Fixes = field(default_factory=dict[datetime, Fix])
    by_agency: dict[str, Fixes] = field(default_factory=dict[str, Fixes])


def sniff(text: str) -> bool:
    """A first row that names SID and ISO_TIME."""
    header = text[:20_000].partition("\n")[0].split(",")
    return "SID" in header and "ISO_TIME" in header


def parse(text: str) -> ParsedFile:
    """Every storm of the file; spur tracks are left out and listed."""
    storms: dict[str, _Storm] = {}
    bad_rows = BadRows()
    for line, row in _read_rows(text, bad_rows):
        try:
            storm = _take_row(storms, row, line)
        except ValueError as error:
            bad_rows.note(line, ",".join(row.values()), str(error))
            continue
        _take_agencies(storm, row, line, bad_rows)
    tracks = tuple(track for sid, storm in storms.items() for track in _make_tracks(sid, storm))
    return ParsedFile(tracks, tuple(bad_rows))


def _read_rows(text: str, bad_rows: BadRows) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(StringIO(text))
    try:
        header = [name.strip() for name in next(reader, None) or ()]
        missing = [name for name in _REQUIRED if name not in header]
        if missing:
            raise _file_refusal(
                Text(f"缺少列 {'、'.join(missing)}", f"Missing columns: {', '.join(missing)}")
            )
        yield from _data_rows(reader, header, bad_rows)
    except csv.Error as error:
        raise _file_refusal(
            Text(
                f"第 {reader.line_num} 行不是 CSV：{error}",
                f"Line {reader.line_num} is not CSV: {error}",
            )
        ) from error


def _data_rows(reader: Any, header: list[str], bad_rows: BadRows) -> Iterator[tuple[int, Row]]:
    for cells in reader:
        row = dict(zip(header, cells, strict=False))
        if not cells or (reader.line_num == 2 and not row.get("SID", "").strip()):
            continue  # a blank line, or the units under the header
        if len(cells) != len(header):
            reason = f"{len(cells)} cells, the header has {len(header)}"
            bad_rows.append(BadRow(reader.line_num, ",".join(cells)[:200], reason))
            continue
        yield reader.line_num, row


def _take_row(storms: dict[str, _Storm], row: Row, line: int) -> _Storm:
    sid = row["SID"].strip()
    if not (len(sid) == 13 and sid.isascii() and sid[:4].isdecimal()):
        raise ValueError(f"SID is not an IBTrACS storm id: {sid[:40]!r}")
    if row.get("TRACK_TYPE", "main").strip().lower().startswith("spur"):
        raise ValueError("spur track: only main tracks are taken")
    fix = _read_fix(row, line)
    storm = storms.setdefault(sid, _Storm(row["NAME"].strip()[:40], "WMO_WIND" in row))
    put(storm.fixes, fix)
    storm.centres.add(row.get("WMO_AGENCY", "").strip().lower())
    return storm


def _take_agencies(storm: _Storm, row: Row, line: int, bad_rows: BadRows) -> None:
    agencies = [agency for agency in AGENCIES if _has_position(row, agency.prefix)]
    if not agencies:
        return
    at = _read_moment(row)
    for agency in agencies:
        try:
            fix = agency_fix(agency, row, at, line)
        except ValueError as error:
            bad_rows.note(line, f"{agency.prefix}_*", f"{agency.prefix}: {error}")
            continue
        if fix is not None:
            storm.by_agency.setdefault(agency.prefix, {})[at] = fix


def _has_position(row: Row, prefix: str) -> bool:
    return bool(row.get(f"{prefix}_LAT", "").strip() or row.get(f"{prefix}_LON", "").strip())


def _read_fix(row: Row, line: int) -> Fix:
    wind_ms = told_knots(optional(row.get("WMO_WIND", ""), "WMO_WIND"))
    extratropical = row.get("NATURE", "").strip() == "ET"
    return Fix(
        fix_at=_read_moment(row),
        lon=longitude(number(row["LON"], "LON")),
        lat=latitude(number(row["LAT"], "LAT")),
        pressure_hpa=told_pressure(optional(row.get("WMO_PRES", ""), "WMO_PRES")),
        wind_ms=wind_ms,
        storm_class=StormClass.EXTRATROPICAL if extratropical else class_of_wind(wind_ms),
        published=tuple(
            (name, row[name].strip()) for name in _PUBLISHED if row.get(name, "").strip()
        ),
        line=line,
    )


def _read_moment(row: Row) -> datetime:
    """`2015-06-29 06:00:00`, UTC by the format's definition; an offset would contradict it."""
    text = row["ISO_TIME"].strip()
    if len(text) != 19 or text[10] != " ":
        raise ValueError(f"time is not YYYY-MM-DD HH:MM:SS: {text[:40]!r}")
    return plausible(datetime.fromisoformat(text).replace(tzinfo=UTC))


def _make_tracks(sid: str, storm: _Storm) -> Iterator[Track]:
    whose = storm_of_name(int(sid[:4]), storm.name, sid)
    known = {_AVERAGING_MIN.get(centre) for centre in storm.centres}
    averaging_min = known.pop() if len(known) == 1 else None
    source = f"{_SOURCE}, {sid}"
    yield Track(whose, "IBTrACS", TrackKind.BESTTRACK, averaging_min, source, ordered(storm.fixes))
    for agency in AGENCIES:
        if agency.prefix in storm.by_agency:
            fixes = ordered(storm.by_agency[agency.prefix])
            yield Track(
                whose, f"IBTrACS-{agency.prefix}", TrackKind.BESTTRACK, agency.averaging_min,
                f"{source}, {agency.prefix}", fixes,
            )  # fmt: skip


def _file_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-005",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text("用 IBTrACS v4 的 CSV", "Use IBTrACS v4 CSV"),
    )
