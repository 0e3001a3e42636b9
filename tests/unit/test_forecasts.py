"""Synthetic forecasts: seeded, labelled, growing in error, and silent about what they know not."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from app.geo.sphere import distance_km
from app.typhoon.bulletins import Rhythm
from app.typhoon.formats import parse_file
from app.typhoon.model import Forecast, Track
from app.typhoon.synthetic.forecasts import ErrorGrowth, make_forecasts
from app.typhoon.warning_lines import LINE_24H, LINE_48H, is_inside

STORMS = Path(__file__).resolve().parents[2] / "sample_geo" / "storms"
RHYTHM = Rhythm(6, 3, 1)
GROWTH = ErrorGrowth((24, 48, 72, 96, 120), (69, 121, 175, 242, 394), 24)


@pytest.fixture(scope="module")
def tracks() -> tuple[Track, ...]:
    return parse_file((STORMS / "jma_best_track.txt").read_bytes(), "jma").tracks


@pytest.fixture(scope="module")
def forecasts(tracks: tuple[Track, ...]) -> list[Forecast]:
    return make_forecasts(tracks[0], RHYTHM, GROWTH)


def test_the_same_storm_always_gives_the_same_forecasts(
    tracks: tuple[Track, ...], forecasts: list[Forecast]
) -> None:
    assert make_forecasts(tracks[0], RHYTHM, GROWTH) == forecasts


def test_every_forecast_is_labelled_synthetic_and_says_how(forecasts: list[Forecast]) -> None:
    assert all(each.synthetic for each in forecasts)
    assert all(each.method.startswith("synthetic: best track of JMA") for each in forecasts)
    assert "circles of the analysis persist" in forecasts[0].method


def test_bulletins_follow_the_rhythm_of_the_warning_lines(forecasts: list[Forecast]) -> None:
    for each, following in zip(forecasts, forecasts[1:], strict=False):
        here = each.points[0].lon, each.points[0].lat
        hours = 1 if is_inside(LINE_24H, *here) else 3 if is_inside(LINE_48H, *here) else 6
        assert following.issued_at - each.issued_at == timedelta(hours=hours)


def test_the_first_point_is_the_analysis_and_none_lies_past_the_last_fix(
    tracks: tuple[Track, ...], forecasts: list[Forecast]
) -> None:
    fixes = {fix.fix_at: fix for fix in tracks[0].fixes}
    for each in forecasts:
        assert each.points[0].fix_at == each.issued_at
        assert each.points[-1].fix_at <= tracks[0].fixes[-1].fix_at
        known = fixes.get(each.issued_at)
        if known is not None:
            first = each.points[0]
            assert (first.lon, first.lat) == pytest.approx((known.lon, known.lat), abs=1e-3)


def test_mean_error_grows_as_configured(tracks: tuple[Track, ...]) -> None:
    """Over many seeded bulletins the mean error at 24 h is near 69 km, at 72 h near 175 km."""
    busy = make_forecasts(
        tracks[1], Rhythm(1, 1, 1), ErrorGrowth(GROWTH.lead_h, GROWTH.mean_km, 0.1)
    )
    truth = make_forecasts(tracks[1], Rhythm(1, 1, 1), ErrorGrowth((24, 120), (0, 0), 0.1))
    for lead, mean in ((2, 69), (6, 175)):
        errors = [
            distance_km(*(np.array([v]) for v in (a.lon, a.lat, b.lon, b.lat)))[0]
            for a, b in (
                (one.points[lead], other.points[lead])
                for one, other in zip(busy, truth, strict=True)
                if len(one.points) > lead
            )
        ]
        assert np.mean(errors) == pytest.approx(mean, rel=0.12)


def test_the_forecast_wanders_and_does_not_jump(forecasts: list[Forecast]) -> None:
    """Hourly bulletins: the 24-h position moves on with the storm, never by more than 75 km."""
    hourly = [
        each for each in forecasts if is_inside(LINE_24H, each.points[0].lon, each.points[0].lat)
    ]
    places = [each.points[2] for each in hourly if len(each.points) > 2]
    lon, lat = np.array([p.lon for p in places]), np.array([p.lat for p in places])
    assert distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).max() < 75


def test_a_circle_is_dropped_where_the_forecast_wind_is_below_it(forecasts: list[Forecast]) -> None:
    for each in forecasts:
        for point in each.points:
            for circle in point.radii:
                assert point.wind_ms is not None
                assert point.wind_ms >= circle.threshold_ms
                assert circle in each.points[0].radii


def test_a_storm_without_circles_is_forecast_without_any() -> None:
    muifa = parse_file((STORMS / "ibtracs_three_storms.csv").read_bytes(), None).tracks[2]
    assert all(not p.radii for each in make_forecasts(muifa, RHYTHM, GROWTH) for p in each.points)
