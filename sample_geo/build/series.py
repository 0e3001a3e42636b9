"""Illustrative tide, surge, wind and rain of the exercise's days; nothing here was measured.

Tide: mean level and the four great constituents, at amplitudes and phases of the size found about
Zhoushan (M2 about 1.2 m; the phases keep the springs two days after the new moon of 16 July 2015
and the islands within the hour of each other). Surge, wind and rain rise and fall with Chan-hom's
nearest approach (JMA: 11 July 2015, 14:00 in Zhoushan).
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sample_geo.build.files import read_table, write_csv

SINCE = datetime(2015, 7, 8, tzinfo=UTC)
UNTIL = datetime(2015, 7, 14, tzinfo=UTC)
NEAREST = datetime(2015, 7, 11, 6, tzinfo=UTC)
ISSUES = (datetime(2015, 7, 9, tzinfo=UTC), datetime(2015, 7, 10, tzinfo=UTC),
          datetime(2015, 7, 11, tzinfo=UTC))  # fmt: skip
ORIGIN = datetime(2015, 7, 1, tzinfo=UTC)
# Degrees an hour, from the theory of tides.
SPEEDS = {"m2": 28.9841042, "s2": 30.0, "k1": 15.0410686, "o1": 13.9430356}
DATUM = "1985国家高程基准"
STATION_COLUMNS = ("code", "name", "pinyin", "initials", "county_code", "warning_level_m",
                   "illustrative", "source", "lon", "lat")  # fmt: skip
COLUMNS = ("station", "kind", "nature", "at", "value", "unit", "datum", "span_min", "issued_at")
SOURCE = "示意：按海塘示例的调和常数与虚构过程算出，不是实测"


def tide_m(station: dict[str, str], at: datetime) -> float:
    """Height above the datum by the station's constituents."""
    hours = (at - ORIGIN).total_seconds() / 3600
    return float(station["mean_m"]) + sum(
        float(station[f"{name}_m"])
        * math.cos(math.radians(speed * hours - float(station[f"{name}_deg"])))
        for name, speed in SPEEDS.items()
    )


def surge_m(station: dict[str, str], at: datetime, share: float = 1.0) -> float:
    """A rise of a day and a quicker fall, with a lower trough as the wind turns off the land."""
    hours = (at - NEAREST).total_seconds() / 3600
    rise = math.exp(-((hours / (13 if hours < 0 else 7)) ** 2))
    trough = 0.25 * math.exp(-(((hours - 16) / 6) ** 2))
    return share * float(station["surge_m"]) * (rise - trough)


def wind_ms(station: dict[str, str], at: datetime) -> float:
    """Mean wind of the storm's passage over a breeze."""
    hours = (at - NEAREST).total_seconds() / 3600
    return 4.0 + (float(station["wind_ms"]) - 4.0) * math.exp(-((hours / 14) ** 2))


def rain_mm(station: dict[str, str], at: datetime) -> float:
    """Rain of the hour before `at`: two bands and the core."""
    hours = (at - NEAREST).total_seconds() / 3600
    bands = ((-15.0, 2.0, 0.35), (-6.0, 2.5, 0.6), (1.0, 3.0, 1.0))
    return float(station["rain_mm"]) * sum(
        share * math.exp(-(((hours - middle) / width) ** 2)) for middle, width, share in bands
    )


def write_series(out: Path) -> None:
    """`stations.csv` and one file a kind in `series/`."""
    stations = read_table("stations")
    folder = out / "series"
    folder.mkdir(exist_ok=True)
    write_csv(out / "stations.csv", STATION_COLUMNS, map(_station_row, stations))
    gauges = [station for station in stations if station["m2_m"]]
    write_csv(folder / "tide.csv", COLUMNS, (row for one in gauges for row in _tide(one)))
    write_csv(folder / "surge.csv", COLUMNS, (row for one in gauges for row in _surge(one)))
    write_csv(folder / "weather.csv", COLUMNS, (row for one in stations for row in _weather(one)))


def _station_row(station: dict[str, str]) -> tuple[str, ...]:
    fixed = {"illustrative": "true", "source": SOURCE}
    return tuple({**station, **fixed}[column] for column in STATION_COLUMNS)


def _moments(step: timedelta, since: datetime = SINCE) -> Iterator[datetime]:
    at = since
    while at <= UNTIL:
        yield at
        at += step


def _tide(station: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for at in _moments(timedelta(minutes=10)):
        value = f"{tide_m(station, at):.3f}"
        yield station["code"], "tide", "predicted", _text(at), value, "m", DATUM, "", ""


def _surge(station: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Three predictions, the earlier the lower, and what was then measured."""
    for issue, share in zip(ISSUES, (0.75, 0.9, 1.0), strict=True):
        for at in _moments(timedelta(hours=1), issue):
            value = f"{surge_m(station, at, share):.3f}"
            yield (station["code"], "surge", "predicted", _text(at), value, "m", "", "",
                   _text(issue))  # fmt: skip
    for at in _moments(timedelta(hours=1)):
        value = f"{surge_m(station, at, 1.05):.3f}"
        yield station["code"], "surge", "observed", _text(at), value, "m", "", "", ""


def _weather(station: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for at in _moments(timedelta(hours=1)):
        wind = wind_ms(station, at)
        for kind, value, unit, span in (
            ("wind", wind, "m/s", "10"),
            ("gust", 1.35 * wind, "m/s", ""),
            ("rain", rain_mm(station, at), "mm", "60"),
        ):
            yield (station["code"], kind, "observed", _text(at), f"{value:.1f}", unit, "", span,
                   "")  # fmt: skip


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%MZ")
