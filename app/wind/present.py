"""JSON and GeoJSON forms of what the wind does to places and to the map."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from shapely import MultiPolygon, Polygon

from app.clock import format_utc
from app.geo.areas import coordinates
from app.geo.sphere import Floats
from app.typhoon.explanation import Explanation
from app.typhoon.outlook import Outlook
from app.typhoon.present import basis
from app.units import FORCE_LOWER_MS
from app.wind.ensemble.agreement import Apart
from app.wind.ensemble.cone import Cone
from app.wind.ensemble.merge import Ensemble, Share
from app.wind.ensemble.places import WindPlace
from app.wind.ensemble.run import agency
from app.wind.ensemble.strip import Strip
from app.wind.ensemble.table import PlaceStay
from app.wind.isochrones import Isochrone
from app.wind.swath import Swath

Json = dict[str, Any]

METHOD = Explanation(
    "预报路径沿移向与横向各加一个误差（一对正态数乘以随时效增长的标准差），风圈大小不加误差"
    "（资料没有风圈误差的公布数字）；最早＝一成成员已到，最可能＝半数成员已到，最晚＝九成已到，"
    "到不了的成员也计入",
    "forecast track moved along and across its heading by one normal pair a member, scaled by"
    " the error growth; no error of the circles' size (no published figures at hand); earliest ="
    " 10 % of members reached, likely = 50 %, late = 90 %, members never reached count",
)


def inputs(outlook: Outlook) -> Json:
    """What a deterministic answer rests on."""
    track, owner = outlook.track, outlook.circle_owner
    return {
        "agency": track.agency,
        "kind": track.kind,
        "averaging_min": owner.averaging_min,
        "source": track.source,
        "fixes": len(track.fixes),
        "last_fix_at": track.fixes[-1].fix_at if track.fixes else None,
        "circles_from": None if outlook.circles_from is None else outlook.circles_from.agency,
        **basis(outlook),
    }


def ensemble_head(ensemble: Ensemble) -> Json:
    """The ensemble an answer comes from."""
    return {
        "members": ensemble.count,
        "agencies": [agency(share) for share in ensemble.shares],
        "method": METHOD,
    }


def place(value: WindPlace, by_force: Mapping[str, Any]) -> Json:
    """One row of the table of places."""
    lon, lat = value.middle
    return {
        "kind": value.kind,
        "key": value.key,
        "name": value.name,
        "county": value.county,
        "township": value.township,
        "lon": round(lon, 5),
        "lat": round(lat, 5),
        "by_force": by_force,
    }


def stays(values: Sequence[PlaceStay]) -> list[Json]:
    """A place's stays, down to the second."""
    return [
        {"arrival_at": _second(stay.arrival_at), "departure_at": _second(stay.departure_at)}
        for stay in values
    ]


def voyage_stays(values: Sequence[tuple[datetime | None, datetime | None]]) -> list[Json]:
    """A vessel's stays inside the circle, with their length where both ends are known."""
    return [
        {
            "arrival_at": _second(begins),
            "departure_at": _second(ends),
            "hours": None
            if begins is None or ends is None
            else round((ends - begins).total_seconds() / 3600, 2),
        }
        for begins, ends in values
    ]


def strip(value: Strip, lon: float, lat: float) -> Json:
    """The strip chart of a place."""
    return {
        "place": {"lon": lon, "lat": lat},
        "at": value.at,
        "wind_ms": {
            "likely": _figures(value.likely_ms, 1),
            "p10": _figures(value.p10_ms, 1),
            "p90": _figures(value.p90_ms, 1),
        },
        "force_lines": [
            {"force": force, "wind_ms": FORCE_LOWER_MS[force]} for force in value.probability
        ],
        "probability": {
            str(force): _figures(share, 3) for force, share in value.probability.items()
        },
    }


def cone_collection(
    cones: Sequence[tuple[Share, Cone]], percent: float, apart: Sequence[Apart]
) -> Json:
    """Each agency's outline, its circles and centre line; and how far the agencies lie apart."""
    return {
        "type": "FeatureCollection",
        "percent": percent,
        "method": METHOD,
        "agreement": [_apart(each) for each in apart],
        "features": [feature for share, each in cones for feature in _cone(share, each, percent)],
    }


def _apart(value: Apart) -> Json:
    return {
        "agency": value.agency,
        "valid_at": value.valid_at,
        "distance_km": round(value.distance_km, 1),
        "mean_error_km": round(value.mean_error_km, 1),
        "disagrees": value.disagrees,
    }


def _cone(share: Share, value: Cone, percent: float) -> list[Json]:
    head = {
        "agency": share.agency,
        "issued_at": format_utc(share.members.issued_at),
        "percent": percent,
        "synthetic": share.outlook.forecast is not None and share.outlook.forecast.synthetic,
    }
    line = [[round(circle.lon, 4), round(circle.lat, 4)] for circle in value.circles]
    features = [
        _feature({**head, "part": "outline"}, polygons(value.outline)),
        _feature({**head, "part": "centre"}, {"type": "LineString", "coordinates": line}),
    ]
    for circle, point in zip(value.circles, line, strict=True):
        told = {"valid_at": format_utc(circle.valid_at), "radius_km": round(circle.radius_km, 1)}
        features.append(
            _feature(
                {**head, **told, "part": "circle"},
                {"type": "Point", "coordinates": point},
            )
        )
    return features


def band_collection(force: int, bands: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Bands as stored, as GeoJSON: `p` is the least percentage inside."""
    return [
        _feature(
            {"force": force, "p": band["p"], "p_to": band["p_to"]},
            {"type": "MultiPolygon", "coordinates": band["coordinates"]},
        )
        for band in bands
    ]


def swath_features(value: Swath, force: int) -> list[Json]:
    """The known and the forecast part; an empty one is left out."""
    parts = (("known", value.known), ("forecast", value.forecast))
    return [
        _feature({"force": force, "part": part}, polygons(area))
        for part, area in parts
        if not area.is_empty
    ]


def isochrone_collection(lines: list[Isochrone], force: int, outlook: Outlook) -> Json:
    """Hour lines as GeoJSON."""
    return {
        "type": "FeatureCollection",
        "force": force,
        "agency": outlook.track.agency,
        "basis": basis(outlook),
        "features": [_isochrone(line, force) for line in lines],
    }


def _isochrone(line: Isochrone, force: int) -> Json:
    return {
        "type": "Feature",
        "properties": {"arrival_at": format_utc(line.arrival_at), "force": force},
        "geometry": {"type": "MultiLineString", "coordinates": line.lines},
    }


def polygons(area: Polygon | MultiPolygon) -> Json:
    """A MultiPolygon's geometry."""
    return {"type": "MultiPolygon", "coordinates": coordinates(area)}


def _feature(properties: Json, geometry: Json) -> Json:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _figures(values: Floats, digits: int) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), digits) for value in values]


def _second(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(microsecond=0)
