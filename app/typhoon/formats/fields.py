"""Reading one field of a track file. Every function raises ValueError with a reason.

A figure that stands for "missing" is None and costs its row nothing; one that cannot be, such as
520 m/s, raises: the columns have slipped.
"""

import math
import re
from datetime import UTC, datetime

from app.clock import BEIJING
from app.units import knots_to_ms

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,20})?")
_MISSING = (999, 9999, 99999)
_MISSING_HPA = (9999, 99999)
_DIGITS = re.compile(r"[0-9]+")
_BEIJING = re.compile(
    r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})[ T]+([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?"
)


def number(text: str, what: str) -> float:
    """A plain decimal number; no blanks inside, no exponent, no NaN."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"{what} is not a number: {text!r}")
    return float(text)


def digits(text: str, what: str) -> int:
    """A whole number of digits only."""
    if not _DIGITS.fullmatch(text.strip()):
        raise ValueError(f"{what} is not a whole number: {text!r}")
    return int(text)


def filled_digits(text: str, what: str) -> int:
    """A whole number that fills its columns; a blank means that the row was cut or shifted."""
    if not _DIGITS.fullmatch(text):
        raise ValueError(f"{what} does not fill its columns: {text!r}")
    return int(text)


def optional(text: str, what: str) -> float | None:
    """A number, or None where the source leaves the field blank."""
    return None if not text.strip() else number(text, what)


def longitude(degrees: float) -> float:
    """Degrees east in [-180, 180). Raises ValueError beyond a full circle."""
    if not (math.isfinite(degrees) and -180 <= degrees <= 360):
        raise ValueError(f"longitude out of range: {degrees}")
    return degrees - 360 if degrees >= 180 else degrees


def latitude(degrees: float) -> float:
    """Degrees north, negative in the south."""
    if not (math.isfinite(degrees) and -90 <= degrees <= 90):
        raise ValueError(f"latitude out of range: {degrees}")
    return degrees


def pressure(hpa: float | None) -> float | None:
    """A central pressure that can be one."""
    if hpa is not None and not 850 <= hpa <= 1030:
        raise ValueError(f"central pressure out of range: {hpa:g} hPa")
    return hpa


def wind(speed_ms: float | None) -> float | None:
    """A wind that can be one."""
    if speed_ms is not None and not 0 < speed_ms <= 120:
        raise ValueError(f"wind out of range: {speed_ms:.1f} m/s")
    return speed_ms


def told_pressure(hpa: float | None) -> float | None:
    """A central pressure, None where a file writes 0, 9999 or less than nothing for "missing"."""
    return None if hpa is None or hpa <= 0 or hpa in _MISSING_HPA else pressure(hpa)


def told_wind(speed_ms: float | None) -> float | None:
    """A wind, None where a file writes 0, 999, 9999 or less than nothing for "missing"."""
    return None if speed_ms is None or speed_ms <= 0 or speed_ms in _MISSING else wind(speed_ms)


def told_knots(speed_kn: float | None) -> float | None:
    """A wind given in knots, in m/s; missing as in `told_wind`."""
    missing = speed_kn is None or speed_kn <= 0 or speed_kn in _MISSING
    return None if missing or speed_kn is None else wind(knots_to_ms(speed_kn))


def plausible(moment: datetime) -> datetime:
    """A time that storms are recorded in; a digit too many makes another age of it."""
    if not 1840 <= moment.year <= 2200:
        raise ValueError(f"year out of range: {moment.year}")
    return moment


def beijing_time(text: str) -> datetime:
    """A Beijing time of the Zhejiang site, 2021/9/23 20:00:00, zero padded or not, as UTC."""
    match = _BEIJING.fullmatch(text)
    if not match:
        raise ValueError(f"time is not like 2021/9/23 20:00:00: {text!r}")
    year, month, day, hour, minute = (int(match[number]) for number in range(1, 6))
    second = int(match[6] or 0)
    moment = plausible(datetime(year, month, day, hour, minute, second, tzinfo=BEIJING))
    return moment.astimezone(UTC)
