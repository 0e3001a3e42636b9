"""JSON form of storms like this one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.storm_events.similar.match import Likeness, MatchRates
from app.typhoon.explanation import Explanation

Json = dict[str, Any]

SIMILAR_METHOD = Explanation(
    "本台风近三日与预报路径上每 50 公里一点，取到对方路径最近点的平均距离（不论时间），"
    "加移向差与时节差的折算；分值越小越相似",
    "mean distance from points every 50 km of this storm's last three days and forecast to the"
    " nearest point of the other path (time-free), plus difference of heading and of season at"
    " the given rates; the lower the score, the more alike",
)


def similar(found: Sequence[Likeness], compared: int, rates: MatchRates, at: datetime) -> Json:
    """Storms like this one."""
    return {
        "method": SIMILAR_METHOD,
        "rates": rates,
        "compared": compared,
        "storms": [_likeness(each, at) for each in found],
    }


def _likeness(value: Likeness, at: datetime) -> Json:
    path = value.path
    return {
        "storm_id": path.storm_id,
        "name_zh": path.name_zh,
        "name_en": path.name_en,
        "season": path.season,
        "agency": path.agency,
        "begins_at": path.at[0],
        "later": path.at[0] > at,
        "distance_km": round(value.distance_km, 1),
        "heading_deg": round(value.heading_deg, 1),
        "season_days": round(value.season_days),
        "score_km": round(value.score_km, 1),
        "track": [[lon, lat] for lon, lat in zip(path.lon, path.lat, strict=True)],
    }
