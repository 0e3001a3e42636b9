"""High waters against a harmonic tide whose true peaks are known."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from app.series.high_water import high_waters
from app.series.model import Point

START = datetime(2015, 7, 8, tzinfo=UTC)
M2_H = 12.4206012
# amplitude in metres, degrees an hour, phase in degrees: M2, S2, K1, O1
MIXED = (
    (1.2, 28.9841042, 262),
    (0.46, 30.0, 300),
    (0.27, 15.0410686, 205),
    (0.18, 13.9430356, 175),
)


def tide(hours: float, parts=MIXED) -> float:
    return sum(a * math.cos(math.radians(speed * hours - phase)) for a, speed, phase in parts)


def samples(level, step_min: float, days: float = 6) -> list[Point]:
    count = int(days * 1440 / step_min) + 1
    return [
        Point(START + timedelta(minutes=n * step_min), level(n * step_min / 60))
        for n in range(count)
    ]


def true_peaks(level, days: float = 6) -> list[tuple[float, float]]:
    """Hours and heights by stepping every 5 s."""
    fine = [(n / 720, level(n / 720)) for n in range(int(days * 24 * 720) + 1)]
    return [
        here
        for before, here, after in zip(fine, fine[1:], fine[2:], strict=False)
        if before[1] < here[1] >= after[1]
    ]


def hours(at: datetime) -> float:
    return (at - START).total_seconds() / 3600


def test_a_pure_m2_peaks_every_12_42_hours() -> None:
    parts = ((1.2, 360 / M2_H, 90.0),)
    found = high_waters(samples(lambda h: tide(h, parts), 10))
    expected = [M2_H * (0.25 + n) for n in range(12) if 1 < M2_H * (0.25 + n) < 143]
    assert len(found) == len(expected)
    for peak, hour in zip(found, expected, strict=True):
        assert hours(peak.at) == pytest.approx(hour, abs=2 / 3600)
        assert peak.value_m == pytest.approx(1.2, abs=1e-5)


@pytest.mark.parametrize(("step_min", "off_min", "off_m"), [(6, 0.1, 1e-4), (10, 0.2, 2e-4),
                                                             (60, 2.0, 8e-3)])  # fmt: skip
def test_a_mixed_tide_keeps_both_unequal_high_waters(step_min, off_min, off_m) -> None:
    found = high_waters(samples(tide, step_min))
    expected = [peak for peak in true_peaks(tide) if 1 < peak[0] < 143]
    assert len(found) == len(expected) >= 11
    for peak, (hour, height) in zip(found, expected, strict=True):
        assert abs(hours(peak.at) - hour) * 60 <= off_min
        assert abs(peak.value_m - height) <= off_m


def test_surge_is_added_and_moves_the_peak() -> None:
    def surge(hour: float) -> float:
        return 1.3 * math.exp(-(((hour - 78) / 10) ** 2))

    found = high_waters(samples(tide, 10), samples(surge, 60))
    expected = true_peaks(lambda h: tide(h) + surge(h))
    highest = max(found, key=lambda peak: peak.value_m)
    hour, height = max(expected, key=lambda peak: peak[1])
    assert abs(hours(highest.at) - hour) * 60 <= 3
    assert highest.value_m == pytest.approx(height, abs=0.01)
    assert highest.surge_m == pytest.approx(surge(hour), abs=0.01)


def test_where_the_surge_ends_the_tide_goes_on_alone() -> None:
    found = high_waters(samples(tide, 10), samples(lambda h: 0.5, 60, days=2))
    assert all((peak.surge_m is not None) == (hours(peak.at) <= 48) for peak in found)
    assert len(found) == len(high_waters(samples(tide, 10)))
    assert not any(abs(hours(peak.at) - 48) < 0.2 for peak in found)  # no peak at the step down


def test_nothing_is_drawn_across_a_gap() -> None:
    whole = samples(tide, 10)
    peak = high_waters(whole)[3]
    holed = [one for one in whole if abs((one.at - peak.at).total_seconds()) > 3600]
    assert peak.at not in [one.at for one in high_waters(holed)]
    assert len(high_waters(holed)) == len(high_waters(whole)) - 1


def test_noise_on_a_top_gives_one_high_water() -> None:
    def noisy(hour: float) -> float:
        return tide(hour) + 0.02 * math.sin(hour * 40)

    assert len(high_waters(samples(noisy, 6))) == len(high_waters(samples(tide, 6)))


def test_a_flat_top_is_one_high_water_and_a_flat_line_none() -> None:
    clipped = high_waters(samples(lambda h: min(tide(h), 0.6), 10))
    assert len({peak.at.date() for peak in clipped}) <= len(clipped)
    assert all(
        peak.value_m == pytest.approx(0.6, abs=0.01) for peak in clipped if peak.value_m > 0.6
    )
    assert high_waters(samples(lambda h: 1.0, 10)) == []


def test_the_ends_are_no_high_waters() -> None:
    rising = samples(lambda h: h, 10, days=1)
    assert high_waters(rising) == []
    assert high_waters(list(reversed([Point(p.at, p.value) for p in rising]))[:1]) == []
    assert high_waters([]) == []
