"""JSON forms of typhoons. Field names follow the API; units are in the names."""

from datetime import datetime
from typing import Any

from app.typhoon.bulletins import Bulletin, Rhythm
from app.typhoon.explanation import NO_RADII
from app.typhoon.model import Fix, Forecast, Track, WindRadius
from app.typhoon.outlook import Outlook
from app.typhoon.quadrants import JMA_RULE
from app.typhoon.strength import class_of_wind
from app.typhoon.warning_lines import WARNING_LINES, Crossing
from app.units import beaufort_force

Json = dict[str, Any]

# What the circles are, in the words of the source: never "the force-7 circle" for 30 kt.
_KNOT_LABELS = {
    (15.4, 7): ("30 kt ≈ 七级", "30 kt ≈ force 7"),
    (17.5, 8): ("34 kt ≈ 八级", "34 kt ≈ force 8"),
    (25.7, 10): ("50 kt ≈ 十级", "50 kt ≈ force 10"),
    (32.9, 12): ("64 kt ≈ 十二级", "64 kt ≈ force 12"),
}
_FORCE_ZH = {7: "七级风圈", 8: "八级风圈", 10: "十级风圈", 12: "十二级风圈"}


def track(value: Track) -> Json:
    """One agency's fixes."""
    return {
        "agency": value.agency,
        "kind": value.kind,
        "averaging_min": value.averaging_min,
        "source": value.source,
        "fixes": [{"fix_at": point.fix_at, **_point(point)} for point in value.fixes],
    }


def forecast(value: Forecast) -> Json:
    """One agency's forecast."""
    return {
        "agency": value.agency,
        "issued_at": value.issued_at,
        "synthetic": value.synthetic,
        "method": value.method,
        "points": [{"valid_at": point.fix_at, **_point(point)} for point in value.points],
    }


def warning_lines() -> list[Json]:
    """The 24 h and 48 h lines."""
    return [
        {
            "id": f"{line.hours}h",
            "hours": line.hours,
            "name_zh": line.name_zh,
            "coordinates": [list(corner) for corner in line.coordinates],
        }
        for line in WARNING_LINES
    ]


def crossing(value: Crossing) -> Json:
    """A passing of a warning line."""
    return {
        "hours": value.hours,
        "crossed_at": _whole_seconds(value.crossed_at),
        "lon": value.lon,
        "lat": value.lat,
        "inward": value.inward,
    }


def circle_label(circle: WindRadius) -> Json:
    """The circle's name in the source's own terms."""
    knots = _KNOT_LABELS.get((circle.threshold_ms, circle.force))
    if knots is None:
        zh = _FORCE_ZH.get(circle.force, f"{circle.force}级风圈")
        return {"zh": zh, "en": f"force {circle.force}"}
    whose = "JMA " if circle.rule == JMA_RULE else ""
    return {"zh": whose + knots[0], "en": whose + knots[1]}


def basis(outlook: Outlook) -> Json:
    """What an answer rests on."""
    if outlook.forecast is None:
        last = outlook.track.fixes[-1].fix_at
        return {"kind": "observed", "issued_at": last, "synthetic": False, "method": None}
    return {
        "kind": "forecast",
        "issued_at": outlook.forecast.issued_at,
        "synthetic": outlook.forecast.synthetic,
        "method": outlook.forecast.method,
    }


def bulletins(last: Bulletin | None, at: datetime, rhythm: Rhythm) -> Json:
    """The last bulletin, its age, and when the next is due."""
    hours = {
        "outside_h": rhythm.outside_h,
        "inside_48h_line_h": rhythm.inside_48h_line_h,
        "inside_24h_line_h": rhythm.inside_24h_line_h,
    }
    if last is None:
        return {"last": None, "next_due_at": None, "rhythm": hours}
    interval = rhythm.interval(last.lon, last.lat)
    return {
        "last": {
            "issued_at": last.issued_at,
            "agency": last.agency,
            "age_s": round((at - last.issued_at).total_seconds()),
        },
        "next_due_at": last.issued_at + interval,
        "overdue": at > last.issued_at + interval,
        "rhythm": {**hours, "now_h": interval.total_seconds() / 3600},
    }


def _point(point: Fix) -> Json:
    return {
        "lon": point.lon,
        "lat": point.lat,
        "pressure_hpa": point.pressure_hpa,
        "wind_ms": None if point.wind_ms is None else round(point.wind_ms, 1),
        "force": None if point.wind_ms is None else beaufort_force(point.wind_ms),
        "class": point.storm_class or class_of_wind(point.wind_ms),
        "radii": [_radius(circle) for circle in point.radii],
        "no_radii_reason": None if point.radii else NO_RADII,
    }


def _radius(circle: WindRadius) -> Json:
    return {
        "threshold_ms": circle.threshold_ms,
        "force": circle.force,
        "label": circle_label(circle),
        "ne_km": circle.ne_km,
        "se_km": circle.se_km,
        "sw_km": circle.sw_km,
        "nw_km": circle.nw_km,
        "rule": circle.rule,
        "source_text": circle.source_text,
    }


def _whole_seconds(moment: datetime) -> datetime:
    """Down to the second: an arrival is never told later than it was worked out."""
    return moment.replace(microsecond=0)
