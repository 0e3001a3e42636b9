"""A file of series, CSV or JSON, to checked values. Pure: bytes in, `ParsedSeries` out.

Nothing is guessed that would change a value: the time zone, the unit, a tide's datum and the span
of rain and wind stand in the file or are said by who sends it, else the row is not taken. What is
not taken is listed with line, value and reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.errors import InvalidInput, TooLarge
from app.series.columns import Row, read_rows
from app.series.model import BadRow, NewPoint, NewSeries, ParsedSeries
from app.series.values import CheckedValue, RowReader, RowRefused, Wording
from app.wording import Text

MAX_BYTES = 50_000_000
MAX_ROWS = 300_000
MAX_BAD_ROWS = 5_000
# Clocks of gauges may be a little fast.
FUTURE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender says of a file beside it; texts as a column would have them."""

    fields: Mapping[str, str]
    encoding: str | None = None
    time_zone: str | None = None


NOTHING_SAID = Said({})


def parse_series(data: bytes, said: Said, now: datetime) -> ParsedSeries:
    """Everything of the file that can be taken. Raises InvalidInput when nothing can.

    `now` (real): a measurement of a later moment is not taken.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            "E-SER-001",
            Text("序列没有导入", "The series was not imported"),
            Text(
                f"文件有 {len(data) / 1e6:.0f} MB", f"The file has {len(data) / 1000000.0:.0f} MB"
            ),
            Text("分成 50 MB 以下再传", "Split it into parts under 50 MB"),
        )
    table = read_rows(data, said.encoding)
    sheet = _Sheet(Wording(_read_zone(said.time_zone) or table.zone, said.fields), now)
    for number, row in enumerate(table.rows, 1):
        if number > MAX_ROWS:
            raise TooLarge(
                "E-SER-002",
                Text("序列没有导入", "The series was not imported"),
                Text(f"超过 {MAX_ROWS} 个值", f"It has more than {MAX_ROWS} values"),
                Text("分开再传", "Split it into smaller files"),
            )
        sheet.add(row)
    return ParsedSeries(
        tuple(sheet.series()), tuple(sheet.bad_rows), table.encoding, table.encoding_sure
    )


class _Sheet:
    """Collects the readings of a file by series."""

    def __init__(self, wording: Wording, now: datetime) -> None:
        self._reader = RowReader(wording)
        self._latest = now + FUTURE
        self._first: dict[tuple[str, str, str], CheckedValue] = {}
        self._points: dict[tuple[str, str, str], dict[tuple[datetime, datetime], NewPoint]] = {}
        self.bad_rows: list[BadRow] = []

    def add(self, row: Row) -> None:
        """One row: a value, or a bad row."""
        try:
            self._take_reading(self._reader.read(row))
        except RowRefused as refusal:
            self.bad_rows.append(BadRow(row.line, refusal.value[:60], refusal.reason))
        if len(self.bad_rows) > MAX_BAD_ROWS:
            raise InvalidInput(
                "E-SER-003",
                Text("序列没有导入", "The series was not imported"),
                Text(
                    f"已有 {MAX_BAD_ROWS} 多行看不懂，第一行："
                    f"第 {self.bad_rows[0].line} 行 {self.bad_rows[0].reason}",
                    f"More than {MAX_BAD_ROWS} lines cannot be read; the first, line "
                    f"{self.bad_rows[0].line}: {self.bad_rows[0].reason}",
                ),
                Text("检查文件格式再传", "Check the file's format and send it again"),
            )

    def _take_reading(self, reading: CheckedValue) -> None:
        if reading.observed and reading.point.at > self._latest:
            raise RowRefused(reading.at_text, "实测值的时刻在将来")
        first = self._first.setdefault(reading.key, reading)
        if (first.datum, first.span_min) != (reading.datum, reading.span_min):
            raise RowRefused(reading.value_text, "基面或时段与本序列前面的行不同")
        points = self._points.setdefault(reading.key, {})
        moment = reading.point.at, reading.point.known_at
        if moment in points:
            raise RowRefused(reading.value_text, "同一时刻已有一个值，取前一个")
        points[moment] = reading.point

    def series(self) -> Iterator[NewSeries]:
        """The series in the order of the file. Raises InvalidInput when there is none."""
        if not self._points:
            shown = "；".join(f"第 {bad.line} 行 {bad.reason}" for bad in self.bad_rows[:5])
            raise InvalidInput(
                "E-SER-004",
                Text("序列没有导入", "The series was not imported"),
                Text(f"没有一个值可取。{shown}", f"No value can be used. {shown}"),
                Text("按说明改正文件再传", "Correct the file by the description and send it again"),
                detail={"bad_rows": self.bad_rows[:100]},
            )
        for key, points in self._points.items():
            first = self._first[key]
            yield NewSeries(
                station_code=first.station_code,
                station=first.station,
                kind=first.kind,
                nature=first.nature,
                datum=first.datum,
                span_min=first.span_min,
                points=tuple(points[moment] for moment in sorted(points)),
            )


def _read_zone(text: str | None) -> timezone | None:
    """An offset the sender states: `+08:00`, `Z`. Raises InvalidInput for anything else."""
    if not text:
        return None
    try:
        offset = datetime.fromisoformat(f"2000-01-01T00:00:00{text}").utcoffset()
    except ValueError:
        offset = None
    if offset is None:
        raise InvalidInput(
            "E-SER-005",
            Text("序列没有导入", "The series was not imported"),
            Text(f"时区“{text}”看不懂", f"The time zone “{text}” cannot be read"),
            Text("写成 +08:00 或 Z", "Write +08:00 or Z"),
        )
    return UTC if not offset else timezone(offset)
