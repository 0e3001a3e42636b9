"""Warning lines, their coast side and their crossings; intensity classes."""

import pytest

from app.typhoon.model import StormClass
from app.typhoon.strength import at_least, class_of_wind
from app.typhoon.warning_lines import LINE_24H, LINE_48H, find_crossings, is_inside
from tests.unit.storms import START, fix


@pytest.mark.parametrize(
    ("lon", "lat", "inside_24", "inside_48"),
    [
        (122.3, 30.0, True, True),
        (126.9, 33.0, True, True),
        (127.1, 33.0, False, True),
        (131.9, 16.0, False, True),
        (132.1, 20.0, False, False),
        (110.0, 8.0, True, True),
        (125.0, 38.0, True, True),
        (140.0, 38.0, False, False),
    ],
)
def test_the_coast_side_is_inside(lon: float, lat: float, inside_24: bool, inside_48: bool) -> None:
    assert is_inside(LINE_24H, lon, lat) is inside_24
    assert is_inside(LINE_48H, lon, lat) is inside_48


def test_lines_have_the_published_corners() -> None:
    assert LINE_24H.coordinates == (
        (127, 34),
        (127, 22),
        (119, 18),
        (119, 11),
        (113, 4.5),
        (105, 0),
    )
    assert LINE_48H.coordinates == ((132, 34), (132, 15), (120, 0), (105, 0))


def test_a_crossing_is_timed_between_fixes_in_both_directions() -> None:
    crossings = find_crossings([fix(0, 128, 30), fix(10, 126, 30), fix(20, 130, 30)])
    assert [(c.hours, c.inward) for c in crossings] == [(24, True), (24, False)]
    hours = [(c.crossed_at - START).total_seconds() / 3600 for c in crossings]
    assert hours == pytest.approx([5, 12.5])
    assert (crossings[0].lon, crossings[0].lat) == (127, 30)


def test_a_long_step_over_both_lines_crosses_each_once() -> None:
    crossings = find_crossings([fix(0, 134, 25), fix(12, 122, 25)])
    assert [(c.hours, c.inward) for c in crossings] == [(48, True), (24, True)]


def test_cutting_a_corner_goes_in_and_out_again() -> None:
    crossings = find_crossings([fix(0, 128, 24), fix(6, 126, 21)])
    assert [c.inward for c in crossings if c.hours == 24] == [True, False]


@pytest.mark.parametrize(
    ("wind_ms", "expected"),
    [
        (10.7, "LOW"), (10.8, "TD"), (17.1, "TD"), (17.2, "TS"), (24.5, "STS"), (32.7, "TY"),
        (41.5, "STY"), (50.9, "STY"), (51.0, "SuperTY"),
    ],
)  # fmt: skip
def test_class_follows_gb_t_19201(wind_ms: float, expected: str) -> None:
    assert class_of_wind(wind_ms) == expected


def test_an_unknown_wind_has_no_class_and_reaches_none() -> None:
    assert class_of_wind(None) is None
    assert not at_least(None, StormClass.TD)
    assert not at_least(StormClass.EXTRATROPICAL, StormClass.TD)
    assert at_least(StormClass.STY, StormClass.TY)
