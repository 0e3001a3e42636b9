"""Fishing grounds off Zhoushan and where boats of each gear and port fish on them.

Names are real, outlines approximate and illustrative.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.sea import Floats, Ints, Sea, to_plane

ROOM_M = 1300.0  # a boat fishes at least this far off any land
_GROUP, _GROUP_SPREAD_KM = 7, 2.6  # boats fish in groups 编组 of about this many
_HOME_REACH_KM = 75.0


@dataclass(frozen=True, slots=True)
class FishingGround:
    """An ellipse: middle, half-axes east and north in km, turned by `tilt_deg` clockwise.
    `offshore` 0…1 is compared with the gear's."""

    name: str
    lon: float
    lat: float
    half_km: tuple[float, float]
    tilt_deg: float
    offshore: float
    weight: float


GROUNDS = (
    FishingGround("舟山渔场", 123.10, 30.05, (42, 34), 15, 0.55, 1.9),
    FishingGround("舟山渔场东部", 123.75, 30.25, (42, 40), 0, 0.85, 1.3),
    FishingGround("舟外渔场", 124.30, 29.75, (26, 60), 10, 1.0, 0.6),
    FishingGround("嵊山渔场", 123.20, 30.85, (36, 26), 0, 0.55, 1.3),
    FishingGround("嵊山渔场东部", 123.85, 31.0, (34, 34), 0, 0.85, 0.7),
    FishingGround("长江口渔场", 122.95, 31.32, (30, 18), 0, 0.5, 0.5),
    FishingGround("洋鞍渔场", 122.78, 29.66, (26, 22), 30, 0.4, 1.3),
    FishingGround("鱼山渔场", 122.85, 29.08, (44, 32), 25, 0.6, 1.6),
    FishingGround("鱼山渔场东部", 123.55, 28.95, (44, 40), 0, 0.85, 1.1),
    FishingGround("黄大洋", 122.52, 30.12, (13, 9), 0, 0.15, 0.8),
    FishingGround("岱衢洋", 122.50, 30.36, (16, 6), 0, 0.15, 0.6),
    FishingGround("黄泽洋", 122.50, 30.58, (22, 9), 0, 0.15, 0.7),
    FishingGround("磨盘洋", 122.35, 29.42, (20, 15), 30, 0.2, 0.9),
    FishingGround("大戢洋", 122.25, 30.87, (26, 10), 0, 0.15, 0.5),
    FishingGround("灰鳖洋", 121.82, 30.28, (12, 9), 0, 0.0, 0.25),
)


def choose_spots(sea: Sea, home: Floats, offshore: Floats, rng: np.random.Generator) -> Floats:
    """A spot in the plane for each boat whose home is `home`: its ground by what suits its gear
    and lies near its port, then a group on that ground, then a place beside the group."""
    ground = _choose_grounds(home, offshore, rng)
    spots = np.zeros_like(home)
    for number in range(len(GROUNDS)):
        boats = np.flatnonzero(ground == number)
        spots[boats] = _on_ground(sea, GROUNDS[number], len(boats), rng)
    return spots


def _choose_grounds(home: Floats, offshore: Floats, rng: np.random.Generator) -> Ints:
    middle = to_plane(np.array([g.lon for g in GROUNDS]), np.array([g.lat for g in GROUNDS]))
    away_km = np.hypot(*(home[:, None, :] - middle).transpose(2, 0, 1)) / 1000
    suits = np.exp(-(((offshore[:, None] - [g.offshore for g in GROUNDS]) / 0.3) ** 2))
    weight = suits * np.exp(-away_km / _HOME_REACH_KM) * [g.weight for g in GROUNDS]
    share = np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)
    return (rng.random((len(home), 1)) > share).sum(axis=1).clip(max=len(GROUNDS) - 1)


def _on_ground(sea: Sea, ground: FishingGround, count: int, rng: np.random.Generator) -> Floats:
    """Places in loose groups; those too near land are drawn again."""
    middles = _draw_places(ground, max(1, count // _GROUP), rng)
    places = np.zeros((count, 2))
    left = np.arange(count)
    while len(left):
        beside = rng.normal(0, _GROUP_SPREAD_KM * 1000, (len(left), 2))
        places[left] = middles[rng.integers(len(middles), size=len(left))] + beside
        loose = rng.random(len(left)) < 0.25
        places[left[loose]] = _draw_places(ground, int(loose.sum()), rng)
        left = left[sea.clearance_at(places[left]) < ROOM_M]
    return places


def _draw_places(ground: FishingGround, count: int, rng: np.random.Generator) -> Floats:
    """Evenly over the ellipse, thinning out past its edge."""
    radius = np.sqrt(rng.random(count)) + np.abs(rng.normal(0, 0.16, count))
    angle = rng.uniform(0, 2 * np.pi, count)
    along, across = radius * np.cos(angle), radius * np.sin(angle)
    tilt = np.radians(ground.tilt_deg)
    half_east, half_north = ground.half_km
    east = along * half_east * np.cos(tilt) + across * half_north * np.sin(tilt)
    north = -along * half_east * np.sin(tilt) + across * half_north * np.cos(tilt)
    middle = to_plane(np.array(ground.lon), np.array(ground.lat))
    return middle + np.stack([east, north], axis=-1) * 1000
