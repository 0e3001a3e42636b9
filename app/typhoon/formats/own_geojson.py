"""The GeoJSON that Haitang itself exports: points with every figure, lines left aside."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from app.clock import parse_utc
from app.errors import InvalidInput
from app.typhoon.archive.as_json import fix_of
from app.typhoon.formats.fields import latitude, longitude, plausible, pressure, wind
from app.typhoon.formats.gathering import BadRows, check_storable, ordered, put
from app.typhoon.model import (
    Fix,
    Forecast,
    IssuedForecast,
    ParsedFile,
    Storm,
    Track,
    TrackKind,
)
from app.wording import Text

_MARK = "haitang_typhoon"
_FAULTS = (ValueError, TypeError, KeyError, AttributeError, OverflowError)

Json = dict[str, Any]
Heads = dict[tuple[Any, ...], tuple[Json, dict[datetime, Fix]]]


def sniff(text: str) -> bool:
    """A FeatureCollection with our mark near its beginning."""
    return text.lstrip()[:1] == "{" and f'"{_MARK}"' in text[:2000]


def parse(text: str) -> ParsedFile:
    """The one storm of the collection. Raises InvalidInput when its head is not complete."""
    document = _read_document(text)
    storm = _read_storm(document)
    bad_rows = BadRows()
    tracks: Heads = {}
    forecasts: Heads = {}
    for line, properties, fix in _read_points(document, bad_rows):
        is_fix = properties["part"] == "fix"
        heads = tracks if is_fix else forecasts
        key = _sort_key(properties, "kind" if is_fix else "issued_at")
        try:
            put(heads.setdefault(key, (properties, {}))[1], fix)
        except ValueError as error:
            bad_rows.note(line, str(properties), str(error))
    return ParsedFile(
        tuple(_make_track(storm, head, ordered(fixes)) for head, fixes in tracks.values()),
        tuple(bad_rows),
        tuple(
            IssuedForecast(storm, _make_forecast(head, ordered(fixes)))
            for head, fixes in forecasts.values()
        ),
    )


def _read_document(text: str) -> Json:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _file_refusal(
            Text(f"不是完整的 JSON：{error}", f"It is not complete JSON: {error}")
        ) from error
    check_storable(document)
    if not isinstance(document, dict):
        raise _file_refusal(
            Text("最外层要是 FeatureCollection", "The outermost object must be a FeatureCollection")
        )
    document = cast(Json, document)
    if not isinstance(document.get("features"), list):
        raise _file_refusal(
            Text("最外层要是 FeatureCollection", "The outermost object must be a FeatureCollection")
        )
    return document


def _read_storm(document: Json) -> Storm:
    head = document.get("storm")
    try:
        values = cast(Json, head)
        parent = values["parent_id"]
        return Storm(
            str(values["storm_id"])[:40],
            str(values["name_zh"])[:40],
            str(values["name_en"])[:40],
            _read_whole(values["season"], 1840, 2200),
            tuple(str(alias)[:40] for alias in values["known_as"]),
            None if parent is None else str(parent)[:40],
            _read_whole(values["centre"], 0, 99),
        )
    except _FAULTS as error:
        raise _file_refusal(Text("storm 不完整", "storm is not complete")) from error


def _read_whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"not a whole number from {low} to {high}: {value}")
    return value


def _read_points(document: Json, bad_rows: BadRows) -> Iterator[tuple[int, Json, Fix]]:
    for line, feature in enumerate(document["features"], start=1):
        try:
            properties, geometry = feature["properties"], feature["geometry"]
            if properties["part"] not in ("fix", "forecast_point"):
                continue
            _check_head(properties)
            yield line, properties, _read_fix(properties, geometry)
        except _FAULTS as error:
            bad_rows.note(line, str(feature), f"{type(error).__name__}: {error}")


def _check_head(properties: Json) -> None:
    if not isinstance(properties["agency"], str) or not isinstance(properties["source"], str):
        raise ValueError("agency and source must be text")
    minutes = properties["averaging_min"]
    if minutes is not None and (type(minutes) is not int or not 0 < minutes <= 60):
        raise ValueError("averaging_min is not minutes")
    if properties["part"] == "fix":
        TrackKind(properties["kind"])
    else:
        plausible(parse_utc(properties["issued_at"]))


def _read_fix(properties: Json, geometry: Json) -> Fix:
    lon, lat = geometry["coordinates"]
    fix = fix_of({**properties, "lon": float(lon), "lat": float(lat)})
    if longitude(fix.lon) != fix.lon:
        raise ValueError(f"longitude is not in [-180, 180): {fix.lon}")
    latitude(fix.lat)
    plausible(fix.fix_at)
    pressure(fix.pressure_hpa)
    wind(fix.wind_ms)
    if not all(isinstance(value, str) for value in properties["published"].values()):
        raise ValueError("published figures must be text")
    if not all(_is_circle(circle.quadrants_km) for circle in fix.radii):
        raise ValueError("a circle needs four radii in km")
    return fix


def _is_circle(radii_km: tuple[object, ...]) -> bool:
    return all(isinstance(one, int | float) and 0 <= one < 5000 for one in radii_km)


def _sort_key(properties: Json, last: str) -> tuple[Any, ...]:
    return str(properties["agency"]), str(properties[last])


def _make_track(storm: Storm, head: Json, fixes: tuple[Fix, ...]) -> Track:
    return Track(
        storm, head["agency"], TrackKind(head["kind"]), head["averaging_min"], head["source"],
        fixes, bool(head.get("whole", True)),
    )  # fmt: skip


def _make_forecast(head: Json, points: tuple[Fix, ...]) -> Forecast:
    return Forecast(
        head["agency"], parse_utc(head["issued_at"]), bool(head.get("synthetic")),
        str(head.get("method", "")), points, head["averaging_min"], head["source"],
    )  # fmt: skip


def _file_refusal(why: Text) -> InvalidInput:
    return InvalidInput(
        "E-TYP-008",
        Text("路径文件没有导入", "The track file was not imported"),
        why,
        Text("用海塘自己导出的台风 GeoJSON", "Use a typhoon GeoJSON that Haitang exported"),
    )
