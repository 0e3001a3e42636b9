"""SQL of the county seats."""

from app.database import Connection
from app.wind.seats import CountySeat


def list_seats(conn: Connection) -> list[CountySeat]:
    """The county seats."""
    rows = conn.execute(
        """
        SELECT code, name, ST_X(seat), ST_Y(seat)
        FROM admin_unit
        WHERE kind = 'county' AND seat IS NOT NULL
        ORDER BY code
        """
    ).fetchall()
    return [CountySeat(*row) for row in rows]
