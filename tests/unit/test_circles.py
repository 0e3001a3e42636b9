"""Circles nobody publishes: derived between others, and lasting where a forecast is silent."""

from dataclasses import replace

import numpy as np
import pytest

from app.typhoon.derived_circles import BETWEEN_RULE, OUTWARD_RULE, STAND_IN_RULE, with_force
from app.typhoon.explanation import circle_rule
from app.typhoon.model import Fix, Forecast, Storm, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.typhoon.persisted_circles import PERSIST_RULE
from app.wind.arrival import Convention, find_stays
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.table import stays_of_places
from tests.unit.storms import START, circle, degrees, fix, states_by_minutes, track_of


def ring(threshold_ms: float, force: int, *quadrants_km: float) -> WindRadius:
    return WindRadius(threshold_ms, force, *quadrants_km, rule="test", source_text="as told")


def radii_of(point: Fix, force: int) -> tuple[float, ...] | None:
    return next((each.quadrants_km for each in point.radii if each.force == force), None)


def test_force_8_lies_on_the_rankine_profile_of_its_quadrant() -> None:
    """R8 = R7 (13.9/17.2)^(1/x), x = ln(24.5/13.9)/ln(R7/R10)."""
    sevens, tens = (400.0, 300.0, 250.0, 320.0), (150.0, 120.0, 100.0, 110.0)
    (point,) = with_force([fix(0, 122, 30, ring(13.9, 7, *sevens), ring(24.5, 10, *tens))], 8)
    for seven, ten, eight in zip(sevens, tens, radii_of(point, 8) or (), strict=True):
        x = np.log(24.5 / 13.9) / np.log(seven / ten)
        assert eight == pytest.approx(seven * (13.9 / 17.2) ** (1 / x), abs=0.001)
        assert ten < eight < seven
    derived = next(each for each in point.radii if each.force == 8)
    assert (derived.threshold_ms, derived.rule) == (17.2, BETWEEN_RULE)


def test_34_knots_is_force_8_as_published_and_force_7_lies_outside_it() -> None:
    jtwc = fix(0, 122, 30, ring(17.5, 8, 300, 300, 200, 200), ring(25.7, 10, 100, 100, 80, 80))
    assert with_force([jtwc], 8) == (jtwc,)
    (point,) = with_force([jtwc], 7)
    seven = next(each for each in point.radii if each.force == 7)
    assert seven.rule == OUTWARD_RULE
    x = np.log(25.7 / 17.5) / np.log(3)
    assert seven.ne_km == pytest.approx(300 * (17.5 / 13.9) ** (1 / x), abs=0.001)
    assert seven.sw_km > 200


def test_a_point_without_the_inner_circle_takes_the_nearest_point_s_profile() -> None:
    both = [ring(13.9, 7, *[400.0] * 4), ring(24.5, 10, *[100.0] * 4)]
    points = [fix(0, 122, 30, both[0]), fix(6, 122, 31, *both), fix(12, 122, 32, both[0])]
    told = [radii_of(point, 8) for point in with_force(points, 8)]
    assert told[0] == told[1] == told[2]
    weak = [replace(points[0], wind_ms=15.0), *points[1:]]
    assert radii_of(with_force(weak, 8)[0], 8) is None


def test_with_force_7_alone_it_stands_in_for_8_and_says_so() -> None:
    (point,) = with_force([fix(0, 122, 30, ring(13.9, 7, *[400.0] * 4))], 8)
    derived = next(each for each in point.radii if each.force == 8)
    assert derived.rule == STAND_IN_RULE
    assert derived.quadrants_km == (400.0,) * 4


@pytest.mark.parametrize("force", [10, 12])
def test_a_circle_that_sources_publish_is_never_made_up(force: int) -> None:
    point = fix(0, 122, 30, ring(13.9, 7, *[400.0] * 4))
    assert with_force([point], force) == (point,)


def outlook_of(fixes: list[Fix], coming: list[Fix], kind: TrackKind) -> Outlook:
    track = Track(Storm("209901", "试", "T", 2099), "CMA", kind, 2, "test", tuple(fixes))
    return Outlook(track, Forecast("CMA", START, False, "as issued", tuple(coming)))


def windy(hour: float, wind_ms: float | None, *radii: WindRadius) -> Fix:
    return replace(fix(hour, 122 + hour / 24, 30, *radii), wind_ms=wind_ms)


@pytest.mark.parametrize("kind", list(TrackKind))
def test_circles_persist_in_a_forecast_until_its_wind_is_too_weak(kind: TrackKind) -> None:
    """sources#forecasts: persist the latest quadrants, drop R12, R10, R7 below their thresholds."""
    circles = (ring(13.9, 7, 400, 300, 200, 250), ring(24.5, 10, *[90.0] * 4),
               ring(32.7, 12, *[40.0] * 4))  # fmt: skip
    now = windy(0, 40, *circles)
    coming = [windy(12, 33), windy(24, 30), windy(36, None), windy(48, 20), windy(60, 12)]
    outlook = outlook_of([now], [now, *coming], kind)
    forces = [sorted(each.force for each in point.radii) for point in outlook.coming]
    assert forces == [[7, 10, 12], [7, 10], [7, 10, 12], [7], []]
    assert radii_of(outlook.coming[0], 7) == (400, 300, 200, 250)
    assert {each.rule for each in outlook.coming[0].radii} == {PERSIST_RULE}
    track = outlook.circles(7)
    assert track is not None
    assert track.is_assumed(3600.0)
    assert track.radii(np.array([60 * 3600.0])).max() == 0
    assert "persist" in circle_rule(outlook, 7).en


def test_what_the_forecast_itself_says_of_circles_counts() -> None:
    now = windy(0, 40, ring(13.9, 7, *[400.0] * 4))
    later = windy(24, 40, ring(13.9, 7, *[300.0] * 4))
    outlook = outlook_of([now], [later, windy(48, 40)], TrackKind.OPERATIONAL)
    assert [radii_of(point, 7) for point in outlook.coming] == [(300.0,) * 4] * 2
    track = outlook.circles(7)
    assert track is not None
    assert not track.is_assumed(12 * 3600.0)
    assert track.is_assumed(36 * 3600.0)


def test_a_circle_the_best_track_has_ended_does_not_rise_again() -> None:
    old, now = windy(-6, 30, ring(24.5, 10, *[90.0] * 4)), windy(0, 30, circle(300, 300, 300, 300))
    assert outlook_of([old, now], [windy(12, 30)], TrackKind.BESTTRACK).circles(10) is not None
    (point,) = outlook_of([old, now], [windy(12, 30)], TrackKind.BESTTRACK).coming
    assert radii_of(point, 10) is None
    (point,) = outlook_of([old, now], [windy(12, 30)], TrackKind.OPERATIONAL).coming
    assert radii_of(point, 10) == (90.0,) * 4


@pytest.mark.parametrize("convention", list(Convention))
def test_the_eye_over_a_place_and_a_storm_that_turns_back(convention: Convention) -> None:
    """Straight over it, a stall of a day with the edge on it, back the same way: as stepping."""
    wide = circle(260, 180, 90, 140)
    track = track_of(
        fix(0, 126, 30, wide),
        fix(18, 122.3, 30, wide),
        fix(42, 122.3, 30, wide),
        fix(60, 126, 30.5, wide),
        fix(78, 121, 29, circle(90, 260, 180, 140)),
    )
    lon = np.array([122.3, 122.3 + degrees(60), 122.9, 121.5, 124.0])
    lat = np.array([30.0, 30.0, 30.8, 29.4, 31.9])
    found = find_stays(track, lon, lat, convention)
    minutes, states = states_by_minutes(track, lon, lat, convention)
    assert sum(len(found.of(place)) for place in range(5)) > 6
    for place, state in enumerate(states):
        ours = np.zeros(len(minutes), bool)
        for start, stop in found.of(place):
            ours |= (minutes >= np.nan_to_num(start, nan=-1)) & (
                minutes <= np.nan_to_num(stop, nan=np.inf)
            )
        assert np.array_equal(ours, state), place


def test_a_line_is_inside_while_any_of_its_points_is() -> None:
    wide = ring(13.9, 7, *[200.0] * 4)
    fixes = [fix(0, 118, 0, wide), fix(48, 118 + degrees(48 * 20), 0, wide)]
    track = Track(
        Storm("209901", "试", "T", 2099), "CMA", TrackKind.BESTTRACK, 2, "t", tuple(fixes)
    )
    ends = ((118 + degrees(300), 0.0), (118 + degrees(600), 0.0), (118 + degrees(1200), 0.0))
    line = WindPlace(PlaceKind.LINE, "1", "线", None, None, ends)
    stays = stays_of_places(Outlook(track, None), [line], 7, Convention.STEP)
    assert stays is not None
    hours = [
        [None if at is None else (at - START).total_seconds() / 3600 for at in
         (stay.arrival_at, stay.departure_at)]
        for stay in stays[0]
    ]  # fmt: skip
    assert hours[0] == pytest.approx([5, 40], abs=1e-6)
