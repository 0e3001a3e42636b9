"""SQL of the land under a briefing."""

from app.database import Connection
from app.geo.shapes import Shape, from_wkb


def list_land(conn: Connection, smallest_km2: float) -> list[Shape]:
    """The outline of every island and piece of mainland of that size and more."""
    rows = conn.execute(
        "SELECT ST_AsBinary(geom) FROM land_area WHERE area_km2 >= %s", (smallest_km2,)
    )
    return [from_wkb(row[0]) for row in rows]
