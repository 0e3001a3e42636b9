"""Stays are worked out once for the same figures, and anew for any other."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from app.typhoon.track import CircleTrack
from app.wind import known_stays
from app.wind.arrival import Convention, find_stays
from app.wind.known_stays import stays_at

LON, LAT = np.array([122.0, 122.5]), np.array([29.8, 30.0])


def passing(radius_km: float = 200.0) -> CircleTrack:
    """A storm that comes from the south-east and goes on to the north-west in a day."""
    hours = np.arange(0.0, 25.0, 6.0)
    return CircleTrack(
        datetime(2015, 7, 10, tzinfo=UTC), 17.2, hours * 3600,
        126.0 - hours / 3, 26.0 + hours / 3, np.full((5, 4), radius_km), np.zeros(4, np.bool_),
    )  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    known_stays._find_asked.cache_clear()
    calls = list[object]()

    def counted(*question: object) -> object:
        calls.append(question)
        return find_stays(*question)  # type: ignore[arg-type]

    monkeypatch.setattr(known_stays, "find_stays", counted)
    return calls


def test_the_same_figures_are_worked_out_once(asked: list[object]):
    first = stays_at(passing(), LON, LAT, Convention.STEP)
    again = stays_at(passing(), LON.copy(), LAT.copy(), Convention.STEP)
    assert len(asked) == 1
    assert again.of(0) == first.of(0) == find_stays(passing(), LON, LAT, Convention.STEP).of(0)
    assert len(first.place) > 0


def test_any_other_figure_is_worked_out_anew(asked: list[object]):
    stays_at(passing(), LON, LAT, Convention.STEP)
    track = passing()
    others = (
        (passing(radius_km=150.0), LON, LAT, Convention.STEP),
        (replace(track, at_s=track.at_s + 60), LON, LAT, Convention.STEP),
        (replace(track, lon=track.lon + 0.1), LON, LAT, Convention.STEP),
        (replace(track, lat=track.lat + 0.1), LON, LAT, Convention.STEP),
        (track, LON + 0.1, LAT, Convention.STEP),
        (track, LON, LAT + 0.1, Convention.STEP),
        (track, LON, LAT, Convention.SMOOTH),
    )
    for question in others:
        found, worked_out = stays_at(*question), find_stays(*question)
        assert [found.of(n) for n in range(2)] == [worked_out.of(n) for n in range(2)]
    assert len(asked) == 1 + len(others)
