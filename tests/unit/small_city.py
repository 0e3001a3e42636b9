"""A made-up bay with an island, harbours and a small fleet: a fleet of it takes seconds."""

from datetime import UTC, datetime
from functools import cache

import numpy as np
from shapely.geometry import Polygon, box

from app.exercise.fleet import Fleet, make_fleet
from app.exercise.model import (
    ExerciseFerryLine,
    ExerciseHarbour,
    ExerciseStorm,
    FleetVessel,
    FleetWorld,
)
from app.typhoon.track import CircleTrack

FIRST = datetime(2015, 7, 7, tzinfo=UTC)
GALE_AT = datetime(2015, 7, 10, 4, tzinfo=UTC)
MAINLAND = box(121.0, 28.0, 121.9, 32.0)
# A hook: the way from the east into its bay must go round it.
ISLAND = Polygon(
    [(122.2, 29.9), (122.5, 29.9), (122.5, 30.2), (122.2, 30.2), (122.2, 30.1), (122.4, 30.1),
     (122.4, 30.0), (122.2, 30.0)]
)  # fmt: skip
KINDS = ("fishing",) * 8 + ("carrier", "merchant", "works", "leisure", "passenger")
GEARS = ("trawl", "sail_stow", "stow", "gillnet", "crab_pot", "seine", "light_seine", "longline")


def make_world(vessels: int = 260, gale: bool = True) -> FleetWorld:
    """Vessels of every kind and gear; a storm that comes straight over the island."""
    harbours = (
        ExerciseHarbour(1, "central", True, 2500, 122.33, 30.05),
        ExerciseHarbour(2, "first", True, 1500, 122.19, 30.15),
        ExerciseHarbour(3, "anchorage", True, 2500, 122.05, 29.85),
        ExerciseHarbour(4, "anchorage", False, 2500, 122.7, 30.3),
        ExerciseHarbour(5, "ferry", False, 300, 121.91, 30.05),
        ExerciseHarbour(6, "ferry", False, 300, 122.19, 30.16),
    )
    line = ExerciseFerryLine(5, 2, 60.0, ((121.91, 30.05), (122.05, 30.1), (122.19, 30.16)))
    return FleetWorld(
        (MAINLAND, ISLAND),
        harbours,
        tuple(_vessel(number) for number in range(vessels)),
        (line,),
        _storm(gale),
    )


@cache
def small_fleet() -> Fleet:
    """The fleet of that world, made once for all who only look at it."""
    return make_fleet(make_world())


def _vessel(number: int) -> FleetVessel:
    kind = KINDS[number % len(KINDS)]
    home = {"merchant": 3 + number % 2, "works": 3, "passenger": 5}.get(kind, 1 + number % 2)
    fishing = kind == "fishing"
    return FleetVessel(
        number + 1,
        f"zhepuyu{number:05d}",
        None if fishing and number % 19 == 0 else 412_000_000 + number,
        f"11{number:05d}" if kind in ("fishing", "carrier", "leisure") else None,
        kind,
        GEARS[number % len(GEARS)] if fishing else None,
        18.0 + number % 30,
        home,
    )


def _storm(gale: bool) -> ExerciseStorm:
    hours = np.arange(0.0, 145 * 3600.0, 6 * 3600.0, dtype=np.float64)
    track = CircleTrack(
        origin_at=FIRST,
        threshold_ms=15.4,
        at_s=hours,
        lon=np.full(len(hours), 122.6),
        lat=np.linspace(20.0, 38.0, len(hours)),
        radii_km=np.full((len(hours), 4), 250.0),
        assumed=np.zeros(len(hours) - 1, np.bool_),
    )
    first_s = FIRST.timestamp()
    return ExerciseStorm(first_s, first_s + float(hours[-1]), track if gale else None)
