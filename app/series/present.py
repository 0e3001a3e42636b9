"""Series as the API tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.series.high_water import HighWater
from app.series.model import (
    TITLES,
    BadRow,
    ImportedSeries,
    Nature,
    NewSeries,
    ParsedSeries,
    Point,
    Series,
    SeriesKind,
    Station,
)
from app.typed_json import extend


@dataclass(frozen=True, slots=True)
class SeriesStation:
    """The gauge a series is of."""

    code: str
    name: str
    lon: float
    lat: float
    county_code: str | None
    warning_level_m: float | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class SeriesHead:
    """What a series is, without its values."""

    series_id: int
    station: SeriesStation
    kind: SeriesKind
    zh: str
    en: str
    nature: Nature
    unit: str
    datum: str | None
    span_min: float | None
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ListedSeries(SeriesHead):
    """A line of the list; a series nothing is known of yet has no extent."""

    values: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeriesList:
    """Every series, as known at `at`."""

    at: datetime
    series: list[ListedSeries]


@dataclass(frozen=True, slots=True)
class HighWaterAnswer:
    """A high water; `surge` None says that the value is the tide's alone."""

    at: datetime
    value: float
    surge: float | None


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A value."""

    at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class SeriesValues(SeriesHead):
    """A series' values and, of a tide, its high waters."""

    at: datetime
    points: list[SeriesPoint]
    high_waters: list[HighWaterAnswer]


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """A series of a file, before it is kept."""

    station_code: str
    kind: SeriesKind
    nature: Nature
    values: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class SeriesImport:
    """What an import did, or would do; `preview` only of the latter."""

    series: tuple[ImportedSeries, ...]
    bad_rows: tuple[BadRow, ...]
    encoding: str
    encoding_sure: bool
    changed: int
    preview: list[SeriesPreview] | None


def station(one: Station) -> SeriesStation:
    """A station."""
    return SeriesStation(
        code=one.code,
        name=one.name,
        lon=one.lon,
        lat=one.lat,
        county_code=one.county_code,
        warning_level_m=one.warning_level_m,
        illustrative=one.illustrative,
    )


def head(series: Series) -> SeriesHead:
    """What a series is, without its values."""
    zh, en = TITLES[series.kind]
    return SeriesHead(
        series_id=series.series_id,
        station=station(series.station),
        kind=series.kind,
        zh=zh,
        en=en,
        nature=series.nature,
        unit=series.unit,
        datum=series.datum,
        span_min=series.span_min,
        source=series.source,
        illustrative=series.illustrative,
    )


def listed(series: Series, extent: tuple[int, datetime, datetime] | None) -> ListedSeries:
    """A line of the list."""
    count, first_at, last_at = extent or (0, None, None)
    return extend(ListedSeries, head(series), values=count, first_at=first_at, last_at=last_at)


def values(
    at: datetime, series: Series, points: Sequence[Point], waters: Sequence[HighWater]
) -> SeriesValues:
    """A series with what is known of it at `at`."""
    return extend(
        SeriesValues,
        head(series),
        at=at,
        points=[SeriesPoint(point.at, point.value) for point in points],
        high_waters=[_present_water(peak) for peak in waters],
    )


def _present_water(peak: HighWater) -> HighWaterAnswer:
    surge = None if peak.surge_m is None else round(peak.surge_m, 3)
    return HighWaterAnswer(peak.at, round(peak.value_m, 3), surge)


def imported(
    parsed: ParsedSeries, series: Sequence[ImportedSeries], *, preview: bool = False
) -> SeriesImport:
    """What an import did, or would do."""
    return SeriesImport(
        series=tuple(series),
        bad_rows=parsed.bad_rows,
        encoding=parsed.encoding,
        encoding_sure=parsed.encoding_sure,
        changed=sum(one.changed for one in series),
        preview=[_present_preview(one) for one in parsed.series] if preview else None,
    )


def _present_preview(one: NewSeries) -> SeriesPreview:
    return SeriesPreview(
        station_code=one.station_code,
        kind=one.kind,
        nature=one.nature,
        values=len(one.points),
        first_at=one.points[0].at,
        last_at=one.points[-1].at,
    )
