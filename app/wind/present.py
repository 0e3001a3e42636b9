"""What the wind does to places and to the map, as the API tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from shapely import MultiPolygon, Polygon

from app.geo.areas import coordinates
from app.geo.geojson import Feature, GeoLineString, GeoMultiLineString, GeoMultiPolygon, GeoPoint
from app.geo.sphere import Floats
from app.typed_json import extend
from app.typhoon.explanation import Explanation
from app.typhoon.model import TrackKind
from app.typhoon.outlook import Outlook
from app.typhoon.present import AnswerBasis, basis
from app.units import FORCE_LOWER_MS
from app.wind.ensemble.agreement import Apart
from app.wind.ensemble.cone import Cone
from app.wind.ensemble.merge import Ensemble, Share
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.result import EnsembleAgency, LikelyFigures, ProbabilityBand
from app.wind.ensemble.run import agency
from app.wind.ensemble.strip import Strip
from app.wind.ensemble.table import PlaceStay
from app.wind.isochrones import Isochrone
from app.wind.swath import Swath

METHOD = Explanation(
    "预报路径沿移向与横向各加一个误差（一对正态数乘以随时效增长的标准差），风圈大小也加一个"
    "（误差由“风圈不变”的假定从最佳路径统计）；最早＝一成成员已到，最可能＝半数成员已到，最晚＝九成已到，"
    "到不了的成员也计入",
    "forecast track moved along and across its heading by one normal pair a member, scaled by"
    " the error growth; one error of its circles' size (learnt from persistence in best tracks);"
    " earliest = 10 % of members reached, likely = 50 %, late = 90 %, members never reached count",
)


@dataclass(frozen=True, slots=True)
class AnswerInputs(AnswerBasis):
    """What a deterministic answer rests on."""

    agency: str
    averaging_min: int | None
    source: str
    track_kind: TrackKind
    fixes: int
    last_fix_at: datetime | None
    circles_from: str | None


@dataclass(frozen=True, slots=True)
class EnsembleHead:
    """The ensemble an answer comes from."""

    members: int
    agencies: list[EnsembleAgency]
    method: Explanation


@dataclass(frozen=True, slots=True)
class ForceAtPlace(LikelyFigures):
    """The forecast's own stays, None without that circle, and how likely the force is."""

    stays: list[PlaceStay] | None


@dataclass(frozen=True, slots=True)
class PlaceArrival:
    """A row of the table of places."""

    kind: PlaceKind
    key: str
    name: str
    county: str | None
    township: str | None
    lon: float
    lat: float
    by_force: dict[int, ForceAtPlace]


@dataclass(frozen=True, slots=True)
class VoyageStay:
    """A vessel's stay inside the circle, with its length where both ends are known."""

    arrival_at: datetime | None
    departure_at: datetime | None
    hours: float | None


Row = list[float | None]


@dataclass(frozen=True, slots=True)
class StripPlace:
    """Where it was asked for."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class StripWind:
    """The forecast's own wind, and its 10th and 90th percentile over all members."""

    likely: Row
    p10: Row
    p90: Row


@dataclass(frozen=True, slots=True)
class ForceLine:
    """The wind a force begins with."""

    force: int
    wind_ms: float


@dataclass(frozen=True, slots=True)
class StripAnswer:
    """The wind at one place over time; a null is a moment of which nothing is known."""

    at_moment: datetime
    place: StripPlace
    at: list[datetime]
    wind_ms: StripWind
    force_lines: list[ForceLine]
    probability: dict[int, Row]
    ensemble: EnsembleHead


@dataclass(frozen=True, slots=True)
class AgencyApart:
    """How far an agency's centre lies from the mean, and whether that is more than usual."""

    agency: str
    valid_at: datetime
    distance_km: float
    mean_error_km: float
    disagrees: bool


@dataclass(frozen=True, slots=True)
class ConePart:
    """What a part of a cone is: its outline or its centre line."""

    agency: str
    issued_at: datetime
    percent: float
    synthetic: bool
    part: Literal["outline", "centre", "circle"]


@dataclass(frozen=True, slots=True)
class ConeCircleProperties(ConePart):
    """One circle of a cone."""

    valid_at: datetime
    radius_km: float


ConeFeature = (
    Feature[ConePart, GeoMultiPolygon]
    | Feature[ConePart, GeoLineString]
    | Feature[ConeCircleProperties, GeoPoint]
)


@dataclass(frozen=True, slots=True)
class Cones:
    """Each agency's outline, its circles and centre line; and how far the agencies lie apart."""

    at: datetime
    percent: float
    method: Explanation
    agreement: list[AgencyApart]
    features: list[ConeFeature]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class BandProperties:
    """`p` is the least percentage inside, `p_to` the most where there is one."""

    force: int
    p: float
    p_to: float | None


@dataclass(frozen=True, slots=True)
class SwathProperties:
    """Which part of a swath an area is."""

    force: int
    part: Literal["known", "forecast"]


@dataclass(frozen=True, slots=True)
class IsochroneProperties:
    """When the wind of a force arrives along a line."""

    arrival_at: datetime
    force: int


@dataclass(frozen=True, slots=True)
class Isochrones:
    """Hour lines of a force's arrival."""

    force: int
    agency: str
    basis: AnswerBasis
    features: list[Feature[IsochroneProperties, GeoMultiLineString]]
    type: Literal["FeatureCollection"] = "FeatureCollection"


def inputs(outlook: Outlook) -> AnswerInputs:
    """What a deterministic answer rests on."""
    track, owner = outlook.track, outlook.circle_owner
    return extend(
        AnswerInputs,
        basis(outlook),
        agency=track.agency,
        averaging_min=owner.averaging_min,
        source=track.source,
        track_kind=track.kind,
        fixes=len(track.fixes),
        last_fix_at=track.fixes[-1].fix_at if track.fixes else None,
        circles_from=None if outlook.circles_from is None else outlook.circles_from.agency,
    )


def ensemble_head(ensemble: Ensemble) -> EnsembleHead:
    """The ensemble an answer comes from."""
    return EnsembleHead(ensemble.count, [agency(share) for share in ensemble.shares], METHOD)


def place(value: WindPlace, by_force: dict[int, ForceAtPlace]) -> PlaceArrival:
    """One row of the table of places."""
    lon, lat = value.middle
    return PlaceArrival(
        kind=value.kind,
        key=value.key,
        name=value.name,
        county=value.county,
        township=value.township,
        lon=round(lon, 5),
        lat=round(lat, 5),
        by_force=by_force,
    )


def force_at_place(values: Sequence[PlaceStay] | None, likely: LikelyFigures) -> ForceAtPlace:
    """A place's stays, down to the second, beside their likelihood."""
    stays = (
        None
        if values is None
        else [
            PlaceStay(_whole_second(stay.arrival_at), _whole_second(stay.departure_at))
            for stay in values
        ]
    )
    return extend(ForceAtPlace, likely, stays=stays)


def voyage_stays(values: Sequence[tuple[datetime | None, datetime | None]]) -> list[VoyageStay]:
    """A vessel's stays inside the circle."""
    return [
        VoyageStay(
            arrival_at=_whole_second(begins),
            departure_at=_whole_second(ends),
            hours=None
            if begins is None or ends is None
            else round((ends - begins).total_seconds() / 3600, 2),
        )
        for begins, ends in values
    ]


def strip(value: Strip, asked_at: datetime, place: StripPlace, ensemble: Ensemble) -> StripAnswer:
    """The strip chart of a place."""
    return StripAnswer(
        at_moment=asked_at,
        place=place,
        at=value.at,
        wind_ms=StripWind(
            likely=_round_figures(value.likely_ms, 1),
            p10=_round_figures(value.p10_ms, 1),
            p90=_round_figures(value.p90_ms, 1),
        ),
        force_lines=[ForceLine(force, FORCE_LOWER_MS[force]) for force in value.probability],
        probability={force: _round_figures(share, 3) for force, share in value.probability.items()},
        ensemble=ensemble_head(ensemble),
    )


def cone_collection(
    at: datetime, cones: Sequence[tuple[Share, Cone]], percent: float, apart: Sequence[Apart]
) -> Cones:
    """Each agency's outline, its circles and centre line; and how far the agencies lie apart."""
    return Cones(
        at=at,
        percent=percent,
        method=METHOD,
        agreement=[_present_apart(each) for each in apart],
        features=[
            feature for share, each in cones for feature in _present_cone(share, each, percent)
        ],
    )


def _present_apart(value: Apart) -> AgencyApart:
    return AgencyApart(
        agency=value.agency,
        valid_at=value.valid_at,
        distance_km=round(value.distance_km, 1),
        mean_error_km=round(value.mean_error_km, 1),
        disagrees=value.disagrees,
    )


def _present_cone(share: Share, value: Cone, percent: float) -> list[ConeFeature]:
    synthetic = share.outlook.forecast is not None and share.outlook.forecast.synthetic
    head = share.agency, share.members.issued_at, percent, synthetic
    line = [(round(circle.lon, 4), round(circle.lat, 4)) for circle in value.circles]
    return [
        Feature(ConePart(*head, part="outline"), polygons(value.outline)),
        Feature(ConePart(*head, part="centre"), GeoLineString(line)),
        *(
            Feature(
                ConeCircleProperties(
                    *head,
                    part="circle",
                    valid_at=circle.valid_at,
                    radius_km=round(circle.radius_km, 1),
                ),
                GeoPoint(point),
            )
            for circle, point in zip(value.circles, line, strict=True)
        ),
    ]


def band_features(
    force: int, bands: Sequence[ProbabilityBand]
) -> list[Feature[BandProperties, GeoMultiPolygon]]:
    """Bands as stored, as GeoJSON."""
    return [
        Feature(BandProperties(force, band.p, band.p_to), GeoMultiPolygon(band.coordinates))
        for band in bands
    ]


def swath_features(value: Swath, force: int) -> list[Feature[SwathProperties, GeoMultiPolygon]]:
    """The known and the forecast part; an empty one is left out."""
    known = Feature(SwathProperties(force, "known"), polygons(value.known))
    forecast = Feature(SwathProperties(force, "forecast"), polygons(value.forecast))
    return [
        part
        for part, area in ((known, value.known), (forecast, value.forecast))
        if not area.is_empty
    ]


def isochrone_collection(lines: list[Isochrone], force: int, outlook: Outlook) -> Isochrones:
    """Hour lines as GeoJSON."""
    return Isochrones(
        force=force,
        agency=outlook.track.agency,
        basis=basis(outlook),
        features=[
            Feature(
                IsochroneProperties(line.arrival_at, force),
                GeoMultiLineString([list(part) for part in line.lines]),
            )
            for line in lines
        ],
    )


def polygons(area: Polygon | MultiPolygon) -> GeoMultiPolygon:
    """A MultiPolygon's geometry."""
    return GeoMultiPolygon(coordinates(area))


def _round_figures(values: Floats, digits: int) -> Row:
    return [None if np.isnan(value) else round(float(value), digits) for value in values]


def _whole_second(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(microsecond=0)
