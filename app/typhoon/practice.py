"""The office's practice, read from configuration."""

from app.configuration.queries import value
from app.database import Connection
from app.typhoon.bulletins import Rhythm
from app.typhoon.standard_class import ClassScale


def rhythm(conn: Connection) -> Rhythm:
    """How often bulletins come, by where the storm is."""
    return Rhythm(
        value(conn, "typhoon.rhythm_outside_h"),
        value(conn, "typhoon.rhythm_inside_48h_line_h"),
        value(conn, "typhoon.rhythm_inside_24h_line_h"),
    )


def class_scale(conn: Connection) -> ClassScale:
    """How a wind of another averaging is read by the 2-min class table."""
    factors = {
        10: value(conn, "typhoon.wind_2min_per_10min"),
        1: value(conn, "typhoon.wind_2min_per_1min"),
    }
    return ClassScale(factors, value(conn, "typhoon.class_match_h"))
