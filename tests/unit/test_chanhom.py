"""Chan-hom over Shenjiamen: what two agencies' circles do to the same storm."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.typhoon.formats import parse_file
from app.typhoon.model import Track
from app.typhoon.outlook import Outlook
from app.typhoon.quadrants import range_circle
from app.typhoon.warning_lines import find_crossings
from app.wind.place_wind import PlaceWind, place_winds

STORMS = Path(__file__).resolve().parents[2] / "sample_geo" / "storms"
SHENJIAMEN = ([122.30], [29.95])
BEFORE = datetime(2015, 7, 9, tzinfo=UTC)
MINUTE = 60


def track(name: str) -> Track:
    return parse_file((STORMS / name).read_bytes(), None).tracks[0]


@pytest.fixture
def jma() -> Outlook:
    return Outlook(track("jma_best_track.txt"), None)


@pytest.fixture
def cma() -> Outlook:
    return Outlook(track("cma_operational_chanhom.toml"), None)


def wind(outlook: Outlook | None, force: int) -> PlaceWind:
    assert outlook is not None
    return place_winds(outlook, *SHENJIAMEN, force, BEFORE)[0]


def utc(day: int, hour: int, minute: int) -> datetime:
    return datetime(2015, 7, day, hour, minute, tzinfo=UTC)


def assert_near(found: datetime | None, expected: datetime) -> None:
    assert found is not None
    assert abs((found - expected).total_seconds()) < MINUTE


def test_jma_s_30_kt_circle_reaches_shenjiamen_at_0222_utc_on_10_july(jma: Outlook) -> None:
    told = wind(jma, 7)
    assert_near(told.smooth[0].arrival_at, utc(10, 2, 22))
    assert_near(told.step[0].arrival_at, utc(10, 3, 26))
    assert told.earliest_at == told.smooth[0].arrival_at


def test_cma_s_force_7_circle_on_the_same_track_comes_two_to_eleven_hours_later(
    jma: Outlook, cma: Outlook
) -> None:
    """Upper bound 460 km: 2 h 03 after JMA's step, 3 h 07 after its smooth; lower bound 320 km:
    9 h 54 and 10 h 58."""
    upper = wind(jma.with_circles_of(cma), 7)
    assert_near(upper.earliest_at, utc(10, 5, 29))
    assert upper.step[0].assumed
    assert "CMA circle of 13.9 m/s (2-min mean) lent to the track of JMA" in upper.rule.en
    narrow = [replace(f, radii=(range_circle(7, 13.9, 320, 320),)) for f in cma.track.fixes]
    lower = wind(jma.with_circles_of(Outlook(replace(cma.track, fixes=tuple(narrow)), None)), 7)
    assert_near(lower.earliest_at, utc(10, 13, 20))


def test_cma_s_force_10_circle_comes_six_hours_after_jma_s_50_kt_circle(
    jma: Outlook, cma: Outlook
) -> None:
    assert_near(wind(jma, 10).earliest_at, utc(10, 16, 29))
    assert_near(wind(jma.with_circles_of(cma), 10).earliest_at, utc(10, 22, 21))


def test_only_cma_gives_a_force_12_circle(jma: Outlook, cma: Outlook) -> None:
    reason = wind(jma, 12).reason
    assert reason is not None and reason.en == "JMA gives no force-12 circle"
    assert wind(cma, 12).reason is None


def test_cma_s_two_notices_begin_with_shenjiamen_inside_and_say_so(cma: Outlook) -> None:
    told = wind(cma, 7)
    assert told.already_inside
    assert told.step[0].arrival_at is None
    assert told.earliest_at == utc(11, 1, 0)


def test_an_agency_without_circles_lends_none(jma: Outlook) -> None:
    ibtracs = Outlook(track("ibtracs_three_storms.csv"), None)
    assert jma.with_circles_of(ibtracs) is None


def test_chanhom_crosses_the_48_h_line_and_then_the_24_h_line(jma: Outlook) -> None:
    crossings = find_crossings(jma.track.fixes)
    assert [(c.hours, c.inward) for c in crossings] == [(48, True), (24, True)]
    assert_near(crossings[0].crossed_at, utc(8, 10, 0))
    assert_near(crossings[1].crossed_at, utc(9, 15, 30))
