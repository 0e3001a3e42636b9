"""Golden values of the shifted systems, and how exact the way back is."""

from math import cos, hypot, radians

import pytest
import shapely

from app.errors import InvalidInput
from app.geo import gcj02
from app.geo.crs import from_metric, to_metric, to_wgs84


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[0] - b[0]) * 111_320 * cos(radians(a[1]))
    return hypot(east, (a[1] - b[1]) * 110_950)


def test_forward_gives_the_published_place_to_the_last_digit() -> None:
    shifted = gcj02.wgs84_to_gcj02(116.404, 39.915)
    assert shifted == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-12)


def test_the_way_back_leaves_less_than_a_millimetre_over_the_city() -> None:
    worst = 0.0
    for lon in (121.5, 122.0, 122.5, 123.0, 123.4):
        for lat in (29.5, 30.0, 30.5, 31.0):
            back = gcj02.gcj02_to_wgs84(*gcj02.wgs84_to_gcj02(lon, lat))
            worst = max(worst, distance_m(back, (lon, lat)))
    assert worst < 0.001


def test_the_shift_on_our_coast_is_hundreds_of_metres() -> None:
    shift = distance_m(gcj02.wgs84_to_gcj02(122.3, 29.95), (122.3, 29.95))
    assert 400 < shift < 700


def test_places_abroad_are_not_shifted() -> None:
    assert gcj02.wgs84_to_gcj02(139.7, 35.7) == (139.7, 35.7)


def test_baidu_comes_back_within_a_metre() -> None:
    # Baidu's own converter for Tiananmen.
    assert (
        distance_m(gcj02.bd09_to_gcj02(116.404, 39.915), (116.39762729119315, 39.90865673957631))
        < 1
    )


def test_a_projected_shape_lands_where_it_belongs() -> None:
    place = shapely.Point(122.3, 29.95)
    metric = to_metric(place)
    assert from_metric(metric).distance(place) < 1e-9
    assert to_wgs84(metric, "EPSG:4550").distance(place) < 1e-7


def test_an_unknown_system_is_refused_with_those_on_offer() -> None:
    with pytest.raises(InvalidInput) as refused:
        to_wgs84(shapely.Point(0, 0), "Mars")
    assert "GCJ-02" in refused.value.todo.zh
