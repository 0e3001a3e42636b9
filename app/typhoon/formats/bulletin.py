"""What American text bulletins share: knots, nautical miles, 1-min winds, day and hour only."""

import re
from datetime import datetime, timedelta

from app.errors import InvalidInput
from app.typhoon.formats.fields import latitude, longitude, told_knots, told_pressure
from app.typhoon.model import Fix, StormClass, WindRadius
from app.typhoon.quadrants import knot_circle
from app.typhoon.strength import class_of_wind
from app.wording import Text

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
AVERAGING_MIN = 1
MAX_LEAD = timedelta(days=8)
_PLACE = re.compile(r"([0-9]{1,2}\.[0-9])([NS])[0-9]?\s+([0-9]{1,3}\.[0-9])([EW])[0-9]?")

Published = tuple[tuple[str, str], ...]


def day_time(day: int, hour: int, minute: int, reference: datetime) -> datetime:
    """The first such day and hour from two days before the reference on. Raises ValueError."""
    start = reference - timedelta(days=2)
    for days in range((MAX_LEAD + timedelta(days=4)).days):
        date = start + timedelta(days=days)
        if date.day == day:
            return date.replace(hour=hour, minute=minute, second=0, microsecond=0)
    raise ValueError(f"day {day} is not within {MAX_LEAD.days} days of {reference:%Y-%m-%d}")


def place(text: str) -> tuple[float, float, str, str]:
    """Longitude, latitude and their own texts from `17.3N  53.1W`; a check digit may follow."""
    match = _PLACE.search(text)
    if not match:
        raise ValueError(f"no position in {text.strip()[:60]!r}")
    lat = float(match[1]) * (-1 if match[2] == "S" else 1)
    lon = float(match[3]) * (-1 if match[4] == "W" else 1)
    return longitude(lon), latitude(lat), match[3] + match[4], match[1] + match[2]


def fix(
    at: datetime,
    where: tuple[float, float, str, str],
    speed_kn: int | None,
    hpa: int | None,
    circles: list[WindRadius],
    published: Published,
    line: int,
) -> Fix:
    """One point of a bulletin."""
    wind_ms = told_knots(speed_kn)
    lon, lat, lon_text, lat_text = where
    return Fix(
        at, lon, lat, told_pressure(hpa), wind_ms, _class_of(wind_ms, published),
        tuple(sorted(circles, key=lambda circle: circle.threshold_ms)),
        (("LAT", lat_text), ("LON", lon_text), *published), line,
    )  # fmt: skip


def _class_of(wind_ms: float | None, published: Published) -> StormClass | None:
    said = " ".join(value for _, value in published).upper()
    if "EXTRATROP" in said or "POST-TROP" in said:
        return StormClass.EXTRATROPICAL
    return class_of_wind(wind_ms)


def circle(knots: str, radii_nm: list[str]) -> WindRadius | None:
    """A circle whose four quadrants the bulletin gives."""
    return knot_circle(int(knots), "NEQ", [int(radius) for radius in radii_nm])


def refusal(why: Text, todo: Text) -> InvalidInput:
    """A bulletin that cannot be read as a whole."""
    return InvalidInput(
        "E-TYP-009", Text("台风报文没有导入", "The typhoon bulletin was not imported"), why, todo
    )
