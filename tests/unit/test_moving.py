"""Vessels on their way: the same roots, against closed forms and minute-by-minute stepping."""

import numpy as np
import pytest

from app.geo.sphere import unit_vectors
from app.wind.arrival import Convention, find_stays, stays_of
from app.wind.sight import inside
from app.wind.whereabouts import Voyage, moving
from tests.unit.storms import circle, degrees, fix, random_storm, track_of

HOUR = 3600.0


@pytest.mark.parametrize("convention", list(Convention))
@pytest.mark.parametrize(("bearing", "knots"), [(0, 8), (90, 8), (180, 12), (270, 10)])
def test_a_vessel_that_steams_towards_the_storm_meets_it_at_the_sum_of_speeds(
    convention: Convention, bearing: int, knots: float
) -> None:
    speed_kmh, radius_km, distance = 20.0, 250.0, 900.0
    vessel_kmh = knots * 1.852
    east, north = np.sin(np.radians(bearing)), np.cos(np.radians(bearing))
    end, sailed = degrees(speed_kmh * 96), degrees(distance - vessel_kmh * 60)
    track = track_of(
        fix(0, 130, 0, circle(*[radius_km] * 4)),
        fix(96, 130 + east * end, north * end, circle(*[radius_km] * 4)),
    )
    start = degrees(distance)
    voyage = Voyage(
        [0, 60 * HOUR], [130 + east * start, 130 + east * sailed], [north * start, north * sailed]
    )
    ((meets, leaves),) = stays_of(track, moving([voyage]), convention).of(0)
    closing = speed_kmh + vessel_kmh
    assert meets == pytest.approx((distance - radius_km) / closing * HOUR, abs=3.6e-3)
    assert leaves == pytest.approx((distance + radius_km) / closing * HOUR, abs=3.6e-3)


@pytest.mark.parametrize("convention", list(Convention))
@pytest.mark.parametrize("seed", range(12))
def test_vessels_equal_minute_by_minute_stepping(convention: Convention, seed: int) -> None:
    rng = np.random.default_rng(seed)
    track = random_storm(rng)
    voyages = [voyage(rng, track.at_s[-1]) for _ in range(25)]
    found = stays_of(track, moving(voyages), convention)
    minutes = np.arange(track.at_s[0], track.at_s[-1] + 1, 60.0)
    for vessel, way in enumerate(voyages):
        lon, lat = (np.interp(minutes, way.at_s, line) for line in (way.lon, way.lat))
        state = inside(track, unit_vectors(lon, lat), minutes, convention)
        ours = np.zeros(len(minutes), bool)
        for start, stop in found.of(vessel):
            ours |= (minutes >= np.nan_to_num(start, nan=-1)) & (
                minutes <= np.nan_to_num(stop, nan=np.inf)
            )
        assert np.flatnonzero(ours != state).tolist() == [], (seed, vessel)


def voyage(rng: np.random.Generator, last_s: float) -> Voyage:
    """A way of 1 to 5 points that begins and ends at any time of the storm's life."""
    count = int(rng.integers(1, 6))
    at_s = np.sort(rng.choice(int(last_s), count, replace=False)).astype(float)
    lon = 122.3 + np.cumsum(rng.normal(0, 0.5, count))
    lat = 30.0 + np.cumsum(rng.normal(0, 0.5, count))
    return Voyage(at_s.tolist(), lon.tolist(), lat.tolist())


def test_a_vessel_that_lies_still_is_a_place() -> None:
    track = random_storm(np.random.default_rng(5))
    still = stays_of(track, moving([Voyage([0.0], [122.3], [30.0])]), Convention.STEP)
    place = find_stays(track, np.array([122.3]), np.array([30.0]), Convention.STEP)
    for one, other in zip(still.of(0), place.of(0), strict=True):
        assert one == pytest.approx(other, nan_ok=True)


def test_a_vessel_across_the_date_line_goes_the_short_way() -> None:
    track = track_of(fix(0, 180, 10, circle(*[100] * 4)), fix(24, 180, 10, circle(*[100] * 4)))
    way = Voyage([0, 24 * HOUR], [178.0, -178.0], [10.0, 10.0])
    ((start, stop),) = stays_of(track, moving([way]), Convention.STEP).of(0)
    assert (start + stop) / 2 == pytest.approx(12 * HOUR, abs=60)


def test_no_vessel_and_a_way_back_in_time() -> None:
    track = random_storm(np.random.default_rng(5))
    assert len(stays_of(track, moving([]), Convention.STEP).place) == 0
    with pytest.raises(ValueError, match="increase"):
        moving([Voyage([60.0, 0.0], [122.0, 123.0], [30.0, 30.0])])
