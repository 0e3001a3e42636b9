"""A fix typed in by hand: the same model, the same checks as a row of a file."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from app import strict_json
from app.clock import parse_utc
from app.errors import InvalidInput
from app.transaction import Transaction
from app.typhoon.archive.importing import Imported, save_parsed
from app.typhoon.formats.fields import latitude, longitude, plausible, pressure, wind
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
from app.typhoon.quadrants import LARGEST_KM, QUADRANT_RULE
from app.typhoon.strength import class_of_wind
from app.units import beaufort_force
from app.wording import Text, Unreadable, reason_of

_AVERAGING_MIN = (1, 2, 3, 10)
_MAX_POINTS = 60
_MAX_CIRCLES = 8
_METHOD = "手工录入"
_QUADRANTS = ("ne_km", "se_km", "sw_km", "nw_km")

Body = Mapping[str, Any]


def parse_entry(storm: Storm, body: Body, author: str) -> ParsedFile:
    """The form's fields as a track of one fix and a forecast. Raises InvalidInput."""
    try:
        return _parsed_entry(storm, body, f"{_METHOD}，{author}")
    except (ValueError, TypeError, KeyError) as error:
        reason = (
            Text(f"缺少 {error.args[0]}", f"{error.args[0]} is missing")
            if isinstance(error, KeyError)
            else reason_of(error)
        )
        raise InvalidInput(
            "E-TYP-013",
            Text("定位没有录入", "The fix was not entered"),
            reason,
            Text("改正后再录", "Correct it and enter it again"),
        ) from error


def save_entry(tx: Transaction, storm: Storm, body: Body) -> Imported:
    """Keep a fix typed in by hand; what it takes the place of stays answerable."""
    parsed = parse_entry(storm, body, tx.actor.name)
    return save_parsed(tx, parsed, _METHOD, strict_json.dumps(dict(body)).encode())


def preview_entry(tx: Transaction, storm: Storm, body: Body) -> Imported:
    """What `save_entry` would do; the database stays as it is."""
    with tx.conn.transaction(force_rollback=True):
        return save_entry(Transaction(tx.conn, tx.actor), storm, body)


def _parsed_entry(storm: Storm, body: Body, source: str) -> ParsedFile:
    agency = _read_agency(body["agency"])
    averaging_min = _read_averaging(body["averaging_min"])
    kind = TrackKind(body.get("kind", TrackKind.OPERATIONAL))
    now = _read_fix(body, "fix_at")
    track = Track(storm, agency, kind, averaging_min, source, (now,), whole=False)
    points = _forecast_points(body, now)
    forecasts = ()
    if points:
        forecast = Forecast(
            agency, now.fix_at, False, _METHOD, (now, *points), averaging_min, source
        )
        forecasts = (IssuedForecast(storm, forecast),)
    return ParsedFile((track,), (), forecasts, format_name="hand")


def _read_averaging(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in _AVERAGING_MIN:
        raise Unreadable(
            Text(
                f"averaging_min 要是 {_AVERAGING_MIN} 之一，收到 {value}",
                f"averaging_min must be one of {_AVERAGING_MIN}; got {value}",
            )
        )
    return value


def _read_agency(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= 40:
        raise Unreadable(Text("agency 要是 1 到 40 字", "agency must have 1 to 40 characters"))
    return text


def _forecast_points(body: Body, now: Fix) -> tuple[Fix, ...]:
    entries = _read_list(body, "forecast", _MAX_POINTS)
    points = [_read_fix(entry, "valid_at") for entry in entries]
    times = [now.fix_at, *(point.fix_at for point in points)]
    if any(later <= earlier for earlier, later in zip(times, times[1:], strict=False)):
        raise Unreadable(
            Text(
                "预报的时间要在定位之后，并且一个比一个晚",
                "Forecast times must come after the fix, each later than the one before",
            )
        )
    return tuple(points)


def _read_fix(body: Body, time_key: str) -> Fix:
    wind_ms = wind(_read_optional(body, "wind_ms"))
    return Fix(
        fix_at=_read_time(body[time_key], time_key),
        lon=longitude(_read_number(body["lon"], "lon")),
        lat=latitude(_read_number(body["lat"], "lat")),
        pressure_hpa=pressure(_read_optional(body, "pressure_hpa")),
        wind_ms=wind_ms,
        storm_class=class_of_wind(wind_ms),
        radii=tuple(sorted(_read_circles(body), key=lambda circle: circle.threshold_ms)),
        published=_list_published(body),
    )


def _list_published(body: Body) -> tuple[tuple[str, str], ...]:
    keys = ("lon", "lat", "pressure_hpa", "wind_ms")
    return tuple((key, str(body[key])) for key in keys if body.get(key) is not None)


def _read_circles(body: Body) -> Iterator[WindRadius]:
    seen: set[float] = set()
    for entry in _read_list(body, "radii", _MAX_CIRCLES):
        threshold_ms = wind(_read_number(entry["threshold_ms"], "threshold_ms"))
        radii = [_read_number(entry[key], key) for key in _QUADRANTS]
        if threshold_ms is None or threshold_ms in seen:
            raise Unreadable(
                Text(
                    f"风圈 {threshold_ms} m/s 有两个",
                    f"There are two wind circles of {threshold_ms} m/s",
                )
            )
        if not any(radii) or not all(0 <= radius <= LARGEST_KM for radius in radii):
            raise Unreadable(
                Text(
                    f"风圈半径要在 0 到 {LARGEST_KM} km，不能全是 0",
                    f"A circle's radii are 0 to {LARGEST_KM} km and not all 0",
                )
            )
        seen.add(threshold_ms)
        text = "|".join(f"{radius:g}" for radius in radii)
        yield WindRadius(
            threshold_ms,
            beaufort_force(threshold_ms),
            *radii,
            rule=QUADRANT_RULE,
            source_text=f"{threshold_ms:g} m/s {text} km",
        )


def _read_list(body: Body, key: str, most: int) -> list[Body]:
    entries: object = body.get(key) or []
    if not isinstance(entries, list):
        raise Unreadable(Text(f"{key} 要是列表", f"{key} must be a list"))
    entries = cast(list[Any], entries)
    if len(entries) > most or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable(
            Text(
                f"{key} 要是至多 {most} 个对象的列表",
                f"{key} must be a list of at most {most} objects",
            )
        )
    return cast(list[Body], entries)


def _read_time(value: object, key: str) -> datetime:
    if not isinstance(value, str):
        raise Unreadable(
            Text(
                f"{key} 要是带时区的时间，如 2015-07-10T02:00:00Z",
                f"{key} must be a time with an offset, such as 2015-07-10T02:00:00Z",
            )
        )
    try:
        return plausible(parse_utc(value))
    except ValueError as error:
        raise Unreadable(
            Text(
                f"{key} 要是带时区的时间，收到“{value[:40]}”",
                f"{key} must be a time with an offset; got “{value[:40]}”",
            )
        ) from error


def _read_optional(body: Body, key: str) -> float | None:
    return None if body.get(key) is None else _read_number(body[key], key)


def _read_number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(
            Text(
                f"{key} 要是数，收到“{str(value)[:40]}”",
                f"{key} must be a number; got “{str(value)[:40]}”",
            )
        )
    return float(value)
