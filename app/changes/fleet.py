"""Vessels at sea that the force-7 circle reaches before they reach port.

Method, simple on purpose and told with the answer: a vessel stays where it last reported until it
sails; it goes to the nearest refuge by `evac.sea_detour` times the straight line at
`evac.withdraw_kn`; it is late when the agency's force-7 circle, by either convention, is over its
present position before it would be in port. Vessels in a harbour's radius and those not heard for
`vessel.offline_h` are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from app.changes.model import Craft, FleetChange, Knowledge, Urgency, VesselChange
from app.geo.sphere import Floats
from app.typhoon.outlook import Outlook
from app.typhoon.track import CircleTrack
from app.units import NAUTICAL_MILE_KM
from app.wind.arrival import Convention, find_stays
from app.wording import Text

FORCE = 7
METHOD = Text(
    "船停在最近报位处不动；到最近避风港按直线乘绕行系数、回港航速计；"
    "七级风圈先到它现在的位置即算来不及",
    "a vessel stays at its last position; the straight line to the nearest refuge times the"
    " detour, at the withdrawal speed; late when the force-7 circle is over that position first",
)


@dataclass(frozen=True, slots=True)
class Sailing:
    """How boats go home."""

    speed_kn: float
    detour: float

    def hours(self, distance_km: float) -> float:
        """Hours to a port at that straight distance."""
        return distance_km / NAUTICAL_MILE_KM * self.detour / self.speed_kn


def fleet_change(
    before: Knowledge | None, after: Knowledge, crafts: Sequence[Craft], sailing: Sailing
) -> FleetChange:
    """Who is too late by each bulletin, both asked at the later one's moment."""
    at = after.issued_at
    sail_s = np.array([sailing.hours(craft.port_km) * 3600 for craft in crafts])
    now = _arrival_s(after.outlook, crafts, at)
    is_late = now <= sail_s
    if before is None:
        return FleetChange(len(crafts), 0, int(is_late.sum()), ())
    was = _arrival_s(before.outlook, crafts, at)
    was_late = was <= sail_s
    changed = [
        VesselChange(
            crafts[index],
            _moment_after(at, float(was[index])),
            _moment_after(at, float(now[index])),
            at + timedelta(seconds=round(float(sail_s[index]))),
            Urgency.NEWLY_LATE if is_late[index] else Urgency.NO_LONGER_LATE,
        )
        for index in np.flatnonzero(was_late != is_late).tolist()
    ]
    return FleetChange(len(crafts), int(was_late.sum()), int(is_late.sum()), tuple(changed))


def _arrival_s(outlook: Outlook, crafts: Sequence[Craft], at: datetime) -> Floats:
    """Seconds from `at` until the circle is first over each place: 0 where it is already over
    it, infinite where it does not come."""
    earliest = np.full(len(crafts), np.inf)
    circles = outlook.circles(FORCE) if crafts else None
    if circles is None or circles.seconds(at) > circles.at_s[-1]:
        return earliest
    ahead = _circle_from(circles, at)
    lon, lat = (np.array([getattr(craft, axis) for craft in crafts]) for axis in ("lon", "lat"))
    for convention in Convention:
        stays = find_stays(ahead, lon, lat, convention)
        starts = np.where(np.isnan(stays.start_s), 0.0, stays.start_s)
        np.minimum.at(earliest, stays.place, starts)
    return earliest


def _circle_from(circles: CircleTrack, at: datetime) -> CircleTrack:
    """The circle from `at` on: what is over costs nothing and decides nothing."""
    at_s = min(max(circles.seconds(at), 0.0), float(circles.at_s[-1]))
    first = int(np.searchsorted(circles.at_s, at_s, side="right"))
    now = np.array([at_s])
    (lon, lat), radii = circles.centre(now), circles.radii(now)
    return replace(
        circles,
        origin_at=at,
        at_s=np.concatenate([now, circles.at_s[first:]]) - circles.seconds(at),
        lon=np.concatenate([lon, circles.lon[first:]]),
        lat=np.concatenate([lat, circles.lat[first:]]),
        radii_km=np.concatenate([radii.T, circles.radii_km[first:]]),
        assumed=circles.assumed[first - 1 :],
    )


def _moment_after(at: datetime, after_s: float) -> datetime | None:
    return at + timedelta(seconds=int(after_s)) if np.isfinite(after_s) else None
