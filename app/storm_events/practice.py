"""The office's practice of what counts as a storm event, read from configuration."""

from app.configuration.queries import value
from app.database import Connection
from app.storm_events.model import MotionRules


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
