"""Tracks and forecasts as GeoJSON that loses nothing: `formats/own_geojson.py` reads it back.

Points carry everything; lines are for drawing and are cut at 180°, as RFC 7946 asks.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from app.typhoon.archive.as_json import fix_json, forecast_json
from app.typhoon.model import Fix, Forecast, Storm, Track

Json = dict[str, Any]
MARK = "haitang_typhoon"


def collection(storm: Storm, tracks: Iterable[Track], forecasts: Iterable[Forecast]) -> Json:
    """Everything of one storm as a FeatureCollection."""
    features: list[Json] = []
    for track in tracks:
        head = _track_head(track)
        features.append(_write_line({**head, "part": "track"}, track.fixes))
        features += [_write_point({**head, "part": "fix"}, fix) for fix in track.fixes]
    for forecast in forecasts:
        head = {key: one for key, one in forecast_json(forecast).items() if key != "points"}
        features.append(_write_line({**head, "part": "forecast"}, forecast.points))
        features += [
            _write_point({**head, "part": "forecast_point"}, fix) for fix in forecast.points
        ]
    return {
        "type": "FeatureCollection",
        MARK: 1,
        "storm": _write_storm(storm),
        "features": features,
    }


def _write_storm(storm: Storm) -> Json:
    return {
        "storm_id": storm.storm_id,
        "name_zh": storm.name_zh,
        "name_en": storm.name_en,
        "season": storm.season,
        "known_as": list(storm.known_as),
        "parent_id": storm.parent_id,
        "centre": storm.centre,
    }


def _track_head(track: Track) -> Json:
    return {
        "agency": track.agency,
        "kind": track.kind,
        "averaging_min": track.averaging_min,
        "source": track.source,
        "whole": track.whole,
    }


def _write_point(head: Json, fix: Fix) -> Json:
    values = {key: one for key, one in fix_json(fix).items() if key not in ("lon", "lat")}
    return {
        "type": "Feature",
        "properties": {**head, **values},
        "geometry": {"type": "Point", "coordinates": [fix.lon, fix.lat]},
    }


def _write_line(head: Json, fixes: Sequence[Fix]) -> Json:
    return {
        "type": "Feature",
        "properties": head,
        "geometry": {"type": "MultiLineString", "coordinates": _cut_pieces(fixes)},
    }


def _cut_pieces(fixes: Sequence[Fix]) -> list[list[list[float]]]:
    """The line cut where it crosses 180°, each piece ending on the meridian."""
    pieces: list[list[list[float]]] = [[[fixes[0].lon, fixes[0].lat]]] if fixes else []
    for before, after in pairwise(fixes):
        step = after.lon - before.lon
        if abs(step) > 180:
            edge = 180.0 if before.lon > 0 else -180.0
            reach = step + 360 if step < 0 else step - 360
            share = (edge - before.lon) / reach if reach else 0.0
            lat = before.lat + share * (after.lat - before.lat)
            pieces[-1].append([edge, lat])
            pieces.append([[-edge, lat]])
        pieces[-1].append([after.lon, after.lat])
    return [piece for piece in pieces if any(point != piece[0] for point in piece)]
