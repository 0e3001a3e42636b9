"""Storms like this one as the API tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.geo.geojson import Position
from app.storm_events.similar.match import Likeness, MatchRates
from app.typhoon.explanation import Explanation

SIMILAR_METHOD = Explanation(
    "本台风近三日与预报路径上每 50 公里一点，取到对方路径最近点的平均距离（不论时间），"
    "加移向差与时节差的折算；分值越小越相似",
    "mean distance from points every 50 km of this storm's last three days and forecast to the"
    " nearest point of the other path (time-free), plus difference of heading and of season at"
    " the given rates; the lower the score, the more alike",
)


@dataclass(frozen=True, slots=True)
class SimilarStorm:
    """Another storm and how alike it ran; `later`: it came after this one."""

    storm_id: str
    name_zh: str
    name_en: str
    season: int
    agency: str
    begins_at: datetime
    later: bool
    distance_km: float
    heading_deg: float
    season_days: int
    score_km: float
    track: list[Position]


@dataclass(frozen=True, slots=True)
class SimilarStorms:
    """Storms like this one, the most alike first, and how that is measured."""

    at: datetime
    method: Explanation
    rates: MatchRates
    compared: int
    storms: list[SimilarStorm]


def similar(
    found: Sequence[Likeness], compared: int, rates: MatchRates, at: datetime
) -> SimilarStorms:
    """Storms like this one."""
    storms = [_present_likeness(each, at) for each in found]
    return SimilarStorms(at, SIMILAR_METHOD, rates, compared, storms)


def _present_likeness(value: Likeness, at: datetime) -> SimilarStorm:
    path = value.path
    return SimilarStorm(
        storm_id=path.storm_id,
        name_zh=path.name_zh,
        name_en=path.name_en,
        season=path.season,
        agency=path.agency,
        begins_at=path.at[0],
        later=path.at[0] > at,
        distance_km=round(value.distance_km, 1),
        heading_deg=round(value.heading_deg, 1),
        season_days=round(value.season_days),
        score_km=round(value.score_km, 1),
        track=list(zip(path.lon, path.lat, strict=True)),
    )
