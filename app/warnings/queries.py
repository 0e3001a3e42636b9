"""SQL of warning signals: the places that speak for a county."""

from app.database import Connection
from app.wind.seats import CountySeat


def list_places(conn: Connection) -> dict[tuple[str, str], list[CountySeat]]:
    """By county code and name: the seats of its townships, or its own where it has none."""
    rows = conn.execute(
        """
        SELECT c.code, c.name, u.code, u.name, ST_X(u.seat), ST_Y(u.seat)
        FROM admin_unit c
        JOIN admin_unit u ON u.seat IS NOT NULL AND (u.code = c.code OR u.parent_code = c.code)
        WHERE c.kind = 'county'
        ORDER BY c.code, u.code
        """
    ).fetchall()
    places: dict[tuple[str, str], list[CountySeat]] = {}
    for row in rows:
        places.setdefault((row[0], row[1]), []).append(CountySeat(*row[2:]))
    return places
