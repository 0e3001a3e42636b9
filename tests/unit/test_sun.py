"""Sunset against published almanac times."""

import math
from datetime import UTC, date, datetime, timedelta

import pytest

from app.evacuation.sun import daylight, last_sunset_if_dark

ZHOUSHAN = (122.2, 30.0)


def sun_by_meeus(moment: datetime) -> tuple[float, float]:
    """Declination (degrees) and equation of time (minutes): Meeus, Astronomical Algorithms ch. 25.

    Independent of the Fourier series under test; good to seconds of time.
    """
    century = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400 / 36525
    mean = math.radians((280.46646 + 36000.76983 * century) % 360)
    anomaly = math.radians(357.52911 + 35999.05029 * century)
    eccentric = 0.016708634 - 0.000042037 * century
    centre = math.radians(
        (1.914602 - 0.004817 * century) * math.sin(anomaly)
        + 0.019993 * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    )  # fmt: skip
    oblique = math.radians(23.439291 - 0.0130042 * century)
    y = math.tan(oblique / 2) ** 2
    equation = (
        y * math.sin(2 * mean) - 2 * eccentric * math.sin(anomaly)
        + 4 * eccentric * y * math.sin(anomaly) * math.cos(2 * mean)
        - y * y / 2 * math.sin(4 * mean) - 1.25 * eccentric**2 * math.sin(2 * anomaly)
    )  # fmt: skip
    declination = math.asin(math.sin(oblique) * math.sin(mean + centre))
    return math.degrees(declination), math.degrees(equation) * 4


def altitude_deg(moment: datetime, lon: float, lat: float) -> float:
    declination, equation_min = sun_by_meeus(moment)
    minutes = moment.hour * 60 + moment.minute + moment.second / 60
    angle = math.radians((minutes + equation_min + 4 * lon) / 4 - 180)
    up = math.sin(math.radians(lat)) * math.sin(math.radians(declination))
    across = math.cos(math.radians(lat)) * math.cos(math.radians(declination)) * math.cos(angle)
    return math.degrees(math.asin(up + across))


@pytest.mark.parametrize("days", range(0, 366, 13))
def test_the_sun_stands_on_the_horizon_at_the_given_times(days: int) -> None:
    found = daylight(date(2015, 1, 1) + timedelta(days=days), *ZHOUSHAN)
    for moment in (found.sunrise_at, found.sunset_at):
        # The sun moves a quarter of a degree a minute; 0.5° is two minutes and a little.
        assert altitude_deg(moment, *ZHOUSHAN) == pytest.approx(-0.833, abs=0.5)
    assert timedelta(hours=10) < found.sunset_at - found.sunrise_at < timedelta(hours=14.2)


def test_night_goes_back_to_the_evening_before() -> None:
    small_hours = datetime(2015, 7, 10, 18, 0, tzinfo=UTC)  # 02:00 in Zhoushan on the 11th
    sunset = last_sunset_if_dark(small_hours, 122.2, 30.0)
    assert sunset is not None
    assert abs(sunset - datetime(2015, 7, 10, 10, 55, tzinfo=UTC)) < timedelta(minutes=3)


def test_late_evening_has_the_sunset_of_the_same_day() -> None:
    evening = datetime(2015, 7, 10, 14, 0, tzinfo=UTC)  # 22:00 in Zhoushan
    sunset = last_sunset_if_dark(evening, 122.2, 30.0)
    assert sunset is not None and sunset < evening < sunset + timedelta(hours=4)


def test_day_has_no_sunset_before_it() -> None:
    assert last_sunset_if_dark(datetime(2015, 7, 10, 4, 0, tzinfo=UTC), 122.2, 30.0) is None
