"""Synthetic forecasts: what an agency might have said at each bulletin of a past storm.

Public archives keep best tracks, not the forecasts of the day. For exercises a forecast is made
from the best track: at each bulletin time the track that was to come, shifted along and across
its own heading by an error that grows with lead time. One pair of standard normal numbers a
bulletin, scaled by sigma(lead) = mean error / sqrt(pi/2), keeps the error of one forecast of one
piece; bulletins share memory (first-order autoregression), so that the forecast wanders instead
of jumping. Seeded by storm, agency and issue time: the same storm always gives the same forecasts.
Wind and pressure are the best track's, without error; circles persist. Always `synthetic`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from app.geo.sphere import Floats, destination
from app.typhoon.bulletins import Rhythm
from app.typhoon.model import Fix, Forecast, StormClass, Track, WindRadius
from app.typhoon.strength import class_of_wind
from app.typhoon.track import Absence, circle_track

# Leads of CMA bulletins, sources#forecasts; the first point repeats the analysis.
LEADS_H = (0, 12, 24, 36, 48, 60, 72, 96, 120)
RADII_RULE = (
    "circles of the analysis persist; a circle is dropped at points whose forecast wind is below"
    " its threshold or unknown"
)
_METHOD = (
    "synthetic: best track of {agency} shifted along and across track by a seeded error"
    " (mean {day1:g} km at 24 h, {day5:g} km at 120 h); wind without error; " + RADII_RULE
)


@dataclass(frozen=True, slots=True)
class ErrorGrowth:
    """Mean track error by lead, km, and how long one bulletin's error is remembered."""

    lead_h: tuple[float, ...]
    mean_km: tuple[float, ...]
    memory_h: float

    def sigma_km(self, lead_h: float) -> float:
        """Standard deviation along and across track, growing from 0 at the analysis."""
        mean = np.interp(lead_h, (0.0, *self.lead_h), (0.0, *self.mean_km))
        return float(mean / np.sqrt(np.pi / 2))


def make_forecasts(track: Track, rhythm: Rhythm, growth: ErrorGrowth) -> list[Forecast]:
    """A forecast for every bulletin of the storm's life, none reaching past the last fix."""
    path = _Path(track.fixes)
    issues = list(_issue_times(path, rhythm))
    errors = _draw_errors(track, issues, growth)
    method = _METHOD.format(agency=track.agency, day1=growth.mean_km[0], day5=growth.mean_km[-1])
    return [
        Forecast(
            track.agency,
            issued_at,
            True,
            method,
            tuple(_forecast_points(path, issued_at, z, growth)),
        )
        for issued_at, z in zip(issues, errors, strict=True)
    ]


class _Path:
    """The best track as a function of time."""

    def __init__(self, fixes: Sequence[Fix]) -> None:
        self.fixes = fixes
        self.first_at, self.last_at = fixes[0].fix_at, fixes[-1].fix_at
        self._at_s = np.array([(fix.fix_at - self.first_at).total_seconds() for fix in fixes])
        self._lon = np.unwrap(np.array([fix.lon for fix in fixes]), period=360.0)
        self._lat = np.array([fix.lat for fix in fixes])
        forces = sorted({circle.force for fix in fixes for circle in fix.radii})
        tracks = {force: circle_track(fixes, force, Absence.NO_CIRCLE) for force in forces}
        self._circles = {force: circles for force, circles in tracks.items() if circles}

    def position(self, moment: datetime) -> tuple[float, float]:
        at_s = (moment - self.first_at).total_seconds()
        lon = float(np.interp(at_s, self._at_s, self._lon))
        return (lon + 180) % 360 - 180, float(np.interp(at_s, self._at_s, self._lat))

    def heading_deg(self, moment: datetime) -> float:
        """Heading over the twelve hours around a moment: it turns gently, as forecasts do."""
        half = timedelta(hours=6)
        lon, lat = self.position(max(moment - half, self.first_at))
        to_lon, to_lat = self.position(min(moment + half, self.last_at))
        east = ((to_lon - lon + 180) % 360 - 180) * np.cos(np.radians((lat + to_lat) / 2))
        return float(np.degrees(np.arctan2(east, to_lat - lat)))

    def fix(self, moment: datetime) -> Fix:
        """The analysis at a moment, with circles; strength only between two known values."""
        lon, lat = self.position(moment)
        wind_ms = self._strength_at(moment, [fix.wind_ms for fix in self.fixes])
        return Fix(
            moment,
            round(lon, 3),
            round(lat, 3),
            self._strength_at(moment, [fix.pressure_hpa for fix in self.fixes]),
            wind_ms,
            class_of_wind(wind_ms) or self._class_before(moment),
            tuple(self._radii_at(moment)),
        )

    def _strength_at(self, moment: datetime, values: list[float | None]) -> float | None:
        known = np.array([np.nan if value is None else value for value in values])
        at_s = (moment - self.first_at).total_seconds()
        value = float(np.interp(at_s, self._at_s, known))
        return None if np.isnan(value) else round(value, 1)

    def _class_before(self, moment: datetime) -> StormClass | None:
        return next(fix.storm_class for fix in reversed(self.fixes) if fix.fix_at <= moment)

    def _radii_at(self, moment: datetime) -> Iterator[WindRadius]:
        for force, circles in self._circles.items():
            at_s = np.array([circles.seconds(moment)])
            ne, se, sw, nw = (round(float(radius), 1) for radius in circles.radii(at_s)[:, 0])
            if min(ne, se, sw, nw) > 0:
                yield WindRadius(circles.threshold_ms, force, ne, se, sw, nw, RADII_RULE, "")


def _issue_times(path: _Path, rhythm: Rhythm) -> Iterator[datetime]:
    moment = path.first_at
    while moment < path.last_at:
        yield moment
        moment += rhythm.interval(*path.position(moment))


def _draw_errors(track: Track, issues: Sequence[datetime], growth: ErrorGrowth) -> list[Floats]:
    """(along, across) in standard deviations for every issue time."""
    errors: list[Floats] = []
    for index, issued_at in enumerate(issues):
        fresh = _random_of(track, issued_at).standard_normal(2)
        if index:
            gap_h = (issued_at - issues[index - 1]).total_seconds() / 3600
            memory = np.exp(-gap_h / growth.memory_h)
            fresh = memory * errors[-1] + np.sqrt(1 - memory**2) * fresh
        errors.append(fresh)
    return errors


def _random_of(track: Track, issued_at: datetime) -> np.random.Generator:
    name = f"{track.storm.storm_id}|{track.agency}|{issued_at.isoformat()}"
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]))


def _forecast_points(
    path: _Path, issued_at: datetime, error: Floats, growth: ErrorGrowth
) -> Iterator[Fix]:
    analysis = path.fix(issued_at)
    for lead_h in LEADS_H:
        valid_at = issued_at + timedelta(hours=lead_h)
        if valid_at > path.last_at:
            return
        truth = path.fix(valid_at)
        along, across = error * growth.sigma_km(lead_h)
        bearing = path.heading_deg(valid_at) + np.degrees(np.arctan2(across, along))
        lon, lat = destination(truth.lon, truth.lat, np.array(bearing), np.hypot(along, across))
        yield replace(
            truth,
            lon=round(float((lon + 180) % 360 - 180), 3),
            lat=round(float(lat), 3),
            radii=tuple(_persisting_circles(analysis.radii, truth.wind_ms)),
        )


def _persisting_circles(radii: Sequence[WindRadius], wind_ms: float | None) -> Iterator[WindRadius]:
    for circle in radii:
        if wind_ms is not None and wind_ms >= circle.threshold_ms:
            yield circle
