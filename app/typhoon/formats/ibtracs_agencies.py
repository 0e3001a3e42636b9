"""The columns of IBTrACS that one agency fills: its position, wind, pressure and circles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.typhoon.formats.fields import (
    latitude,
    longitude,
    number,
    optional,
    told_knots,
    told_pressure,
)
from app.typhoon.model import Fix, StormClass, WindRadius
from app.typhoon.quadrants import jma_circle, knot_circle
from app.typhoon.strength import class_of_wind

_QUADRANTS = ("NE", "SE", "SW", "NW")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency's column prefix, its wind averaging, and how its columns tell class and circles.

    `quadrant_kn`: thresholds given by quadrant; `ellipse_kn`: given as JMA does, by direction,
    longest and shortest."""

    prefix: str
    averaging_min: int
    grade: str
    extratropical: tuple[str, ...]
    quadrant_kn: tuple[int, ...] = ()
    ellipse_kn: tuple[int, ...] = ()


# Averaging: WMO practice by centre; HKO and KMA 10 min, CMA 2 min, the American centres 1 min.
AGENCIES = (
    Agency("USA", 1, "STATUS", ("EX", "ET"), quadrant_kn=(34, 50, 64)),
    Agency("TOKYO", 10, "GRADE", ("6",), ellipse_kn=(30, 50)),
    Agency("CMA", 2, "CAT", ("9",)),
    Agency("HKO", 10, "CAT", ("ET",)),
    Agency("KMA", 10, "CAT", ("L",), ellipse_kn=(30, 50)),
)


def agency_fix(agency: Agency, row: Mapping[str, str], at: datetime, line: int) -> Fix | None:
    """The agency's fix in this row, or None where it gives no position."""
    own = {
        key.removeprefix(f"{agency.prefix}_"): text.strip()
        for key, text in row.items()
        if key.startswith(f"{agency.prefix}_") and text.strip()
    }
    if "LAT" not in own and "LON" not in own:
        return None
    wind_ms = told_knots(optional(own.get("WIND", ""), "WIND"))
    extratropical = own.get(agency.grade) in agency.extratropical
    return Fix(
        fix_at=at,
        lon=longitude(number(own.get("LON", ""), "LON")),
        lat=latitude(number(own.get("LAT", ""), "LAT")),
        pressure_hpa=told_pressure(optional(own.get("PRES", ""), "PRES")),
        wind_ms=wind_ms,
        storm_class=StormClass.EXTRATROPICAL if extratropical else class_of_wind(wind_ms),
        radii=tuple(sorted(_read_circles(agency, own), key=lambda circle: circle.threshold_ms)),
        published=tuple(own.items()),
        line=line,
    )


def _read_circles(agency: Agency, own: Mapping[str, str]) -> Iterator[WindRadius]:
    for knots in agency.quadrant_kn:
        texts = [own.get(f"R{knots}_{quadrant}") for quadrant in _QUADRANTS]
        if any(texts):
            circle = knot_circle(knots, "NEQ", [_read_whole(text) for text in texts])
            if circle:
                yield circle
    for knots in agency.ellipse_kn:
        texts = [own.get(f"R{knots}_{part}") for part in ("DIR", "LONG", "SHORT")]
        if not any(texts):
            continue
        direction, longest, shortest = (_read_whole(text) for text in texts)
        if direction is None or longest is None or shortest is None:
            raise ValueError(f"R{knots} lacks its direction or a radius")
        circle = jma_circle(knots, direction, longest, shortest)
        if circle:
            yield circle


def _read_whole(text: str | None) -> int | None:
    if text is None:
        return None
    value = number(text, "radius")
    if value != int(value):
        raise ValueError(f"radius is not whole nautical miles: {text!r}")
    return int(value)
