"""An ensemble of storms: the forecast moved along and across its heading (sources#ensembles).

One pair of standard normal numbers a member, scaled by the error law's deviations at each lead,
so that a member's errors hang together in time; a third does the same for the size of its circles.
Known fixes are not moved. Seeded by storm, agency and bulletin: the same bulletin gives the same
members.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Floats
from app.typhoon.model import Fix
from app.typhoon.outlook import Outlook
from app.typhoon.track import CircleTrack
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.size_law import FIXED_SIZE, SizeLaw

HEADING_HALF = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Members:
    """One agency's members. Seconds count from `origin_at`; `lon` and `lat` are (members, knots).

    `begin_s` is the last moment the centre is known; all members are in one place there.
    `circles` holds the forecast's circle of every force it has, which a member multiplies by its
    `size` (members, knots)."""

    agency: str
    issued_at: datetime
    seed: int
    origin_at: datetime
    at_s: Floats
    lon: Floats
    lat: Floats
    size: Floats
    begin_s: float
    circles: Mapping[int, CircleTrack]

    @property
    def begin_at(self) -> datetime:
        """The last moment the centre is known."""
        return self.moment(self.begin_s)

    def moment(self, at_s: float) -> datetime:
        """The time `at_s` seconds after the origin."""
        return self.origin_at + timedelta(seconds=at_s)

    def centres(self, at_s: float) -> tuple[Floats, Floats]:
        """Longitude and latitude of every member at a moment."""
        knot, share = self._find_between(at_s)
        after = min(knot + 1, len(self.at_s) - 1)
        lon = self.lon[:, knot] * (1 - share) + self.lon[:, after] * share
        return lon, self.lat[:, knot] * (1 - share) + self.lat[:, after] * share

    def radii(self, force: int, at_s: float) -> Floats:
        """Every member's radii at a moment, (4, members), linear between knots as `track` is."""
        knot, share = self._find_between(at_s)
        after, base = min(knot + 1, len(self.at_s) - 1), self.circles[force].radii_km
        return (
            np.outer(base[knot] * (1 - share), self.size[:, knot])
            + np.outer(base[after] * share, self.size[:, after])
        )  # fmt: skip

    def _find_between(self, at_s: float) -> tuple[int, float]:
        """The knot before a moment, and how far it is on the way to the next."""
        last = len(self.at_s) - 2
        if last < 0:
            return 0, 0.0
        knot = int(np.clip(np.searchsorted(self.at_s, at_s, side="right") - 1, 0, last))
        share = (at_s - self.at_s[knot]) / (self.at_s[knot + 1] - self.at_s[knot])
        return knot, float(min(max(share, 0.0), 1.0))

    def track(self, member: int, force: int) -> CircleTrack:
        """One member as a track of its own, for checks against the plain arrival."""
        base = self.circles[force]
        return CircleTrack(
            base.origin_at,
            base.threshold_ms,
            base.at_s,
            self.lon[member],
            self.lat[member],
            base.radii_km * self.size[member][:, None],
            base.assumed,
        )


def make_members(
    outlook: Outlook,
    law: ErrorLaw,
    count: int,
    forces: tuple[int, ...],
    sizes: SizeLaw = FIXED_SIZE,
) -> Members | None:
    """`count` members of an outlook; None without a forecast or without any circle."""
    circles = {force: track for force in forces if (track := outlook.circles(force)) is not None}
    if outlook.forecast is None or not circles or not outlook.coming:
        return None
    seed, base = seed_of(outlook), next(iter(circles.values()))
    begin_at = max(outlook.forecast.issued_at, *(fix.fix_at for fix in outlook.track.fixes[-1:]))
    random = np.random.default_rng(seed)
    lon, lat = _move_centres(outlook, law, base, random.standard_normal((count, 2)))
    return Members(
        agency=outlook.track.agency,
        issued_at=outlook.forecast.issued_at,
        seed=seed,
        origin_at=base.origin_at,
        at_s=base.at_s,
        lon=lon,
        lat=lat,
        size=sizes.factors(leads_h(outlook), random.standard_normal(count)),
        begin_s=base.seconds(begin_at),
        circles=circles,
    )


def seed_of(outlook: Outlook) -> int:
    """Seed of an outlook's members: storm, agency and bulletin, nothing else."""
    issued_at = outlook.forecast.issued_at.isoformat() if outlook.forecast else ""
    name = f"{outlook.track.storm.storm_id}|{outlook.track.agency}|{issued_at}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6])


def leads_h(outlook: Outlook) -> Floats:
    """Lead of every point of the outlook, 0 for what is known."""
    known, forecast = len(outlook.track.fixes), outlook.forecast
    issued_at = None if forecast is None else forecast.issued_at
    return np.array(
        [
            0.0
            if index < known or issued_at is None
            else max((point.fix_at - issued_at).total_seconds() / 3600, 0.0)
            for index, point in enumerate(outlook.points)
        ]
    )


def _move_centres(
    outlook: Outlook, law: ErrorLaw, base: CircleTrack, normal: Floats
) -> tuple[Floats, Floats]:
    along, across = law.deviations_km(leads_h(outlook))
    heading = np.array([heading_rad(base, point) for point in outlook.points])
    ahead, right = normal[:, :1] * along, normal[:, 1:] * across
    east = ahead * np.sin(heading) + right * np.cos(heading)
    north = ahead * np.cos(heading) - right * np.sin(heading)
    return displaced(base.lon, base.lat, east, north)


def heading_rad(base: CircleTrack, point: Fix) -> float:
    """Heading over the twelve hours around a point, from north; it turns gently."""
    middle = base.seconds(point.fix_at)
    half = HEADING_HALF.total_seconds()
    ends = np.clip([middle - half, middle + half], base.at_s[0], base.at_s[-1])
    lon, lat = base.centre(ends)
    east = (lon[1] - lon[0]) * np.cos(np.radians(lat.mean()))
    return float(np.arctan2(east, lat[1] - lat[0]))


def displaced(lon: Floats, lat: Floats, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Positions moved along great circles by offsets in km; longitude stays unwrapped."""
    distance, bearing = np.hypot(east, north) / EARTH_RADIUS_KM, np.arctan2(east, north)
    phi = np.radians(lat)
    to_phi = np.arcsin(
        np.sin(phi) * np.cos(distance) + np.cos(phi) * np.sin(distance) * np.cos(bearing)
    )
    turn = np.arctan2(
        np.sin(bearing) * np.sin(distance) * np.cos(phi),
        np.cos(distance) - np.sin(phi) * np.sin(to_phi),
    )
    return lon + np.degrees(turn), np.degrees(to_phi)
