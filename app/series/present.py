"""JSON of series, as the contract of the HTTP API has it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.series.high_water import HighWater
from app.series.model import TITLES, ImportedSeries, ParsedSeries, Point, Series, Station

Json = dict[str, Any]


def station(one: Station) -> Json:
    """A station."""
    return {
        "code": one.code,
        "name": one.name,
        "lon": one.lon,
        "lat": one.lat,
        "county_code": one.county_code,
        "warning_level_m": one.warning_level_m,
        "illustrative": one.illustrative,
    }


def head(series: Series) -> Json:
    """What a series is, without its values."""
    zh, en = TITLES[series.kind]
    return {
        "series_id": series.series_id,
        "station": station(series.station),
        "kind": series.kind,
        "zh": zh,
        "en": en,
        "nature": series.nature,
        "unit": series.unit,
        "datum": series.datum,
        "span_min": series.span_min,
        "source": series.source,
        "illustrative": series.illustrative,
    }


def listed(series: Series, extent: tuple[int, datetime, datetime] | None) -> Json:
    """A line of the list; a series nothing is known of yet has no extent."""
    count, first_at, last_at = extent or (0, None, None)
    return {**head(series), "values": count, "first_at": first_at, "last_at": last_at}


def points(values: Sequence[Point]) -> list[Json]:
    """Values."""
    return [{"at": point.at, "value": point.value} for point in values]


def waters(peaks: Sequence[HighWater]) -> list[Json]:
    """High waters; `surge` None says that the value is the tide's alone."""
    return [
        {
            "at": peak.at,
            "value": round(peak.value_m, 3),
            "surge": None if peak.surge_m is None else round(peak.surge_m, 3),
        }
        for peak in peaks
    ]


def imported(parsed: ParsedSeries, series: Sequence[ImportedSeries]) -> Json:
    """What an import did, or would do."""
    return {
        "series": list(series),
        "bad_rows": parsed.bad_rows,
        "encoding": parsed.encoding,
        "encoding_sure": parsed.encoding_sure,
        "changed": sum(one.changed for one in series),
    }
