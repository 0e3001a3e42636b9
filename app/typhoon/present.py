"""Typhoons as the API tells them; units are in the names."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from app.typhoon.bulletins import Bulletin, Rhythm
from app.typhoon.explanation import NO_RADII, Explanation
from app.typhoon.model import Fix, Forecast, StormClass, Track, TrackKind, WindRadius
from app.typhoon.outlook import Outlook
from app.typhoon.quadrants import JMA_RULE
from app.typhoon.strength import class_of_wind
from app.typhoon.warning_lines import WARNING_LINES, Crossing, Position
from app.units import beaufort_force
from app.wording import Text

# What the circles are, in the words of the source: never "the force-7 circle" for 30 kt.
_KNOT_LABELS = {
    (15.4, 7): ("30 kt ≈ 七级", "30 kt ≈ force 7"),
    (17.5, 8): ("34 kt ≈ 八级", "34 kt ≈ force 8"),
    (25.7, 10): ("50 kt ≈ 十级", "50 kt ≈ force 10"),
    (32.9, 12): ("64 kt ≈ 十二级", "64 kt ≈ force 12"),
}
_FORCE_ZH = {7: "七级风圈", 8: "八级风圈", 10: "十级风圈", 12: "十二级风圈"}


@dataclass(frozen=True, slots=True)
class Radius:
    """A wind circle by quadrant, named as its source names it."""

    threshold_ms: float
    force: int
    label: Explanation
    ne_km: float
    se_km: float
    sw_km: float
    nw_km: float
    rule: str | None
    source_text: str | None


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """Centre, strength and circles at one moment."""

    lon: float
    lat: float
    pressure_hpa: float | None
    wind_ms: float | None
    force: int | None
    class_: StormClass | None
    radii: list[Radius]
    no_radii_reason: Explanation | None


@dataclass(frozen=True, slots=True)
class TrackFix(TrackPoint):
    """An analysed one."""

    fix_at: datetime


@dataclass(frozen=True, slots=True)
class ForecastPoint(TrackPoint):
    """A forecast one."""

    valid_at: datetime


@dataclass(frozen=True, slots=True)
class TyphoonTrack:
    """One agency's fixes."""

    agency: str
    kind: TrackKind
    averaging_min: int | None
    source: str
    fixes: list[TrackFix]


@dataclass(frozen=True, slots=True)
class TyphoonForecast:
    """One agency's forecast."""

    agency: str
    issued_at: datetime
    synthetic: bool
    method: str | None
    points: list[ForecastPoint]


@dataclass(frozen=True, slots=True)
class WarningLineShape:
    """A warning line of the coast."""

    id: str
    hours: int
    title: Text
    coordinates: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class AnswerBasis:
    """What an answer rests on: a forecast, or fixes alone."""

    kind: Literal["observed", "forecast"]
    issued_at: datetime
    synthetic: bool
    method: str | None


@dataclass(frozen=True, slots=True)
class LastBulletin:
    """The last bulletin and its age."""

    issued_at: datetime
    agency: str
    age_s: int


@dataclass(frozen=True, slots=True)
class BulletinRhythm:
    """Hours between two bulletins by where the storm is, and now."""

    outside_h: float
    inside_48h_line_h: float
    inside_24h_line_h: float
    now_h: float | None


@dataclass(frozen=True, slots=True)
class Bulletins:
    """The last bulletin and when the next is due."""

    at: datetime
    last: LastBulletin | None
    next_due_at: datetime | None
    overdue: bool
    rhythm: BulletinRhythm


def track(value: Track) -> TyphoonTrack:
    """One agency's fixes."""
    return TyphoonTrack(
        agency=value.agency,
        kind=value.kind,
        averaging_min=value.averaging_min,
        source=value.source,
        fixes=[TrackFix(*_point_fields(point), fix_at=point.fix_at) for point in value.fixes],
    )


def forecast(value: Forecast) -> TyphoonForecast:
    """One agency's forecast."""
    return TyphoonForecast(
        agency=value.agency,
        issued_at=value.issued_at,
        synthetic=value.synthetic,
        method=value.method,
        points=[
            ForecastPoint(*_point_fields(point), valid_at=point.fix_at) for point in value.points
        ],
    )


def warning_lines() -> list[WarningLineShape]:
    """The 24 h and 48 h lines."""
    return [
        WarningLineShape(f"{line.hours}h", line.hours, line.title, line.coordinates)
        for line in WARNING_LINES
    ]


def crossing(value: Crossing) -> Crossing:
    """A passing of a warning line, down to the second: never told later than worked out."""
    return replace(value, crossed_at=value.crossed_at.replace(microsecond=0))


def circle_label(circle: WindRadius) -> Explanation:
    """The circle's name in the source's own terms."""
    knots = _KNOT_LABELS.get((circle.threshold_ms, circle.force))
    if knots is None:
        zh = _FORCE_ZH.get(circle.force, f"{circle.force}级风圈")
        return Explanation(zh, f"force {circle.force}")
    whose = "JMA " if circle.rule == JMA_RULE else ""
    return Explanation(whose + knots[0], whose + knots[1])


def basis(outlook: Outlook) -> AnswerBasis:
    """What an answer rests on."""
    if outlook.forecast is None:
        return AnswerBasis("observed", outlook.track.fixes[-1].fix_at, False, None)
    known = outlook.forecast
    return AnswerBasis("forecast", known.issued_at, known.synthetic, known.method)


def bulletins(last: Bulletin | None, at: datetime, rhythm: Rhythm) -> Bulletins:
    """The last bulletin, its age, and when the next is due."""
    hours = rhythm.outside_h, rhythm.inside_48h_line_h, rhythm.inside_24h_line_h
    if last is None:
        return Bulletins(at, None, None, False, BulletinRhythm(*hours, now_h=None))
    interval = rhythm.interval(last.lon, last.lat)
    return Bulletins(
        at=at,
        last=LastBulletin(
            last.issued_at, last.agency, round((at - last.issued_at).total_seconds())
        ),
        next_due_at=last.issued_at + interval,
        overdue=at > last.issued_at + interval,
        rhythm=BulletinRhythm(*hours, now_h=interval.total_seconds() / 3600),
    )


def _point_fields(point: Fix) -> tuple[Any, ...]:
    """The fields of `TrackPoint`, in order."""
    wind = point.wind_ms
    return (
        point.lon,
        point.lat,
        point.pressure_hpa,
        None if wind is None else round(wind, 1),
        None if wind is None else beaufort_force(wind),
        point.storm_class or class_of_wind(wind),
        [_present_radius(circle) for circle in point.radii],
        None if point.radii else NO_RADII,
    )


def _present_radius(circle: WindRadius) -> Radius:
    return Radius(
        threshold_ms=circle.threshold_ms,
        force=circle.force,
        label=circle_label(circle),
        ne_km=circle.ne_km,
        se_km=circle.se_km,
        sw_km=circle.sw_km,
        nw_km=circle.nw_km,
        rule=circle.rule,
        source_text=circle.source_text,
    )
