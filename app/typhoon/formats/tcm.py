"""NHC and CPHC forecast/advisory text (TCM): the centre now, circles by quadrant, forecasts.

Knots (1-min), nautical miles, hPa. Only the issue line carries month and year; every other time
is a day and an hour. A bulletin adds its fix; it does not withdraw earlier ones.
"""

import re
from datetime import UTC, datetime

from app.typhoon.formats.bulletin import (
    AVERAGING_MIN,
    MONTHS,
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

_TITLE = re.compile(r"(?m)^(.*?)\s*(?:SPECIAL\s+)?FORECAST/ADVISORY NUMBER\s+([0-9]{1,3}[A-Z]?)")
_CENTRE = re.compile(r"\b(AL|EP|CP)([0-9]{2})([0-9]{4})\b")
_ISSUED = re.compile(
    r"(?m)^\s*([0-9]{2})([0-9]{2})\s*(?:UTC|Z)\s+[A-Z]{3}\s+([A-Z]{3})\s+([0-9]{1,2})\s+([0-9]{4})"
)
_WHERE = re.compile(r"CENTER LOCATED NEAR\s+(.{5,40}?)\s+AT\s+([0-9]{2})/([0-9]{2})([0-9]{2})Z")
_VALID = re.compile(r"^\s*(?:FORECAST|OUTLOOK) VALID\s+([0-9]{2})/([0-9]{2})([0-9]{2})Z\s*(.*)$")
_PRESSURE = re.compile(r"MINIMUM CENTRAL PRESSURE\s+([0-9]{3,4})\s+MB")
_WIND = re.compile(r"MAX (?:SUSTAINED )?WINDS?\s+([0-9]{1,3})\s*KT")
_RADII = re.compile(
    r"(?m)^\s*([0-9]{2,3})\s*KT\.{2,}\s*([0-9]+)NE\s+([0-9]+)SE\s+([0-9]+)SW\s+([0-9]+)NW"
)
_HAS_RADII = re.compile(r"(?m)^\s*([0-9]{2,3})\s*KT\.{2,}.*$")
_KINDS = re.compile(
    r"(?:POST-TROPICAL CYCLONE|POTENTIAL TROPICAL CYCLONE|SUBTROPICAL (?:STORM|DEPRESSION)"
    r"|TROPICAL (?:STORM|DEPRESSION)|HURRICANE|REMNANTS OF)\s+"
)
_TODO = Text(
    "整份贴入 NHC 的 TCM 报文，不要删行",
    "Paste the whole TCM message of the NHC, without deleting lines",
)


def sniff(text: str) -> bool:
    """Any text whose head says FORECAST/ADVISORY NUMBER."""
    return "FORECAST/ADVISORY NUMBER" in text[:2000].upper()


def parse(text: str) -> ParsedFile:
    """The one storm of the advisory. Raises InvalidInput when its head cannot be read."""
    upper = text.upper()
    bad_rows = BadRows()
    storm = _read_storm(upper)
    issued = _read_issued(upper)
    head, *rest = _split_sections(upper)
    now = _read_now(head, issued, bad_rows)
    points = {now.fix_at: now}
    for line, body in rest:
        _add_forecast(points, line, body, now, bad_rows)
    title = _TITLE.search(upper)
    source = f"TCM {storm.known_as[0]} {title[2] if title else ''}".strip()
    agency = "CPHC" if storm.known_as[0].startswith("CP") else "NHC"
    track = Track(storm, agency, TrackKind.OPERATIONAL, AVERAGING_MIN, source, (now,), whole=False)
    forecast = Forecast(
        agency, now.fix_at, False, "forecast/advisory", ordered(points), AVERAGING_MIN, source
    )
    return ParsedFile((track,), tuple(bad_rows), (IssuedForecast(storm, forecast),))


def _read_storm(text: str) -> Storm:
    title, centre = _TITLE.search(text), _CENTRE.search(text)
    if not title or not centre:
        raise refusal(
            Text(
                "没有标题行或编号（如 AL132023）",
                "There is no headline or number (such as AL132023)",
            ),
            _TODO,
        )
    name = _KINDS.sub("", title[1]).strip()
    season = int(centre[3])
    return storm_of_name(season, name, atcf_id(centre[1], int(centre[2]), season))


def _read_issued(text: str) -> datetime:
    match = _ISSUED.search(text)
    if not match or match[3] not in MONTHS:
        raise refusal(
            Text(
                "没有发布时间行（如 0900 UTC FRI SEP 08 2023）",
                "There is no line of issue (such as 0900 UTC FRI SEP 08 2023)",
            ),
            _TODO,
        )
    try:
        return plausible(
            datetime(
                int(match[5]),
                MONTHS.index(match[3]) + 1,
                int(match[4]),
                int(match[1]),
                int(match[2]),
                tzinfo=UTC,
            )
        )
    except ValueError as error:
        raise refusal(
            Text(
                f"发布时间不成立：{match[0].strip()}",
                f"The time of issue is not valid: {match[0].strip()}",
            ),
            _TODO,
        ) from error


def _split_sections(text: str) -> list[tuple[int, str]]:
    """The text before the first forecast, then one section a forecast, with line numbers."""
    sections: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(text.splitlines(), start=1):
        if _VALID.match(line):
            sections.append((number, []))
        sections[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in sections]


def _read_now(head: tuple[int, str], issued: datetime, bad_rows: BadRows) -> Fix:
    line, text = head
    match = _WHERE.search(text)
    if not match:
        raise refusal(
            Text(
                "没有中心位置行（CENTER LOCATED NEAR）",
                "There is no line of position (CENTER LOCATED NEAR)",
            ),
            _TODO,
        )
    hpa = _PRESSURE.search(text)
    try:
        at = day_time(int(match[2]), int(match[3]), int(match[4]), issued)
        return _make_point(at, match[1], text, int(hpa[1]) if hpa else None, line, bad_rows)
    except ValueError as error:
        raise refusal(
            Text(f"中心位置读不出：{error}", f"The centre's position cannot be read: {error}"),
            _TODO,
        ) from error


def _add_forecast(
    points: dict[datetime, Fix], line: int, text: str, now: Fix, bad_rows: BadRows
) -> None:
    first = text.partition("\n")[0]
    match = _VALID.match(first)
    if match is None or "DISSIPATED" in first:
        return  # said in words: there is no storm any more
    try:
        at = day_time(int(match[1]), int(match[2]), int(match[3]), now.fix_at)
        put(points, _make_point(at, match[4], text, None, line, bad_rows))
    except ValueError as error:
        bad_rows.note(line, first, str(error))


def _make_point(
    at: datetime, where: str, text: str, hpa: int | None, line: int, bad_rows: BadRows
) -> Fix:
    wind = _WIND.search(text)
    published = [("MAX WIND", wind[1])] if wind else []
    if hpa:
        published.append(("PRESSURE", str(hpa)))
    if "..." in where:
        published.append(("REMARK", where.partition("...")[2].strip(". ")))
    circles = _read_circles(text, line, bad_rows)
    return fix(at, place(where), int(wind[1]) if wind else None, hpa, circles,
               tuple(published), line)  # fmt: skip


def _read_circles(text: str, line: int, bad_rows: BadRows) -> list[WindRadius]:
    circles: dict[str, WindRadius] = {}
    complete = {match[1] for match in _RADII.finditer(text)}
    for match in _HAS_RADII.finditer(text):
        if match[1] not in complete:
            bad_rows.note(line, match[0], f"R{match[1]} lacks a quadrant")
    for match in _RADII.finditer(text):
        made = circle(match[1], [match[number] for number in (2, 3, 4, 5)])
        if made:
            circles.setdefault(match[1], made)
    return list(circles.values())
