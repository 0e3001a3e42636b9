"""Sunset and sunrise.

NOAA Global Monitoring Laboratory, "General Solar Position Calculations": Spencer's (1971) Fourier
series for the equation of time and the declination, zenith 90.833° (refraction and the disc's
radius). Within two minutes between the polar circles.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan

_ZENITH_DEG = 90.833


@dataclass(frozen=True, slots=True)
class Daylight:
    """Sunrise and sunset of one solar day at a place."""

    sunrise_at: datetime
    sunset_at: datetime


def daylight(day: date, lon: float, lat: float) -> Daylight:
    """Sunrise and sunset of the solar day whose noon lies nearest to 12:00 local mean time."""
    year_angle = 2 * pi / 365 * (day.timetuple().tm_yday - 1)
    noon_min = 720 - 4 * lon - _equation_of_time_min(year_angle)
    half_day_min = 4 * _hour_angle_deg(lat, _sun_declination(year_angle))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Daylight(
        midnight + timedelta(minutes=noon_min - half_day_min),
        midnight + timedelta(minutes=noon_min + half_day_min),
    )


def last_sunset_if_dark(moment: datetime, lon: float, lat: float) -> datetime | None:
    """The sunset before `moment` when it falls at night, else None."""
    local_day = (moment + timedelta(hours=lon / 15)).date()
    today = daylight(local_day, lon, lat)
    if moment >= today.sunset_at:
        return today.sunset_at
    if moment >= today.sunrise_at:
        return None
    return daylight(local_day - timedelta(days=1), lon, lat).sunset_at


def _equation_of_time_min(g: float) -> float:
    return 229.18 * (
        0.000075 + 0.001868 * cos(g) - 0.032077 * sin(g)
        - 0.014615 * cos(2 * g) - 0.040849 * sin(2 * g)
    )  # fmt: skip


def _sun_declination(g: float) -> float:
    return (
        0.006918 - 0.399912 * cos(g) + 0.070257 * sin(g) - 0.006758 * cos(2 * g)
        + 0.000907 * sin(2 * g) - 0.002697 * cos(3 * g) + 0.00148 * sin(3 * g)
    )  # fmt: skip


def _hour_angle_deg(lat: float, declination: float) -> float:
    cosine = cos(radians(_ZENITH_DEG)) / (cos(radians(lat)) * cos(declination)) - tan(
        radians(lat)
    ) * tan(declination)
    return degrees(acos(max(-1.0, min(1.0, cosine))))
