"""A file of series, read in the confined child: 50 MB can be made to need gigabytes."""

from dataclasses import asdict
from datetime import UTC, datetime

from app.errors import TooLarge
from app.importing.confined import Job, Json, read_confined
from app.series.intake import Said, parse_series
from app.series.model import (
    BadRow,
    Nature,
    NewPoint,
    NewSeries,
    ParsedSeries,
    SeriesKind,
    Station,
)
from app.wording import Text


def read_series(data: bytes, said: Said, now: datetime) -> ParsedSeries:
    """What `parse_series` gives, worked out by a confined child. Raises its refusals."""
    return _parsed_series(read_confined(JOB, {"said": asdict(said), "now": now.timestamp()}, data))


def read(said: Json, data: bytes) -> Json:
    """In the child: what the file holds. Raises InvalidInput or TooLarge."""
    return _series_as_json(parse_series(data, Said(**said["said"]), _moment_of(said["now"])))


def _too_much(why: Text) -> TooLarge:
    return TooLarge(
        "E-SER-018",
        Text("序列没有导入", "The series was not imported"),
        why,
        Text("核对文件，或分成几个小文件", "Check the file, or split it into smaller files"),
    )


JOB = Job("app.series.confined", _too_much)


def _series_as_json(parsed: ParsedSeries) -> Json:
    return {
        "series": [
            {
                "station_code": one.station_code,
                "station": one.station,
                "kind": one.kind,
                "nature": one.nature,
                "datum": one.datum,
                "span_min": one.span_min,
                "points": [
                    (point.at.timestamp(), point.known_at.timestamp(), point.value)
                    for point in one.points
                ],
            }
            for one in parsed.series
        ],
        "bad_rows": parsed.bad_rows,
        "encoding": parsed.encoding,
        "encoding_sure": parsed.encoding_sure,
    }


def _parsed_series(answer: Json) -> ParsedSeries:
    return ParsedSeries(
        series=tuple(_read_series(one) for one in answer["series"]),
        bad_rows=tuple(BadRow(**row) for row in answer["bad_rows"]),
        encoding=answer["encoding"],
        encoding_sure=answer["encoding_sure"],
    )


def _read_series(one: Json) -> NewSeries:
    station = one["station"]
    return NewSeries(
        station_code=one["station_code"],
        station=None if station is None else Station(**station),
        kind=SeriesKind(one["kind"]),
        nature=Nature(one["nature"]),
        datum=one["datum"],
        span_min=one["span_min"],
        points=tuple(
            NewPoint(_moment_of(at_s), _moment_of(known_s), value)
            for at_s, known_s, value in one["points"]
        ),
    )


def _moment_of(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, UTC)
