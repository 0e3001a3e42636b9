"""A storm's centre and one wind circle as continuous functions of time.

Rule, the same in the browser (`tests/data/wind_vectors.json`): between two fixes longitude
(unwrapped over 180°), latitude and each quadrant's radius are linear in time. Where the source
has a circle at one end only, its radii ramp from or to 0 over the gap and the gap is flagged.
Where the source is silent about radii (operational fixes taken from a short notice), the nearest
fix that has the circle lends it, flagged as well; never to a fix whose own wind is too weak for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.geo.sphere import Flags, Floats
from app.typhoon.model import Fix, WindRadius


class Absence(StrEnum):
    """What it means when a fix carries no circle."""

    NO_CIRCLE = "no_circle"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CircleTrack:
    """A storm's centre and one circle in time. Seconds count from `origin_at`.

    `lon` is unwrapped and may pass 180; `radii_km` is (n, 4): NE, SE, SW, NW; `assumed` marks
    the gaps (n − 1) over which the radii are ramped or lent; `lent`: a fix has another's circle.
    """

    origin_at: datetime
    threshold_ms: float
    at_s: Floats
    lon: Floats
    lat: Floats
    radii_km: Floats
    assumed: Flags
    lent: bool = False

    def moment(self, at_s: float) -> datetime:
        """The time `at_s` seconds after the origin."""
        return self.origin_at + timedelta(seconds=at_s)

    def seconds(self, moment: datetime) -> float:
        """Seconds from the origin to `moment`."""
        return (moment - self.origin_at).total_seconds()

    def centre(self, at_s: Floats) -> tuple[Floats, Floats]:
        """Longitude (unwrapped) and latitude at each time."""
        return np.interp(at_s, self.at_s, self.lon), np.interp(at_s, self.at_s, self.lat)

    def radii(self, at_s: Floats) -> Floats:
        """Quadrant radii at each time, shape (4, len(at_s)): NE, SE, SW, NW."""
        return np.stack([np.interp(at_s, self.at_s, self.radii_km[:, q]) for q in range(4)])

    def is_assumed(self, at_s: float) -> bool:
        """Whether the radii at that time are ramped or lent."""
        if len(self.assumed) == 0:
            return False
        gap = int(np.searchsorted(self.at_s, at_s, side="right")) - 1
        return bool(self.assumed[min(max(gap, 0), len(self.assumed) - 1)])


def circle_track(
    fixes: Sequence[Fix], force: int, absence: Absence, spoken: int | None = None
) -> CircleTrack | None:
    """The circle labelled `force` along `fixes`, or None when no fix has one.

    `spoken` is the number of fixes `absence` speaks of; the forecast after them is complete."""
    circles = [_circle_of(fix, force) for fix in fixes]
    known = [circle for circle in circles if circle is not None]
    if not known:
        return None
    origin_at = fixes[0].fix_at
    radii = np.array([circle.quadrants_km if circle else (0.0,) * 4 for circle in circles])
    has = np.array([circle is not None for circle in circles])
    at_s = np.array([(fix.fix_at - origin_at).total_seconds() for fix in fixes])
    silent = ~has & (np.arange(len(fixes)) < (len(fixes) if spoken is None else spoken))
    silent &= ~np.array([too_weak(fix, known[0].threshold_ms) for fix in fixes])
    borrowed = silent if absence is Absence.UNKNOWN else np.zeros_like(has)
    given = has | borrowed
    return CircleTrack(
        origin_at=origin_at,
        threshold_ms=known[0].threshold_ms,
        at_s=at_s,
        lon=np.unwrap(np.array([fix.lon for fix in fixes]), period=360.0),
        lat=np.array([fix.lat for fix in fixes]),
        radii_km=np.where(borrowed[:, None], radii[_find_lenders(at_s, has)], radii),
        assumed=(given[1:] != given[:-1]) | borrowed[1:] | borrowed[:-1],
        lent=bool(borrowed.any()),
    )


def too_weak(fix: Fix, threshold_ms: float) -> bool:
    """Whether a fix's own wind is below a circle's threshold; a wind not told excludes nothing."""
    return fix.wind_ms is not None and fix.wind_ms < threshold_ms


def _circle_of(fix: Fix, force: int) -> WindRadius | None:
    return next((circle for circle in fix.radii if circle.force == force), None)


def _find_lenders(at_s: Floats, has: Flags) -> NDArray[np.intp]:
    """Index of the fix that lends its circle to each fix: itself, or the nearest in time."""
    gaps = np.abs(at_s[:, None] - at_s[None, :])
    return np.argmin(np.where(has[None, :], gaps, np.inf), axis=1)
