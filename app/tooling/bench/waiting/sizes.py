"""Whether arrivals come true as often as they say, now that circles stray: best tracks with radii.

Each bulletin of a storm lets its circles persist; the truth is the circles that the best track has
later. The law of sizes is learnt from the other seasons alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from app.geo.sphere import Floats, destination, unit_vectors
from app.typhoon.bulletins import Rhythm
from app.typhoon.model import Forecast, Track
from app.typhoon.outlook import Outlook
from app.typhoon.synthetic.forecasts import ErrorGrowth, make_forecasts
from app.typhoon.track import Absence, circle_track
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.members import make_members
from app.wind.ensemble.reach import first_arrivals
from app.wind.ensemble.size_law import FIXED_SIZE, SizeLaw
from sample_geo.build.size_errors import ARCHIVE, growth_a_day, learn, read_tracks

LEADS_H, MEAN_KM = (24.0, 48.0, 72.0, 96.0, 120.0), (69.0, 121.0, 175.0, 242.0, 394.0)
FORCES, MEMBERS, AHEAD_H, CAP_H = (7, 10), 300, (18, 36, 54), 72.0
STATED = (0.1, 0.5, 0.9)
_EVERY_H = 12.0


@dataclass(frozen=True, slots=True)
class StatedArrival:
    """One bulletin's arrivals at one place by both ensembles, hours capped, and the truth's."""

    moved: Floats
    fixed: Floats
    came_h: float


def tell(path: Path = ARCHIVE, since: int = 0, *, track_errors: bool = True) -> list[StatedArrival]:
    """Every storm's, each under the law that the other seasons teach."""
    tracks = read_tracks(path, since)
    found: list[StatedArrival] = []
    for season in sorted({track.storm.season for track in tracks}):
        others = learn([track for track in tracks if track.storm.season != season])
        law = SizeLaw(
            tuple(float(each.lead_h) for each in others),
            tuple(each.deviation for each in others),
            growth_a_day(others),
            "other seasons",
        )
        for track in tracks:
            if track.storm.season == season:
                found += _of_storm(track, law, scale=1.0 if track_errors else 1e-3)
    return found


def _of_storm(track: Track, law: SizeLaw, scale: float) -> list[StatedArrival]:
    means = tuple(mean * scale for mean in MEAN_KM)
    growth, errors = ErrorGrowth(LEADS_H, means, 24.0), ErrorLaw("JMA", LEADS_H, means, 1.0, "")
    rhythm = Rhythm(_EVERY_H, _EVERY_H, _EVERY_H)
    found: list[StatedArrival] = []
    for forecast in make_forecasts(track, rhythm, growth):
        for force in FORCES:
            found += _of_bulletin(track, forecast, force, law, errors)
    return found


def _of_bulletin(
    track: Track, forecast: Forecast, force: int, law: SizeLaw, errors: ErrorLaw
) -> list[StatedArrival]:
    """At places beside where the storm will be; those inside already are nobody's question."""
    fixes = tuple(fix for fix in track.fixes if fix.fix_at <= forecast.issued_at)
    outlook = Outlook(replace(track, fixes=fixes), forecast)
    circles = circle_track(track.fixes, force, Absence.NO_CIRCLE)
    places = _places_beside(track, forecast)
    if circles is None or not len(places):
        return []
    kinds = [make_members(outlook, errors, MEMBERS, (force,), sizes) for sizes in (law, FIXED_SIZE)]
    lon, lat = places.T
    stays = find_stays(circles, lon, lat, Convention.STEP)
    begin_s = circles.seconds(forecast.issued_at)
    told: list[Floats] = []
    for members in kinds:
        if members is None or force not in members.circles:
            return []
        hours = (first_arrivals(members, unit_vectors(lon, lat))[force] - members.begin_s) / 3600
        told.append(np.where(np.isfinite(hours), np.minimum(hours, CAP_H), CAP_H))
    found: list[StatedArrival] = []
    for place in range(len(lon)):
        ends = [(start, end) for start, end in stays.of(place) if not end <= begin_s]
        came_h = min(((start - begin_s) / 3600 for start, _ in ends), default=CAP_H)
        if came_h > 0:
            found.append(StatedArrival(told[0][:, place], told[1][:, place], min(came_h, CAP_H)))
    return found


def _places_beside(track: Track, forecast: Forecast) -> Floats:
    """Left and right of the best track at some hours ahead."""
    later = [forecast.issued_at + timedelta(hours=hours) for hours in AHEAD_H]
    there = [fix for fix in track.fixes if fix.fix_at in later]
    spots = [
        destination(fix.lon, fix.lat, np.array([bearing]), 150.0)
        for fix in there
        for bearing in (45.0, 225.0)
    ]
    return np.array([[float(lon[0]), float(lat[0])] for lon, lat in spots]).reshape(-1, 2)


def crps(members: Floats, truth: float) -> float:
    """The continuous ranked probability score of equally likely members, in their unit."""
    ordered, count = np.sort(members), len(members)
    weights = 2 * np.arange(1, count + 1) - count - 1
    return float(np.abs(ordered - truth).mean() - (weights * ordered).sum() / count**2)


def hits(told: Sequence[StatedArrival], stated: float, *, moved: bool) -> float:
    """How often the truth is no later than the stated quantile, where that is reached at all."""
    found: list[bool] = []
    for each in told:
        members = each.moved if moved else each.fixed
        quantile = np.sort(members)[max(int(np.ceil(stated * len(members) - 1e-9)) - 1, 0)]
        if quantile < CAP_H:
            found.append(each.came_h <= quantile)
    return float(np.mean(found)) if found else float("nan")
