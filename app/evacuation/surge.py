"""The surge high water that counts for a place, from the nearest station with a tide series.

A high water is a surge's when the surge on it is at least `evac.surge_from_m`. Of those to come the
first that reaches the station's warning level counts; where none does, or no level is known, the
highest (sources#priority-groups): people outside the dyke are due six hours before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

import numpy as np

from app.database import Connection
from app.evacuation.cutoffs import Gap, Spot, SurgeGap, SurgeLimit, no_series
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

    def at(self, spot: Spot) -> SurgeLimit | SurgeGap:
        """The limit at a place, or why there is none."""
        if not self._tides:
            return no_series(spot)
        far_km = [_distance_km(tide, spot) for tide in self._tides]
        nearest = min(range(len(far_km)), key=far_km.__getitem__)
        tide, rules = self._tides[nearest], self._rules
        if far_km[nearest] > rules.station_km:
            far = far_km[nearest]
            return SurgeGap(Gap.TIDE_TOO_FAR, tide.station.name, far, rules.station_km)
        return _surge_limit(self._water_of(tide), far_km[nearest], rules)


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


def _surge_limit(water: StationWater, far_km: float, rules: SurgeRules) -> SurgeLimit | SurgeGap:
    name = water.station.name
    if not water.has_surge:
        return SurgeGap(Gap.NO_SURGE, name)
    peak = _decisive_water(water, rules.from_m)
    if peak is None:
        return SurgeGap(Gap.NO_SURGE_PEAK, name, limit=rules.from_m)
    return SurgeLimit(
        name=name,
        cutoff_at=peak.at - timedelta(hours=rules.lead_h),
        far_km=far_km,
        peak_at=peak.at,
        peak_m=peak.value_m,
        datum=water.datum,
        surge_m=peak.surge_m or 0.0,
        lead_h=rules.lead_h,
        warning_level_m=water.station.warning_level_m,
        illustrative=water.illustrative,
    )


def _decisive_water(water: StationWater, from_m: float) -> HighWater | None:
    surges = [peak for peak in water.high_waters if (peak.surge_m or 0.0) >= from_m]
    level = water.station.warning_level_m
    over = [peak for peak in surges if level is not None and peak.value_m >= level]
    return over[0] if over else max(surges, key=lambda peak: peak.value_m, default=None)
