"""Foreign ships that pass Zhoushan without calling: not in the register, known by what they say."""

from dataclasses import dataclass

import numpy as np

from app.exercise.gale import gale_at
from app.exercise.itinerary import MS_A_KN, Activity, Stops
from app.exercise.model import ExerciseStorm, FleetVessel
from app.exercise.sea import Floats, Sea, to_degrees, to_plane
from app.exercise.trips import HOUR_S

COUNT = 90
_COUNTRIES = (477, 538, 636, 355, 563, 440, 431, 416)  # MMSI country codes seen off Zhoushan
_FIRST = ("OCEAN", "PACIFIC", "GOLDEN", "EASTERN", "ATLANTIC", "NORDIC", "SILVER", "CAPE", "STAR")
_SECOND = ("HARMONY", "PIONEER", "GRACE", "VOYAGER", "TRADER", "FORTUNE", "SPIRIT", "ROSE", "HOPE")
# The coastal route outside all islands, from the sea beyond the chart to the sea beyond it.
_ROUTE = ((121.95, 26.8), (122.95, 28.5), (123.32, 29.6), (123.35, 30.6), (123.2, 31.5),
          (123.7, 33.6))  # fmt: skip
_WIDTH_M, _BEYOND_WIDTH_M = 7000.0, 25_000.0
_WAIT_H = (5.0, 30.0)


@dataclass(frozen=True, slots=True)
class Passers:
    """The ships as movers of their own, and their passages."""

    vessels: tuple[FleetVessel, ...]
    stops: list[Stops]


def send_past(
    sea: Sea, storm: ExerciseStorm, first_number: int, taken: set[int], rng: np.random.Generator
) -> Passers:
    """Ships that go up and down the coast over the storm's span; none is off Zhoushan in it."""
    vessels = tuple(_make_ship(first_number + k, taken, rng) for k in range(COUNT))
    gale_s = _off_zhoushan(storm)
    stops = [_make_passages(sea, storm, gale_s, first_number + k, rng) for k in range(COUNT)]
    return Passers(vessels, stops)


def _make_ship(number: int, taken: set[int], rng: np.random.Generator) -> FleetVessel:
    mmsi = int(rng.choice(_COUNTRIES)) * 1_000_000 + int(rng.integers(100_000, 999_999))
    while mmsi in taken:
        mmsi += 1
    taken.add(mmsi)
    name = f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"
    return FleetVessel(
        -number, name, mmsi, None, "merchant", None, float(rng.uniform(120, 330)), None
    )


def _make_passages(
    sea: Sea,
    storm: ExerciseStorm,
    gale_s: tuple[float, float],
    number: int,
    rng: np.random.Generator,
) -> Stops:
    """Up and down in turn, some hours beyond the chart between two passages."""
    speed_ms = rng.uniform(10.5, 14.5) * MS_A_KN
    begin_s = storm.first_s - rng.uniform(0, 40) * HOUR_S
    direction = 1 if rng.random() < 0.5 else -1
    times: list[Floats] = []
    ways: list[Floats] = []
    while begin_s < storm.last_s:
        ways.append(_vary_way(sea, rng)[::direction])
        gone_s = _gone_m(ways[-1]) / speed_ms
        begin_s = _after_gale(gale_s, begin_s, float(gone_s[-1]), rng)
        times.append(begin_s + gone_s)
        begin_s = float(times[-1][-1]) + rng.uniform(*_WAIT_H) * HOUR_S
        direction = -direction
    at_s = np.concatenate(times)
    lon, lat = to_degrees(np.concatenate(ways))
    activity = np.full(len(at_s), Activity.UNDER_WAY, np.uint8)
    return Stops(np.full(len(at_s), number), at_s, lon, lat, activity)


def _vary_way(sea: Sea, rng: np.random.Generator) -> Floats:
    """The route moved sideways as a whole and a little at each turn; where a leg would meet land
    the route as it is."""
    route = to_plane(*np.array(_ROUTE).T)
    width = np.full((len(route), 1), _WIDTH_M / 3)
    width[0] = width[-1] = _BEYOND_WIDTH_M
    moved = route + (rng.normal(0, _WIDTH_M), 0.0) + rng.normal(0, 1, route.shape) * width
    inside = moved[1:-1]
    return moved if sea.is_clear(inside[:-1], inside[1:], 1000.0).all() else route


def _gone_m(way: Floats) -> Floats:
    return np.cumsum(np.hypot(*np.diff(way, axis=0, prepend=way[:1]).T))


def _off_zhoushan(storm: ExerciseStorm) -> tuple[float, float]:
    """When force 7 blows in the middle of the route."""
    middle = np.array(_ROUTE[2:4]).mean(axis=0)
    gale = gale_at(storm, middle[:1], middle[1:])
    return float(gale.start_s[0]), float(gale.end_s[0])


def _after_gale(
    gale_s: tuple[float, float], begin_s: float, takes_s: float, rng: np.random.Generator
) -> float:
    """Wait beyond the chart while the passage would meet the gale."""
    starts, ends = gale_s
    if begin_s > ends or begin_s + takes_s < starts or not np.isfinite(ends):
        return begin_s
    return ends + rng.uniform(0, 2 * _WAIT_H[1]) * HOUR_S
