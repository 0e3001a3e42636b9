"""The wind at one place over the coming hours, with its spread: the strip chart.

Speed between two circles falls as V ∝ R^-x through both (modified Rankine); beyond the outermost
and inside the innermost the exponent is configuration, capped by the storm's own maximum inside.
It is the wind the circles imply, without eye or land, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Floats, Frames, frames, unit_vectors
from app.wind.ensemble.members import Members
from app.wind.ensemble.merge import Ensemble, Share
from app.wind.sight import Convention, radius_towards

STEP_S = 3600.0
_EXPONENTS = (0.3, 1.5)


@dataclass(frozen=True, slots=True)
class Strip:
    """Times, the forecast's own wind, its 10th and 90th percentile over all members, and by
    force the share of members over the place at each time. NaN: no circle tells."""

    at: list[datetime]
    likely_ms: Floats
    p10_ms: Floats
    p90_ms: Floats
    probability: dict[int, Floats]


def strip(
    ensemble: Ensemble, lon: float, lat: float, forces: Sequence[int], exponent: float
) -> Strip:
    """Hour by hour from the newest bulletin to the end of the shortest forecast."""
    first = ensemble.shares[0]
    lead = first.members
    place = unit_vectors(np.array([lon]), np.array([lat]))[0]
    times = _full_hours(ensemble)
    own = [(share, times - _origin_shift(lead, share.members)) for share in ensemble.shares]
    winds = np.concatenate([_member_winds(share, place, at_s, exponent) for share, at_s in own])
    inside = {
        force: np.concatenate(
            [_members_inside(share.members, place, at_s, force) for share, at_s in own]
        )
        for force in forces
    }
    return Strip(
        at=[lead.moment(float(t)) for t in times],
        likely_ms=_forecast_winds(first, place, times, exponent),
        p10_ms=_wind_quantile(winds, 0.1),
        p90_ms=_wind_quantile(winds, 0.9),
        probability={force: state.mean(axis=0) for force, state in inside.items()},
    )


def _full_hours(ensemble: Ensemble) -> Floats:
    """Full hours, in seconds of the first share's origin."""
    first = ensemble.shares[0].members
    end_s = min(
        _origin_shift(first, s.members) + float(s.members.at_s[-1]) for s in ensemble.shares
    )
    begin_s = max(_origin_shift(first, s.members) + s.members.begin_s for s in ensemble.shares)
    return np.arange(begin_s, end_s + 1, STEP_S)


def _origin_shift(first: Members, other: Members) -> float:
    return (other.origin_at - first.origin_at).total_seconds()


def _member_winds(share: Share, place: Floats, times: Floats, exponent: float) -> Floats:
    members, forces = share.members, _outwards_in(share.members)
    rows: list[Floats] = []
    for t in times:
        radii = [members.radii(force, float(t)) for force in forces]
        frame = frames(*members.centres(float(t)))
        rows.append(_winds_at(share, frame, radii, place, float(t), exponent))
    return np.stack(rows, axis=1)


def _forecast_winds(share: Share, place: Floats, times: Floats, exponent: float) -> Floats:
    circles = [share.members.circles[force] for force in _outwards_in(share.members)]
    rows: list[float] = []
    for t in times:
        radii = [circle.radii(np.array([t])) for circle in circles]
        frame = frames(*circles[0].centre(np.array([t])))
        rows.append(_winds_at(share, frame, radii, place, float(t), exponent)[0])
    return np.array(rows)


def _outwards_in(members: Members) -> list[int]:
    """Forces from the weakest circle inwards."""
    return sorted(members.circles, key=lambda force: members.circles[force].threshold_ms)


def _members_inside(members: Members, place: Floats, times: Floats, force: int) -> Floats:
    if force not in members.circles:
        return np.zeros((len(members.lon), len(times)))
    rows: list[Floats] = []
    for at_s in times:
        frame = frames(*members.centres(float(at_s)))
        distance, radius = _seen_from(members.radii(force, float(at_s)), frame, place)
        rows.append(((radius > 0) & (distance <= radius)).astype(float))
    return np.stack(rows, axis=1)


def _seen_from(radii: Floats, frame: Frames, place: Floats) -> tuple[Floats, Floats]:
    """Distance of the place from each centre, and the circle's radius towards it."""
    east, north, up = frame.east @ place, frame.north @ place, frame.up @ place
    distance = EARTH_RADIUS_KM * np.arctan2(np.hypot(east, north), up)
    return distance, radius_towards(Convention.STEP, east, north, radii)


def _winds_at(
    share: Share,
    frame: Frames,
    radii: Sequence[Floats],
    place: Floats,
    at_s: float,
    exponent: float,
) -> Floats:
    """The wind at the place under each centre; `radii` by `_outwards_in`."""
    seen = [_seen_from(each, frame, place) for each in radii]
    top = _maximum_wind(share, at_s)
    distance = np.maximum(seen[0][0], 1.0)
    speeds = [share.members.circles[force].threshold_ms for force in _outwards_in(share.members)]
    return profile(distance, [radius for _, radius in seen], speeds, top, exponent)


def profile(
    distance: Floats, radii: Sequence[Floats], speeds: Sequence[float], top: float, exponent: float
) -> Floats:
    """Wind at distances from the centre; `radii` and `speeds` from the weakest circle inwards."""
    wind = np.full(distance.shape, np.nan)
    for index, (radius, speed) in enumerate(zip(radii, speeds, strict=True)):
        there = radius > 0
        inner = radii[index + 1] if index + 1 < len(radii) else np.zeros_like(radius)
        both = there & (inner > 0) & (inner < radius)
        fall = np.log(speeds[index + 1] / speed) if index + 1 < len(speeds) else 0.0
        ratio = np.where(both, radius / np.where(both, inner, 1.0), np.e)
        steep = np.where(both, fall / np.log(ratio), exponent)
        within = there & (distance <= radius)
        if index == 0:
            outside = np.clip(steep, *_EXPONENTS)
            wind = np.where(there, speed * (radius / distance) ** outside, wind)
        growing = speed * (np.maximum(radius, 1e-9) / distance) ** np.where(both, steep, exponent)
        wind = np.where(within, np.clip(growing, speed, max(top, speed)), wind)
    return wind


def _maximum_wind(share: Share, at_s: float) -> float:
    """The storm's own wind at a moment; without one, the strongest circle's threshold."""
    points = share.outlook.points
    known = [(p.fix_at, p.wind_ms) for p in points if p.wind_ms is not None]
    strongest = max(circle.threshold_ms for circle in share.members.circles.values())
    if not known:
        return strongest
    origin = share.members.origin_at
    at = [(moment - origin).total_seconds() for moment, _ in known]
    return float(np.interp(at_s, at, [wind for _, wind in known]))


def _wind_quantile(winds: Floats, share: float) -> Floats:
    """Over members; a member without any circle blows less than any that has one."""
    low = np.where(np.isnan(winds), -1.0, winds)
    value = np.quantile(low, share, axis=0, method="inverted_cdf")
    return np.where(value < 0, np.nan, value)
