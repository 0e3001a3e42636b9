"""Every bulletin of past storms off a coast: the ensemble's arrivals then, and what came of it.

Tracks and winds are IBTrACS', as shipped. It has no circles, so each storm is given one of force 10
whose size wanders as the best tracks' do (the law of sizes); forecasts are the synthetic ones of
exercises. What a bulletin knew is worked out by the product's own ensemble.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from app.geo.sphere import Floats, distance_km, unit_vectors
from app.settings import CLONE_DIR
from app.typhoon.bulletins import Rhythm
from app.typhoon.formats import parse_file
from app.typhoon.model import Fix, Forecast, Track, WindRadius
from app.typhoon.outlook import Outlook
from app.typhoon.synthetic.forecasts import ErrorGrowth, make_forecasts
from app.typhoon.track import Absence, circle_track
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.members import make_members
from app.wind.ensemble.reach import first_arrivals
from app.wind.ensemble.size_law import SizeLaw

LEADS_H, MEAN_KM = (24.0, 48.0, 72.0, 96.0, 120.0), (69.0, 121.0, 175.0, 242.0, 394.0)
SIZES = SizeLaw((12.0, 24.0, 48.0, 72.0), (0.20, 0.29, 0.36, 0.41), 0.057, "bench")
# 舟山、台州、温州、福州、启东: five offices on one coast.
PLACES = ((122.3, 29.95), (121.9, 28.4), (121.2, 27.6), (119.7, 26.0), (121.9, 31.9))
EVERY_H = 6.0
FORCE, THRESHOLD_MS, RADIUS_KM = 10, 25.7, 165.0
NEAR_KM, AHEAD_H, MEMBERS, RANKS = 700.0, 96.0, 300, 100
_SPREAD, _MEMORY_H = 0.35, 57.0  # a wandering size that persistence misses as the law says
_FILE = CLONE_DIR / "sample_geo" / "storms" / "ibtracs_west_pacific.csv"
_LAW = ErrorLaw("JMA", LEADS_H, MEAN_KM, 1.2, "bench")


@dataclass(frozen=True, slots=True)
class PastBulletin:
    """Hours since the storm's first fix, and arrivals of equally likely members in hours from
    then, first to last; inf where the wind never comes."""

    at_h: float
    arrivals: Floats


@dataclass(frozen=True, slots=True)
class Threat:
    """A storm that came near a place: its bulletins, and when force 10 came (None: never) and when
    the storm was closest, in hours since its first fix."""

    season: int
    storm: str
    place: int
    bulletins: tuple[PastBulletin, ...]
    came_h: float | None
    closest_h: float


def read_threats(path: Path = _FILE) -> list[Threat]:
    """Every place's threats of the archive."""
    found: list[Threat] = []
    for track in parse_file(path.read_bytes(), "ibtracs").tracks:
        if len(track.fixes) > 1 and min(_distances_of(track).min(axis=0)) < NEAR_KM:
            found += _find_threats(_with_circles(track))
    return found


def _distances_of(track: Track) -> Floats:
    """(fixes, places), km."""
    lon, lat = (np.array([[getattr(fix, k)] for fix in track.fixes]) for k in ("lon", "lat"))
    where = np.array(PLACES)
    return distance_km(lon, lat, where[:, 0][None, :], where[:, 1][None, :])


def _with_circles(track: Track) -> Track:
    """One circle wherever the wind is strong enough, of a size that wanders."""
    name = hashlib.sha256(track.storm.storm_id.encode()).digest()
    random = np.random.default_rng(int.from_bytes(name[:8]))
    size = random.standard_normal() * _SPREAD
    fixes: list[Fix] = []
    for before, fix in zip((track.fixes[0], *track.fixes), track.fixes, strict=False):
        kept = np.exp(-(fix.fix_at - before.fix_at) / timedelta(hours=_MEMORY_H))
        size = kept * size + np.sqrt(1 - kept**2) * _SPREAD * random.standard_normal()
        strong = fix.wind_ms is not None and fix.wind_ms >= THRESHOLD_MS
        km = round(float(RADIUS_KM * np.exp(size)), 1)
        circle = WindRadius(THRESHOLD_MS, FORCE, km, km, km, km, "bench", "")
        fixes.append(replace(fix, radii=(circle,) if strong else ()))
    return replace(track, fixes=tuple(fixes))


def _find_threats(track: Track) -> Iterator[Threat]:
    begun_at = track.fixes[0].fix_at
    away = _distances_of(track)
    times = np.array([(fix.fix_at - begun_at) / timedelta(hours=1) for fix in track.fixes])
    closest = times[away.argmin(axis=0)]
    came = _arrivals_of(track)
    growth = ErrorGrowth(LEADS_H, MEAN_KM, 24.0)
    told: list[tuple[float, Floats]] = []
    for forecast in make_forecasts(track, Rhythm(EVERY_H, EVERY_H, EVERY_H), growth):
        at_h = (forecast.issued_at - begun_at) / timedelta(hours=1)
        if closest.min() - AHEAD_H <= at_h <= closest.max() + EVERY_H:
            told.append((at_h, _known_hours(track, forecast)))
    for place in range(len(PLACES)):
        if away[:, place].min() < NEAR_KM and told:
            bulletins = tuple(PastBulletin(at_h, ranks[place]) for at_h, ranks in told)
            yield Threat(
                track.storm.season,
                track.storm.storm_id,
                place,
                bulletins,
                came[place],
                float(closest[place]),
            )


def _arrivals_of(track: Track) -> list[float | None]:
    circles = circle_track(track.fixes, FORCE, Absence.NO_CIRCLE)
    if circles is None:
        return [None] * len(PLACES)
    lon, lat = np.array(PLACES).T
    stays = find_stays(circles, lon, lat, Convention.STEP)
    shift_s = (circles.origin_at - track.fixes[0].fix_at).total_seconds()
    firsts = [min((start for start, _ in stays.of(p)), default=None) for p in range(len(PLACES))]
    return [None if first is None else (first + shift_s) / 3600 for first in firsts]


def _known_hours(track: Track, forecast: Forecast) -> Floats:
    """(places, ranks): hours from the bulletin, as the product's ensemble has them."""
    nothing = np.full((len(PLACES), RANKS), np.inf)
    fixes = tuple(fix for fix in track.fixes if fix.fix_at <= forecast.issued_at)
    outlook = Outlook(replace(track, fixes=fixes), forecast)
    members = make_members(outlook, _LAW, MEMBERS, (FORCE,), SIZES)
    if members is None:
        return nothing
    found = first_arrivals(members, unit_vectors(*np.array(PLACES).T)).get(FORCE)
    if found is None:
        return nothing
    hours = np.where(np.isfinite(found), (found - members.begin_s) / 3600, np.inf)
    ranks = ((np.arange(RANKS) + 0.5) / RANKS * MEMBERS).astype(int)
    return np.sort(hours, axis=0)[ranks].T
