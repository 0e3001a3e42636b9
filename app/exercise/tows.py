"""Tracks of boats at work: legs back and forth by gear inside a disc of open water."""

import numpy as np

from app.exercise.gear import GearPractice
from app.exercise.itinerary import MS_A_KN, Activity, Stops
from app.exercise.sea import Floats, Sea, to_degrees

_INSIDE = 0.97


def roam_m(sea: Sea, spots: Floats, practice: GearPractice) -> Floats:
    """Radius of the disc: the gear's, or as far as the land allows."""
    return np.minimum(practice.roam_km * 1000, sea.clearance_at(spots) - 300.0)


def work(
    spots: Floats,
    radius_m: Floats,
    practice: GearPractice,
    span_s: tuple[float, float],
    rng: np.random.Generator,
) -> list[Stops]:
    """What each boat would do from before `span_s` to after it if it never went home.

    A disc of open water is convex: no leg inside it touches land.
    """
    count = len(spots)
    at_s = span_s[0] - rng.uniform(0, 6 * 3600, count)
    place = _first_places(spots, radius_m, rng)
    course = rng.uniform(0, 2 * np.pi, count)
    stops = [_make_stops(at_s, place)]
    phase = 0
    while (at_s < span_s[1]).any():
        leg = practice.phases[phase % len(practice.phases)]
        speed = rng.uniform(*leg.speed_kn, count) * MS_A_KN
        wanted_s = rng.uniform(*leg.hours, count) * 3600
        course = _kept_inside(place, course, speed * wanted_s, spots, radius_m, rng)
        ahead = np.stack([np.sin(course), np.cos(course)], axis=-1)
        after = _clip_places(place + ahead * (speed * wanted_s)[:, None], spots, radius_m)
        gone_m = np.hypot(*(after - place).T)
        at_s = at_s + np.where(
            speed > 0, np.maximum(gone_m / np.maximum(speed, 1e-6), 60), wanted_s
        )
        course = course + np.radians(rng.normal(*leg.turn_deg, count))
        place = after
        stops.append(_make_stops(at_s, place))
        phase += 1
    return stops


def _first_places(spots: Floats, radius_m: Floats, rng: np.random.Generator) -> Floats:
    angle, far = rng.uniform(0, 2 * np.pi, len(spots)), np.sqrt(rng.random(len(spots))) * 0.7
    return spots + np.stack([np.sin(angle), np.cos(angle)], axis=-1) * (radius_m * far)[:, None]


def _kept_inside(
    place: Floats,
    course: Floats,
    length_m: Floats,
    spots: Floats,
    radius_m: Floats,
    rng: np.random.Generator,
) -> Floats:
    """A boat whose leg would leave its disc heads for the middle instead, roughly."""
    ahead = np.stack([np.sin(course), np.cos(course)], axis=-1)
    beyond = np.hypot(*(place + ahead * length_m[:, None] - spots).T) > radius_m
    back = spots - place
    inwards = np.arctan2(back[:, 0], back[:, 1]) + rng.normal(0, 0.5, len(place))
    return np.where(beyond, inwards, course)


def _clip_places(places: Floats, spots: Floats, radius_m: Floats) -> Floats:
    away = places - spots
    far = np.hypot(away[:, 0], away[:, 1])
    return spots + away * np.minimum(1.0, _INSIDE * radius_m / np.maximum(far, 1e-9))[:, None]


def _make_stops(at_s: Floats, places: Floats) -> Stops:
    lon, lat = to_degrees(places)
    activity = np.full(len(at_s), Activity.FISHING, np.uint8)
    return Stops(np.arange(len(at_s)), at_s, lon, lat, activity)
