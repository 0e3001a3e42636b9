"""The surge high water that counts for a place, from the nearest station with a tide series.

A high water is a surge's when the surge on it is at least `evac.surge_from_m`. Of those to come the
first that reaches the station's warning level counts; where none does, or no level is known, the
highest. Domain brief §3.1: people outside the dyke are due six hours before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

import numpy as np

from app.clock import BEIJING
from app.database import Connection
from app.evacuation.timing import Spot, SurgeLimit, no_series
from app.geo.sphere import distance_km
from app.series.high_water import HighWater
from app.series.model import Series
from app.series.waters import StationWater, list_tides, station_water


class FiguresInForce(Protocol):
    """The configuration as `app.evacuation.answer.Figures` gives it."""

    def __getitem__(self, key: str) -> float: ...


@dataclass(frozen=True, slots=True)
class SurgeRules:
    """What counts: lead in hours, reach of a station in km, least surge in metres."""

    lead_h: float
    station_km: float
    from_m: float


class SurgeTable:
    """The high waters to come; a station's are worked out when a place near it is asked for."""

    def __init__(
        self, tides: Sequence[Series], rules: SurgeRules, water_of: Callable[[Series], StationWater]
    ) -> None:
        self._tides = tides
        self._rules = rules
        self._water_of = cache(water_of)

    def at(self, spot: Spot) -> SurgeLimit | str:
        """The limit at a place, or why there is none."""
        if not self._tides:
            return no_series(spot)
        far_km = [_distance_km(tide, spot) for tide in self._tides]
        nearest = min(range(len(far_km)), key=far_km.__getitem__)
        tide, rules = self._tides[nearest], self._rules
        if far_km[nearest] > rules.station_km:
            far = f"{far_km[nearest]:.0f} km 外，超过 {rules.station_km:.0f} km"
            return f"最近的潮位站{tide.station.name}在 {far}"
        return _limit(self._water_of(tide), far_km[nearest], rules)


def load_surge(conn: Connection, at: datetime, figures: FiguresInForce) -> SurgeTable:
    """The high waters known at `at`; to be asked while `conn` is open."""
    ahead = timedelta(hours=figures["evac.surge_ahead_h"])
    rules = SurgeRules(
        figures["evac.surge_lead_h"], figures["evac.surge_station_km"], figures["evac.surge_from_m"]
    )
    return SurgeTable(list_tides(conn), rules, lambda tide: station_water(conn, tide, at, ahead))


def _distance_km(tide: Series, spot: Spot) -> float:
    here = np.array([tide.station.lon]), np.array([tide.station.lat])
    return float(distance_km(*here, np.array([spot.lon]), np.array([spot.lat]))[0])


def _limit(water: StationWater, far_km: float, rules: SurgeRules) -> SurgeLimit | str:
    name = water.station.name
    if not water.has_surge:
        return f"{name}有潮位、没有增水，风暴潮高潮未知"
    peak = _decisive(water, rules.from_m)
    if peak is None:
        return f"{name}资料时段内没有增水 {rules.from_m:g} m 以上的高潮"
    return SurgeLimit(
        name=name,
        cutoff_at=peak.at - timedelta(hours=rules.lead_h),
        detail=_detail(water, peak, far_km, rules),
    )


def _decisive(water: StationWater, from_m: float) -> HighWater | None:
    surges = [peak for peak in water.high_waters if (peak.surge_m or 0.0) >= from_m]
    level = water.station.warning_level_m
    over = [peak for peak in surges if level is not None and peak.value_m >= level]
    return over[0] if over else max(surges, key=lambda peak: peak.value_m, default=None)


def _detail(water: StationWater, peak: HighWater, far_km: float, rules: SurgeRules) -> str:
    level = water.station.warning_level_m
    parts = [
        f"{water.station.name}（{far_km:.0f} km）{peak.at.astimezone(BEIJING):%m-%d %H:%M} "
        f"高潮 {peak.value_m:.2f} m（{water.datum}），其中增水 {peak.surge_m or 0:.2f} m",
        f"提前 {rules.lead_h:g} 小时",
    ]
    if level is not None:
        parts.insert(1, f"警戒潮位 {level:.2f} m，{'达到' if peak.value_m >= level else '未到'}")
    if water.illustrative:
        parts.append("示意数据")
    return "，".join(parts)
