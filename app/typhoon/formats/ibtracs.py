"""IBTrACS v4 CSV, read by header name because the columns changed between versions.

Row 2 of the full files holds units; a missing value is one blank. Knots, hPa, UTC. The WMO
columns repeat the responsible centre's figures (10-min wind where WMO_AGENCY is tokyo). The
three-storm extract carries no radii at all, which is said and not filled.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO

from app.errors import InvalidInput
from app.typhoon.formats.fields import latitude, longitude, number, optional, pressure, wind
from app.typhoon.model import BadRow, Fix, ParsedFile, StormClass, Track, TrackKind
from app.typhoon.register import storm_of_name
from app.typhoon.strength import class_of_wind
from app.units import knots_to_ms

_SOURCE = "IBTrACS v4, NOAA NCEI"
_REQUIRED = ("SID", "NAME", "ISO_TIME", "LAT", "LON")
_AVERAGING_MIN = {"tokyo": 10}
_TIME_FORMAT = "%Y-%m-%d %H:%M:%S"

Row = dict[str, str]


@dataclass(slots=True)
class _Storm:
    name: str
    agencies: set[str] = field(default_factory=set[str])
    fixes: dict[datetime, Fix] = field(default_factory=dict[datetime, Fix])


def sniff(text: str) -> bool:
    """A first row that names SID and ISO_TIME."""
    header = text.partition("\n")[0].split(",")
    return "SID" in header and "ISO_TIME" in header


def parse(text: str) -> ParsedFile:
    """Every storm of the file; spur tracks are left out and listed."""
    storms: dict[str, _Storm] = {}
    bad_rows: list[BadRow] = []
    for line, row in _rows(text, bad_rows):
        try:
            _take(storms, row)
        except ValueError as error:
            bad_rows.append(BadRow(line, ",".join(row.values())[:200], str(error)))
    tracks = tuple(_track(sid, storm) for sid, storm in storms.items() if storm.fixes)
    return ParsedFile(tracks, tuple(bad_rows))


def _rows(text: str, bad_rows: list[BadRow]) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(StringIO(text))
    header = [name.strip() for name in next(reader, None) or ()]
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise InvalidInput(
            "E-TYP-005", "路径文件没有导入", f"缺少列 {'、'.join(missing)}", "用 IBTrACS v4 的 CSV"
        )
    for cells in reader:
        row = dict(zip(header, cells, strict=False))
        if not cells or (reader.line_num == 2 and not row.get("SID", "").strip()):
            continue  # a blank line, or the units under the header
        if len(cells) != len(header):
            reason = f"{len(cells)} cells, the header has {len(header)}"
            bad_rows.append(BadRow(reader.line_num, ",".join(cells)[:200], reason))
            continue
        yield reader.line_num, row


def _take(storms: dict[str, _Storm], row: Row) -> None:
    sid = row["SID"].strip()
    if not (len(sid) == 13 and sid[:4].isdecimal()):
        raise ValueError(f"SID is not an IBTrACS storm id: {sid!r}")
    if row.get("TRACK_TYPE", "main").strip().lower().startswith("spur"):
        raise ValueError("spur track: only main tracks are taken")
    fix = _fix(row)
    storm = storms.setdefault(sid, _Storm(row["NAME"].strip()))
    if fix.fix_at in storm.fixes:
        raise ValueError(f"second row for {fix.fix_at:%Y-%m-%d %H:%M} UTC")
    storm.fixes[fix.fix_at] = fix
    storm.agencies.add(row.get("WMO_AGENCY", "").strip().lower())


def _fix(row: Row) -> Fix:
    moment = datetime.strptime(row["ISO_TIME"].strip(), _TIME_FORMAT).replace(tzinfo=UTC)
    speed_kn = optional(row.get("WMO_WIND", ""), "WMO_WIND")
    wind_ms = wind(None if speed_kn is None else knots_to_ms(speed_kn))
    extratropical = row.get("NATURE", "").strip() == "ET"
    return Fix(
        fix_at=moment,
        lon=longitude(number(row["LON"], "LON")),
        lat=latitude(number(row["LAT"], "LAT")),
        pressure_hpa=pressure(optional(row.get("WMO_PRES", ""), "WMO_PRES")),
        wind_ms=wind_ms,
        storm_class=StormClass.EXTRATROPICAL if extratropical else class_of_wind(wind_ms),
    )


def _track(sid: str, storm: _Storm) -> Track:
    known = {_AVERAGING_MIN.get(agency) for agency in storm.agencies}
    fixes = tuple(storm.fixes[moment] for moment in sorted(storm.fixes))
    return Track(
        storm_of_name(int(sid[:4]), storm.name, sid),
        "IBTrACS",
        TrackKind.BESTTRACK,
        known.pop() if len(known) == 1 else None,
        f"{_SOURCE}, {sid}",
        fixes,
    )
