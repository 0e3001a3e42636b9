"""The office's practice, read from configuration."""

from app.configuration.queries import value
from app.database import Connection
from app.typhoon.bulletins import Rhythm
from app.typhoon.forecasts import ErrorGrowth
from app.typhoon.standard_class import ClassScale
from app.typhoon.storm_events import MotionRules

_ERROR_LEADS_H = (24, 48, 72, 96, 120)


def rhythm(conn: Connection) -> Rhythm:
    """How often bulletins come, by where the storm is."""
    return Rhythm(
        value(conn, "typhoon.rhythm_outside_h"),
        value(conn, "typhoon.rhythm_inside_48h_line_h"),
        value(conn, "typhoon.rhythm_inside_24h_line_h"),
    )


def error_growth(conn: Connection) -> ErrorGrowth:
    """Mean track errors by lead."""
    return ErrorGrowth(
        tuple(float(lead) for lead in _ERROR_LEADS_H),
        tuple(value(conn, f"typhoon.track_error_{lead}h_km") for lead in _ERROR_LEADS_H),
        value(conn, "typhoon.error_memory_h"),
    )


def motion_rules(conn: Connection) -> MotionRules:
    """What counts as a stall, a loop and a sharp turn."""
    return MotionRules(
        stall_h=value(conn, "typhoon.stall_h"),
        stall_km=value(conn, "typhoon.stall_km"),
        loop_within_h=value(conn, "typhoon.loop_within_h"),
        loop_min_km=value(conn, "typhoon.loop_min_km"),
        turn_deg=value(conn, "typhoon.turn_deg"),
        turn_over_h=value(conn, "typhoon.turn_over_h"),
        turn_min_km=value(conn, "typhoon.turn_min_km"),
    )


def class_scale(conn: Connection) -> ClassScale:
    """How a wind of another averaging is read by the 2-min class table."""
    factors = {
        10: value(conn, "typhoon.wind_2min_per_10min"),
        1: value(conn, "typhoon.wind_2min_per_1min"),
    }
    return ClassScale(factors, value(conn, "typhoon.class_match_h"))
