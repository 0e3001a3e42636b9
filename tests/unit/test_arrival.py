"""The wind's arrival against closed forms and against brute force."""

import numpy as np
import pytest
from scipy.optimize import brentq

from app.geo.sphere import EARTH_RADIUS_KM, destination, distance_km
from app.typhoon.track import Absence, CircleTrack
from app.wind.arrival import Convention, find_stays
from tests.unit.storms import START, circle, degrees, fix, random_storm, states_by_minutes, track_of

EXACT_S = 3.6e-3  # 1e-6 h


def stays(track: CircleTrack, lon: float, lat: float, convention: Convention) -> list:
    return find_stays(track, np.array([lon]), np.array([lat]), convention).of(0)


@pytest.mark.parametrize("convention", list(Convention))
@pytest.mark.parametrize("bearing", [0, 90, 180, 270])
def test_straight_storm_with_one_radius_arrives_at_distance_less_radius_over_speed(
    convention: Convention, bearing: int
) -> None:
    """Along the equator or a meridian the great circle is exact in longitude or latitude."""
    speed_kmh, radius_km, distance = 20.0, 250.0, 900.0
    end = degrees(speed_kmh * 96)
    east, north = np.sin(np.radians(bearing)), np.cos(np.radians(bearing))
    track = track_of(
        fix(0, 130, 0, circle(*[radius_km] * 4)),
        fix(96, 130 + east * end, north * end, circle(*[radius_km] * 4)),
    )
    ((start, stop),) = stays(
        track, 130 + east * degrees(distance), north * degrees(distance), convention
    )
    assert start == pytest.approx((distance - radius_km) / speed_kmh * 3600, abs=EXACT_S)
    assert stop == pytest.approx((distance + radius_km) / speed_kmh * 3600, abs=EXACT_S)


@pytest.mark.parametrize("offset_km", [-200.0, -90.0, 60.0, 150.0])
def test_storm_along_the_equator_meets_each_quadrant_s_own_radius(offset_km: float) -> None:
    """cos d = cos(offset) cos(run): place ahead is in NE or SE, behind in NW or SW."""
    speed_kmh, ne, se, sw, nw = 25.0, 320.0, 280.0, 210.0, 240.0
    track = track_of(
        fix(0, 120, 0, circle(ne, se, sw, nw)),
        fix(80, 120 + degrees(speed_kmh * 80), 0, circle(ne, se, sw, nw)),
    )
    ahead, behind = (ne, nw) if offset_km > 0 else (se, sw)
    reach = [
        EARTH_RADIUS_KM
        * np.arccos(np.cos(radius / EARTH_RADIUS_KM) / np.cos(offset_km / EARTH_RADIUS_KM))
        for radius in (ahead, behind)
    ]
    ((start, stop),) = stays(track, 120 + degrees(1000), degrees(offset_km), Convention.STEP)
    assert start == pytest.approx((1000 - reach[0]) / speed_kmh * 3600, abs=EXACT_S)
    assert stop == pytest.approx((1000 + reach[1]) / speed_kmh * 3600, abs=EXACT_S)


def test_step_ends_a_stay_exactly_where_the_place_passes_an_axis() -> None:
    """North-east reaches far, north-west not at all: due north of the centre the wind stops."""
    track = track_of(
        fix(0, 122, 0, circle(400, 400, 50, 50)), fix(40, 132, 0, circle(400, 400, 50, 50))
    )
    ((_, stop),) = stays(track, 127.0, degrees(200), Convention.STEP)
    assert stop == pytest.approx(20 * 3600, abs=EXACT_S)


@pytest.mark.parametrize("bearing", [20, 70, 110, 160, 200, 250, 290, 340])
def test_smooth_radius_is_linear_between_the_quadrants_middles(bearing: int) -> None:
    """The same arrival as an independent root of d(t) − R(bearing) with textbook formulas."""
    quadrants = np.array([300.0, 260.0, 150.0, 200.0])
    track = track_of(fix(0, 125, 25, circle(*quadrants)), fix(72, 120, 33, circle(*quadrants)))
    lon, lat = (float(x) for x in destination(122.5, 29, np.array(bearing), 120.0))

    def gap(at_s: float) -> float:
        share = at_s / (72 * 3600)
        x, y = 125 - 5 * share, 25 + 8 * share
        a, b, turn = np.radians(y), np.radians(lat), np.radians(lon - x)
        azimuth = np.degrees(
            np.arctan2(
                np.sin(turn) * np.cos(b),
                np.cos(a) * np.sin(b) - np.sin(a) * np.cos(b) * np.cos(turn),
            )
        )
        middles = [-45, 45, 135, 225, 315, 405]
        radius = np.interp(azimuth % 360, middles, quadrants[[3, 0, 1, 2, 3, 0]])
        (distance,) = distance_km(*(np.array([v]) for v in (x, y, lon, lat)))
        return float(distance - radius)

    times = np.arange(0, 72 * 3600, 60.0)
    signs = np.sign([gap(t) for t in times])
    roots = [brentq(gap, times[k], times[k + 1], xtol=1e-6) for k in np.flatnonzero(np.diff(signs))]
    found = [moment for stay in stays(track, lon, lat, Convention.SMOOTH) for moment in stay]
    assert found == pytest.approx(roots, abs=EXACT_S)


@pytest.mark.parametrize("convention", list(Convention))
@pytest.mark.parametrize("seed", range(20))
def test_arrivals_equal_minute_by_minute_stepping(convention: Convention, seed: int) -> None:
    """Random storms that turn, stall and return: at every full minute the same state.

    So every arrival and departure is within a minute of stepping, and no stay is lost or added.
    """
    rng = np.random.default_rng(seed)
    track = random_storm(rng)
    lon, lat = rng.uniform(120.5, 124, 60), rng.uniform(28.5, 31.5, 60)
    found = find_stays(track, lon, lat, convention)
    minutes, states = states_by_minutes(track, lon, lat, convention)
    for place, state in enumerate(states):
        ours = np.zeros(len(minutes), bool)
        for start, stop in found.of(place):
            ours |= (minutes >= np.nan_to_num(start, nan=-1)) & (
                minutes <= np.nan_to_num(stop, nan=np.inf)
            )
        assert np.flatnonzero(ours != state).tolist() == [], (seed, place)


def test_a_loop_brings_the_wind_three_times() -> None:
    small = circle(100, 100, 100, 100)
    there_and_back = [fix(10 * k, 122 + (4 if k % 2 else 0), 30, small) for k in range(6)]
    found = stays(track_of(*there_and_back), 124.0, 30.0, Convention.STEP)
    assert len(found) == 5
    middles = [(start + stop) / 7200 for start, stop in found]
    assert middles == pytest.approx([5, 15, 25, 35, 45], abs=0.02)


def test_a_stall_is_one_long_stay() -> None:
    wide = circle(200, 200, 200, 200)
    track = track_of(
        fix(0, 126, 30, wide),
        fix(12, 123, 30, wide),
        fix(36, 123, 30, wide),
        fix(48, 126, 30, wide),
    )
    ((start, stop),) = stays(track, 122.3, 30.0, Convention.SMOOTH)
    assert start < 12 * 3600
    assert stop > 36 * 3600


def test_a_circle_that_appears_is_ramped_from_nothing_and_flagged() -> None:
    track = track_of(fix(0, 122, 30), fix(10, 122, 30, circle(100, 100, 100, 100)))
    (start, stop) = stays(track, 122.0, 30.0 + degrees(50), Convention.STEP)[0]
    assert start == pytest.approx(5 * 3600, abs=1)
    assert np.isnan(stop)
    assert track.is_assumed(start)


def test_where_the_source_is_silent_the_nearest_fix_lends_its_circle() -> None:
    fixes = [fix(0, 122, 30), fix(10, 122, 30, circle(100, 100, 100, 100))]
    track = track_of(*fixes, absence=Absence.UNKNOWN)
    assert np.isnan(stays(track, 122.0, 30.4, Convention.STEP)[0][0])
    assert track.is_assumed(3600)


def test_a_storm_across_the_date_line_is_one_track() -> None:
    big = circle(300, 300, 300, 300)
    track = track_of(fix(0, 178, 20, big), fix(24, -178, 20, big))
    assert track.lon.tolist() == [178, 182]
    ((start, stop),) = stays(track, 180.0, 20.0, Convention.STEP)
    assert (np.isnan(start), np.isnan(stop)) == (True, True)


def test_no_place_and_a_far_storm_give_no_stay() -> None:
    track = track_of(
        fix(0, 160, 10, circle(90, 90, 90, 90)), fix(6, 159, 10, circle(90, 90, 90, 90))
    )
    none = np.zeros(0)
    assert len(find_stays(track, none, none, Convention.STEP).place) == 0
    assert stays(track, 122.3, 30.0, Convention.STEP) == []


def test_a_single_fix_answers_who_is_inside() -> None:
    track = track_of(fix(0, 122, 30, circle(100, 100, 100, 100)))
    assert len(stays(track, 122.1, 30.1, Convention.STEP)) == 1
    assert stays(track, 125.0, 30.1, Convention.STEP) == []


def test_moments_count_from_the_first_fix() -> None:
    track = track_of(fix(0, 122, 30, circle(9, 9, 9, 9)), fix(6, 123, 30, circle(9, 9, 9, 9)))
    assert track.moment(0) == START
