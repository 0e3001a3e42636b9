"""Reads recorded positions: NMEA logs and CSV tables of AIS, as sentences with their moments.

A log's line may carry its time in a TAG block (`\\c:1436465400*5A\\!AIVDM…`) or as unix seconds
behind the sentence (`!AIVDM…*35,1436465400`, as the US Coast Guard's logs do). A line without one
follows the one before. A CSV needs MMSI, time, longitude and latitude under the usual names.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import InvalidInput
from app.exercise.ais import Position, class_a_position
from app.wording import Text

UNTIMED_S = 0.02  # between two lines of a log without any time: 50 a second
_SENTENCE = re.compile(rb"![A-Z]{5},[^*!]+\*[0-9A-Fa-f]{2}")
_TIME = re.compile(rb"^\\(?:[^\\]*,)?c:(\d{9,13})|\*[0-9A-Fa-f]{2},(?:.*,)?(\d{9,10})$")
_NAMES = {
    "mmsi": ("mmsi",),
    "time": ("time", "timestamp", "basedatetime", "base_date_time", "fix_at", "datetime"),
    "lon": ("lon", "longitude", "long"),
    "lat": ("lat", "latitude"),
    "speed": ("sog", "speed", "speed_kn", "sog_kn"),
    "course": ("cog", "course", "course_deg", "cog_deg"),
    "heading": ("heading", "heading_deg", "true_heading"),
}
_NEEDED = ("mmsi", "time", "lon", "lat")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One sentence and its moment in unix seconds, None where the file gives none."""

    sentence: bytes
    at_s: float | None


def read_recording(path: Path) -> Iterator[Recorded]:
    """The file's sentences in order. Raises InvalidInput for a CSV without the needed columns."""
    if path.suffix.lower() == ".csv":
        yield from _read_csv(path)
        return
    with path.open("rb") as file:
        for line in file:
            recorded = parse_line(line)
            if recorded is not None:
                yield recorded


def parse_line(line: bytes) -> Recorded | None:
    """A log's line, or None for a comment or anything else without a sentence."""
    sentence, time = _SENTENCE.search(line), _TIME.search(line.strip())
    if sentence is None:
        return None
    if time is None:
        return Recorded(sentence[0], None)
    value = float(time[1] or time[2])
    return Recorded(sentence[0], value / 1000 if value >= 1e11 else value)


def pace(recording: Iterable[Recorded], speed: float) -> Iterator[tuple[float, Recorded]]:
    """Each sentence with the seconds after the start at which it is due.

    A time that runs backwards does not wait.
    """
    first: float | None = None
    due = 0.0
    for recorded in recording:
        if recorded.at_s is None:
            due += UNTIMED_S / speed
        else:
            first = recorded.at_s if first is None else first
            due = max(due, (recorded.at_s - first) / speed)
        yield due, recorded


def _read_csv(path: Path) -> Iterator[Recorded]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = _find_columns(reader.fieldnames or ())
        for row in reader:
            position = _read_position({name: row[column] for name, column in columns.items()})
            if position is not None:
                yield Recorded(class_a_position(position[1], "A"), position[0])


def _find_columns(header: Iterable[str]) -> dict[str, str]:
    known = {title.strip().lower(): title for title in header}
    found = {
        name: next(known[title] for title in titles if title in known)
        for name, titles in _NAMES.items()
        if any(title in known for title in titles)
    }
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise InvalidInput(
            "E-EXE-003",
            Text("没有回放", "Nothing was replayed"),
            Text(
                f"CSV 缺少列：{'、'.join(missing)}", f"The CSV lacks columns: {', '.join(missing)}"
            ),
            Text(
                "列名写 mmsi、time、lon、lat（可加 sog、cog、heading）",
                "Name the columns mmsi, time, lon, lat (also sog, cog, heading)",
            ),
        )
    return found


def _read_position(row: Mapping[str, str]) -> tuple[float, Position] | None:
    """A row as a position with its moment, None for one that does not hold the needed figures."""
    try:
        at_s = _read_moment(row["time"])
        position = Position(
            mmsi=int(row["mmsi"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            speed_kn=min(max(_read_number(row.get("speed")) or 0.0, 0.0), 102.2),
            course_deg=_read_number(row.get("course")),
            heading_deg=_known_heading(_read_number(row.get("heading"))),
            nav_status=15,
            second=int(at_s % 60),
        )
    except ValueError:
        return None
    fits = abs(position.lon or 0) <= 180 and abs(position.lat or 0) <= 90
    return (at_s, position) if fits and 0 < position.mmsi < 10**9 else None


def _read_moment(text: str) -> float:
    """Unix seconds, or ISO 8601; a time without an offset is UTC, as AIS archives write it."""
    try:
        return float(text)
    except ValueError:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _read_number(text: str | None) -> float | None:
    return float(text) if text is not None and text.strip() else None


def _known_heading(value: float | None) -> float | None:
    return None if value is None or value >= 360 else value
