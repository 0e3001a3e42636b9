"""Who disagrees: how far each agency's centre lies from the weighted mean of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from app.geo.sphere import Floats, distance_km, frames
from app.wind.ensemble.merge import Ensemble, Share

STEP_H = 24


@dataclass(frozen=True, slots=True)
class Apart:
    """One agency at one moment. It disagrees when it is farther from the mean than its own mean
    error at that lead: more than its usual uncertainty explains."""

    agency: str
    valid_at: datetime
    distance_km: float
    mean_error_km: float

    @property
    def disagrees(self) -> bool:
        """Whether the distance is more than the agency's usual error."""
        return self.distance_km > self.mean_error_km


def agreement(ensemble: Ensemble) -> list[Apart]:
    """Daily, as long as at least two agencies forecast; empty for one."""
    shares = ensemble.shares
    if len(shares) < 2:
        return []
    begins_at = max(share.members.begin_at for share in shares)
    ends_at = sorted(share.members.moment(float(share.members.at_s[-1])) for share in shares)[-2]
    found: list[Apart] = []
    moment = begins_at + timedelta(hours=STEP_H)
    while moment <= ends_at:
        found += _list_apart(shares, moment)
        moment += timedelta(hours=STEP_H)
    return found


def _list_apart(shares: tuple[Share, ...], moment: datetime) -> list[Apart]:
    there = [share for share in shares if share.members.moment(share.members.at_s[-1]) >= moment]
    centres = [_centre_at(share, moment) for share in there]
    lon, lat = (np.array([centre[axis] for centre in centres]) for axis in (0, 1))
    up = frames(lon, lat).up
    mean = np.average(up, axis=0, weights=[share.weight for share in there])
    mean_lon = np.degrees(np.arctan2(mean[1:2], mean[0:1]))
    mean_lat = np.degrees(np.arctan2(mean[2:3], np.hypot(mean[0:1], mean[1:2])))
    away = distance_km(lon, lat, mean_lon, mean_lat)
    return [
        Apart(share.agency, moment, float(km), _mean_error_km(share, moment))
        for share, km in zip(there, away, strict=True)
    ]


def _centre_at(share: Share, moment: datetime) -> tuple[float, float]:
    base = next(iter(share.members.circles.values()))
    lon, lat = base.centre(np.array([base.seconds(moment)]))
    return float(lon[0]), float(lat[0])


def _mean_error_km(share: Share, moment: datetime) -> float:
    lead_h: Floats = np.array([(moment - share.members.issued_at).total_seconds() / 3600])
    leads, means = (0.0, *share.law.lead_h), (0.0, *share.law.mean_km)
    return float(np.interp(lead_h, leads, means)[0])
