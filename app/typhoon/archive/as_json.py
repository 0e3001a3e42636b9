"""Fixes and forecasts as JSON and back, without losing a digit: what a past version is kept as."""

from datetime import datetime
from typing import Any

from app.clock import format_utc, parse_utc
from app.typhoon.model import Fix, Forecast, StormClass, WindRadius

Json = dict[str, Any]


def fix_json(fix: Fix) -> Json:
    """A fix with its circles and the source's own figures."""
    return {
        "fix_at": format_utc(fix.fix_at),
        "lon": fix.lon,
        "lat": fix.lat,
        "pressure_hpa": fix.pressure_hpa,
        "wind_ms": fix.wind_ms,
        "class": fix.storm_class,
        "radii": [radius_json(circle) for circle in fix.radii],
        "published": dict(fix.published),
        "line": fix.line,
    }


def radius_json(circle: WindRadius) -> Json:
    """A circle by quadrant, km."""
    return {
        "threshold_ms": circle.threshold_ms,
        "force": circle.force,
        "ne_km": circle.ne_km,
        "se_km": circle.se_km,
        "sw_km": circle.sw_km,
        "nw_km": circle.nw_km,
        "rule": circle.rule,
        "source_text": circle.source_text,
    }


def forecast_json(forecast: Forecast) -> Json:
    """A forecast with its points."""
    return {
        "agency": forecast.agency,
        "issued_at": format_utc(forecast.issued_at),
        "synthetic": forecast.synthetic,
        "method": forecast.method,
        "averaging_min": forecast.averaging_min,
        "source": forecast.source,
        "points": [fix_json(point) for point in forecast.points],
    }


def fix_of(value: Json) -> Fix:
    """The fix that `fix_json` wrote."""
    kind = value["class"]
    return Fix(
        _read_time(value["fix_at"]),
        value["lon"],
        value["lat"],
        value["pressure_hpa"],
        value["wind_ms"],
        None if kind is None else StormClass(kind),
        tuple(sorted(map(_read_circle, value["radii"]), key=lambda circle: circle.threshold_ms)),
        tuple(value["published"].items()),
        value["line"],
    )


def forecast_of(value: Json) -> Forecast:
    """The forecast that `forecast_json` wrote."""
    return Forecast(
        value["agency"],
        _read_time(value["issued_at"]),
        value["synthetic"],
        value["method"],
        tuple(fix_of(point) for point in value["points"]),
        value["averaging_min"],
        value["source"],
    )


def _read_circle(value: Json) -> WindRadius:
    return WindRadius(**value)


def _read_time(text: str) -> datetime:
    return parse_utc(text)
