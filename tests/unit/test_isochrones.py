"""Hour lines: the arrival at a point of a line is the line's hour."""

import time

import numpy as np
import pytest

from app.geo.contour import contour_segments
from app.geo.sphere import distance_km
from app.wind.isochrones import isochrones
from tests.unit.storms import circle, fix, track_of


def test_contour_of_a_cone_is_a_closed_circle() -> None:
    axis = np.linspace(-1, 1, 81)
    x, y = np.meshgrid(axis, axis)
    segments = contour_segments(np.hypot(x, y), axis, axis, 0.6)
    assert np.hypot(segments[..., 0], segments[..., 1]) == pytest.approx(0.6, abs=1e-3)
    ends, counts = np.unique(np.round(segments.reshape(-1, 2), 9), axis=0, return_counts=True)
    assert len(ends) == len(segments)
    assert (counts == 2).all()


def test_a_saddle_is_split_by_its_middle() -> None:
    axis = np.array([0.0, 1.0])
    low = contour_segments(np.array([[1.0, 0.0], [0.0, 0.7]]), axis, axis, 0.5)
    high = contour_segments(np.array([[1.0, 0.4], [0.4, 1.0]]), axis, axis, 0.5)
    assert len(low) == len(high) == 2
    assert low[0, :, 0].max() < 1 - 1e-9  # round the south-west corner
    assert any(segment[:, 0].max() == pytest.approx(1.0) for segment in high)


def test_a_cell_with_a_missing_corner_is_left_out() -> None:
    axis = np.array([0.0, 1.0, 2.0])
    values = np.array([[0.0, 1.0, np.nan], [0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    segments = contour_segments(values, axis, axis, 0.5)
    assert len(segments) == 2
    assert segments[..., 0] == pytest.approx(0.5)


def test_an_hour_line_of_a_growing_circle_lies_where_the_wind_arrives() -> None:
    """A standing storm whose circle grows 30 km an hour: lines are circles round it."""
    track = track_of(
        fix(0, 122.3, 30, circle(60, 60, 60, 60)), fix(10, 122.3, 30, circle(360, 360, 360, 360))
    )
    lines = isochrones(track)
    assert [track.seconds(line.arrival_at) / 3600 for line in lines[:3]] == [1, 2, 3]
    for line in lines[1:]:
        radius = 60 + 30 * track.seconds(line.arrival_at) / 3600
        corners = np.array([corner for part in line.lines for corner in part])
        away = distance_km(
            np.full(len(corners), 122.3), np.full(len(corners), 30.0), corners[:, 0], corners[:, 1]
        )
        assert np.abs(away - radius).max() < 2.0


def test_hour_lines_take_less_than_300_ms_of_processor_time() -> None:
    wide = circle(694.5, 694.5, 500.04, 500.04)
    track = track_of(fix(0, 127, 24, wide), fix(36, 122.9, 28.7, wide), fix(60, 123.6, 33.3, wide))
    isochrones(track)
    began = time.process_time()
    assert isochrones(track)
    assert time.process_time() - began < 0.3
