"""One comma-separated line of an ATCF deck. Raises ValueError with a reason.

Knots (1-min mean), hPa, nautical miles, tenths of a degree with a hemisphere letter, UTC. The
decks write 0, a negative number or nothing for a figure they do not have.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.typhoon.formats.fields import (
    digits,
    latitude,
    longitude,
    plausible,
    told_knots,
    told_pressure,
)
from app.typhoon.model import Fix, StormClass, WindRadius
from app.typhoon.quadrants import knot_circle
from app.typhoon.strength import class_of_wind

NAMES: tuple[str, ...] = (
    "BASIN", "CY", "YYYYMMDDHH", "TECHNUM/MIN", "TECH", "TAU", "LatN/S", "LonE/W", "VMAX", "MSLP",
    "TY", "RAD", "WINDCODE", "RAD1", "RAD2", "RAD3", "RAD4", "RADP", "RRP", "MRD", "GUSTS", "EYE",
    "SUBREGION", "MAXSEAS", "INITIALS", "DIR", "SPEED", "STORMNAME", "DEPTH",
)  # fmt: skip
_LEAST = 8
_DEGREES = re.compile(r"([0-9]{1,4})([NSEW])")
PUBLISHED = (
    "LatN/S", "LonE/W", "VMAX", "MSLP", "TY", "RADP", "RRP", "MRD", "GUSTS", "EYE", "SUBREGION",
    "MAXSEAS", "INITIALS", "DIR", "SPEED", "DEPTH",
)  # fmt: skip
_TYPES = {
    "EX": StormClass.EXTRATROPICAL,
    "ET": StormClass.EXTRATROPICAL,
    "LO": StormClass.LOW,
    "DB": StormClass.LOW,
    "WV": StormClass.LOW,
    "MD": StormClass.LOW,
}
MAX_TAU_H = 240


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A line: whose storm, which technique, when, and the fix with at most one circle."""

    line: int
    basin: str
    cyclone: int
    tech: str
    issued_at: datetime
    tau_h: int
    name: str
    knots: int
    fix: Fix


def read_line(line: int, text: str) -> DeckLine:
    """Parse a line of an a-deck or b-deck."""
    cells = [cell.strip() for cell in text.split(",")]
    if len(cells) < _LEAST:
        raise ValueError(f"{len(cells)} fields, at least {_LEAST} are needed")
    row: dict[str, str] = dict(zip(NAMES, cells, strict=False))
    if not re.fullmatch(r"[A-Z]{2}", row["BASIN"]):
        raise ValueError(f"basin is not two letters: {row['BASIN']!r}")
    if not row["TECH"]:
        raise ValueError("no technique")
    tau_h = _read_tau(row["TAU"])
    issued_at = _read_moment(row["YYYYMMDDHH"], row["TECHNUM/MIN"] if row["TECH"] == "BEST" else "")
    knots = _read_whole(row.get("RAD", ""), "RAD") or 0
    return DeckLine(
        line,
        row["BASIN"],
        digits(row["CY"], "cyclone number"),
        row["TECH"],
        issued_at,
        tau_h,
        row.get("STORMNAME", ""),
        knots,
        _read_fix(row, issued_at + timedelta(hours=tau_h), line, _read_circle(row, knots)),
    )


def _read_fix(row: dict[str, str], at: datetime, line: int, circle: WindRadius | None) -> Fix:
    wind_ms = told_knots(_read_whole(row.get("VMAX", ""), "VMAX"))
    lat, lon = degrees(row["LatN/S"], "NS"), degrees(row["LonE/W"], "EW")
    if lat == 0 and lon == 0:
        raise ValueError("0N 0E stands for a position that is not known")
    return Fix(
        fix_at=at,
        lon=longitude(lon),
        lat=latitude(lat),
        pressure_hpa=told_pressure(_read_whole(row.get("MSLP", ""), "MSLP")),
        wind_ms=wind_ms,
        storm_class=_TYPES.get(row.get("TY", ""), class_of_wind(wind_ms)),
        radii=(circle,) if circle else (),
        published=tuple((name, row[name]) for name in PUBLISHED if row.get(name)),
        line=line,
    )


def degrees(text: str, hemispheres: str) -> float:
    """Degrees from tenths and a hemisphere letter: 271N, 1245E; south and west are negative."""
    match = _DEGREES.fullmatch(text)
    if not match or match[2] not in hemispheres:
        raise ValueError(f"not tenths of a degree with {' or '.join(hemispheres)}: {text!r}")
    return int(match[1]) / 10 * (-1 if match[2] in "SW" else 1)


def _read_circle(row: dict[str, str], knots: int) -> WindRadius | None:
    if knots <= 0:
        return None
    radii = [_read_whole(row.get(f"RAD{number}", ""), f"RAD{number}") for number in (1, 2, 3, 4)]
    return knot_circle(knots, row.get("WINDCODE", ""), radii)


def _read_tau(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,4}", text):
        raise ValueError(f"TAU is not a whole number: {text!r}")
    if not -48 <= int(text) <= MAX_TAU_H:
        raise ValueError(f"TAU out of range: {text}")
    return int(text)


def _read_moment(text: str, minutes: str) -> datetime:
    if not re.fullmatch(r"[0-9]{10}", text):
        raise ValueError(f"time is not YYYYMMDDHH: {text!r}")
    minute = int(minutes) if minutes.isascii() and minutes.isdecimal() else 0
    moment = datetime(
        int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:]), minute, tzinfo=UTC
    )
    return plausible(moment)


def _read_whole(text: str, what: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,4}", text):
        raise ValueError(f"{what} is not a whole number: {text!r}")
    return int(text)
