"""JTWC warnings: the plain text (`…web.txt`) and the coded lines of JMV 3.0 (`….tcw`).

Knots (1-min), nautical miles, hPa. The plain text gives day and hour only: month and year are
taken from a JMV line, a date written DDMMMYY, or a line `RECEIVED 2019-08-09` put in front; with
none of these the warning is refused, because a month cannot be guessed for an archive.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.typhoon.formats.atcf_line import MAX_TAU_H
from app.typhoon.formats.bulletin import (
    AVERAGING_MIN,
    MONTHS,
    Published,
    circle,
    day_time,
    fix,
    place,
    refusal,
)
from app.typhoon.formats.fields import plausible
from app.typhoon.formats.gathering import BadRows, ordered, put
from app.typhoon.model import (
    Fix,
    Forecast,
    IssuedForecast,
    ParsedFile,
    Storm,
    Track,
    TrackKind,
    WindRadius,
)
from app.typhoon.register import atcf_id, storm_of_name
from app.wording import Text

_SUBJECT = re.compile(
    r"([0-9]{2})([WABSPECL])\s*\(([^)\n]{1,30})\)[\s\S]{0,20}?WARNING\s+NR\s+([0-9]{1,3})"
)
_JMV_HEAD = re.compile(
    r"(?m)^\s*((?:19|20)[0-9]{8})\s+([0-9]{2})([WABSPECL])\s+(\S+)\s+([0-9]{3})\b.*$"
)
_JMV_LINE = re.compile(
    r"^\s*T([0-9]{3})\s+([0-9]{1,3})([NS])\s+([0-9]{1,4})([EW])\s+([0-9]{3})(.*)$"
)
_JMV_CIRCLE = re.compile(
    r"R([0-9]{3})\s+([0-9]{3})\s+NE\s+QUAD\s+([0-9]{3})\s+SE\s+QUAD\s+([0-9]{3})\s+SW\s+QUAD\s+"
    r"([0-9]{3})\s+NW\s+QUAD"
)
_DATE = re.compile(rf"\b([0-9]{{2}})({'|'.join(MONTHS)})([0-9]{{2}})\b")
_RECEIVED = re.compile(r"(?m)^\s*RECEIVED\s+([0-9]{4})-([0-9]{2})-([0-9]{2})")
_POSITION = re.compile(r"^\s*([0-9]{2})([0-9]{2})([0-9]{2})Z[0-9]?\s+---\s+(?:NEAR\s+)?(.{5,40})$")
_WIND = re.compile(r"MAX SUSTAINED WINDS\s+-\s+([0-9]{1,3})\s+KT")
_QUADRANTS = re.compile(r"([0-9]{3})\s+NM\s+(NORTHEAST|SOUTHEAST|SOUTHWEST|NORTHWEST)\s+QUADRANT")
_ORDER = ("NORTHEAST", "SOUTHEAST", "SOUTHWEST", "NORTHWEST")
_HPA = re.compile(r"MINIMUM CENTRAL PRESSURE AT\s+([0-9]{6})Z\s+IS\s+([0-9]{3,4})\s+MB")
_BASINS = {"W": "WP", "A": "IO", "B": "IO", "S": "SH", "P": "SH", "E": "EP", "C": "CP", "L": "AL"}
_TODO = Text(
    "整份贴入 JTWC 报文；没有年月时在最前加一行 RECEIVED 2019-08-09",
    "Paste the whole JTWC message; where it has no year and month, "
    "add a first line RECEIVED 2019-08-09",
)


@dataclass(frozen=True, slots=True)
class _Head:
    number: int
    basin: str
    name: str
    warning: str


def sniff(text: str) -> bool:
    """A warning's subject, or a coded head followed by T000."""
    head = text[:4000].upper()
    return _SUBJECT.search(head) is not None or (
        _JMV_HEAD.search(head) is not None and "T000" in head
    )


def parse(text: str) -> ParsedFile:
    """The one storm of the warning. Raises InvalidInput when its head cannot be read."""
    upper = text.upper()
    bad_rows = BadRows()
    coded = _JMV_HEAD.search(upper)
    if coded and re.search(r"(?m)^\s*T000\b", upper):
        head = _Head(int(coded[2]), _BASINS[coded[3]], coded[4], coded[5])
        points = _coded_points(upper, _coded_time(coded[1]), bad_rows)
    else:
        head = _read_subject(upper)
        points = _plain_points(upper, _read_reference(upper), bad_rows)
    if not points:
        raise refusal(
            Text("没有读出警报时的位置", "The position at the time of the warning was not found"),
            _TODO,
        )
    return _parsed_message(head, points, bad_rows)


def _parsed_message(head: _Head, points: dict[datetime, Fix], bad_rows: BadRows) -> ParsedFile:
    now = points[min(points)]
    season = now.fix_at.year + (head.basin == "SH" and now.fix_at.month >= 7)
    storm: Storm = storm_of_name(season, head.name, atcf_id(head.basin, head.number, season))
    source = f"JTWC warning {storm.known_as[0]} NR {head.warning}"
    track = Track(storm, "JTWC", TrackKind.OPERATIONAL, AVERAGING_MIN, source, (now,), whole=False)
    forecast = Forecast(
        "JTWC", now.fix_at, False, "JTWC warning", ordered(points), AVERAGING_MIN, source
    )
    return ParsedFile((track,), tuple(bad_rows), (IssuedForecast(storm, forecast),))


def _read_subject(text: str) -> _Head:
    match = _SUBJECT.search(text)
    if not match:
        raise refusal(
            Text(
                "没有主题行，如 TYPHOON 10W (LEKIMA) WARNING NR 025",
                "There is no subject line, such as TYPHOON 10W (LEKIMA) WARNING NR 025",
            ),
            _TODO,
        )
    return _Head(int(match[1]), _BASINS[match[2]], match[3].strip(), match[4])


def _read_reference(text: str) -> datetime:
    dated, received = _DATE.search(text), _RECEIVED.search(text)
    try:
        if received:
            year, month, day = (int(received[number]) for number in (1, 2, 3))
            return plausible(datetime(year, month, day, tzinfo=UTC))
        if dated:
            month = MONTHS.index(dated[2]) + 1
            return datetime(2000 + int(dated[3]), month, int(dated[1]), tzinfo=UTC)
    except ValueError as error:
        raise refusal(
            Text(f"日期不成立：{error}", f"The date is not valid: {error}"), _TODO
        ) from error
    raise refusal(
        Text("报文里没有年月，只有日和时", "The message has day and hour, but no year and month"),
        _TODO,
    )


def _coded_time(text: str) -> datetime:
    try:
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:]), tzinfo=UTC)
    except ValueError as error:
        raise refusal(
            Text(f"时间不成立：{text}", f"The time is not valid: {text}"), _TODO
        ) from error


def _coded_points(text: str, issued: datetime, bad_rows: BadRows) -> dict[datetime, Fix]:
    points: dict[datetime, Fix] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not re.match(r"\s*T[0-9]{3}\b", line):
            continue
        try:
            put(points, _coded_fix(line, issued, number))
        except ValueError as error:
            bad_rows.note(number, line, str(error))
    return points if issued in points else {}


def _coded_fix(line: str, issued: datetime, number: int) -> Fix:
    match = _JMV_LINE.match(line)
    if not match:
        raise ValueError("not a JMV line: Thhh LATN LONE WIND …")
    circles = _coded_circles(match[7])
    published: Published = (("TAU", match[1]), ("LATN/S", match[2] + match[3]),
                            ("LONE/W", match[4] + match[5]), ("WIND", match[6]))  # fmt: skip
    where = f"{int(match[2]) / 10:.1f}{match[3]} {int(match[4]) / 10:.1f}{match[5]}"
    if int(match[1]) > MAX_TAU_H:
        raise ValueError(f"lead out of range: T{match[1]}")
    at = issued + timedelta(hours=int(match[1]))
    return fix(at, place(where), int(match[6]), None, circles, published, number)


def _coded_circles(text: str) -> list[WindRadius]:
    found = list(_JMV_CIRCLE.finditer(text))
    if len(found) != len(re.findall(r"\bR[0-9]{3}\b", text)):
        raise ValueError(f"a radius lacks a quadrant: {text.strip()[:80]!r}")
    made = [circle(match[1], [match[number] for number in (2, 3, 4, 5)]) for match in found]
    return [each for each in made if each]


def _plain_points(text: str, reference: datetime, bad_rows: BadRows) -> dict[datetime, Fix]:
    points: dict[datetime, Fix] = {}
    for line, match, body in _find_positions(text):
        try:
            base = min(points) if points else reference
            at = day_time(int(match[1]), int(match[2]), int(match[3]), base)
            put(points, _plain_fix(at, match, body, line, text if not points else "", bad_rows))
        except ValueError as error:
            if not points:
                raise refusal(
                    Text(
                        f"警报位置读不出：{error}",
                        f"The warning's position cannot be read: {error}",
                    ),
                    _TODO,
                ) from error
            bad_rows.note(line, match[0], str(error))
    return points


def _find_positions(text: str) -> list[tuple[int, re.Match[str], str]]:
    """Every `300600Z --- 31.0N 126.5E` with its line and the text down to the next one."""
    lines = text.splitlines()
    starts = [
        (number, match) for number, line in enumerate(lines) if (match := _POSITION.match(line))
    ]
    ends = [*(number for number, _ in starts), len(lines)][1:]
    return [
        (number + 1, match, "\n".join(lines[number:end]))
        for (number, match), end in zip(starts, ends, strict=True)
    ]


def _plain_fix(
    at: datetime, match: re.Match[str], body: str, line: int, whole: str, bad_rows: BadRows
) -> Fix:
    speed, hpa = _WIND.search(body), _HPA.search(whole)
    published: list[tuple[str, str]] = []
    if speed:
        published.append(("WIND", speed[1]))
    if hpa:
        published.append(("PRESSURE", hpa[2]))
    if "EXTRATROP" in body:
        published.append(("REMARK", "EXTRATROPICAL"))
    return fix(
        at, place(match[4]), int(speed[1]) if speed else None, int(hpa[2]) if hpa else None,
        _plain_circles(body, line, bad_rows), tuple(published), line,
    )  # fmt: skip


def _plain_circles(body: str, line: int, bad_rows: BadRows) -> list[WindRadius]:
    circles: list[WindRadius] = []
    for part in re.split(r"(?=RADIUS OF)", body)[1:]:
        knots = re.match(r"RADIUS OF\s+([0-9]{3})\s+KT WINDS", part)
        radii = {name: radius for radius, name in _QUADRANTS.findall(part)}
        if knots is None or len(radii) != 4:
            bad_rows.note(line, part.strip(), "a radius without its four quadrants")
            continue
        made = circle(knots[1], [radii[name] for name in _ORDER])
        if made:
            circles.append(made)
    return circles
