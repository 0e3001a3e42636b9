"""The office's practice, read from configuration."""

from app.configuration.queries import value
from app.database import Connection
from app.typhoon.bulletins import Rhythm
from app.typhoon.forecasts import ErrorGrowth

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
