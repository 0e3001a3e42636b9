"""SQL of the land a landfall can be on."""

from typing import cast

from shapely import Polygon, from_wkb

from app.database import Connection
from app.storm_events.coast import CoastLand, Coastline


def list_coast(conn: Connection, least_km2: float) -> Coastline:
    """The land a landfall can be on: islands of at least that area, and the mainland."""
    rows = conn.execute(
        """
        SELECT land_id, name, mainland, county_code, ST_AsBinary(geom)
        FROM land_area WHERE area_km2 >= %s ORDER BY land_id
        """,
        (least_km2,),
    ).fetchall()
    return Coastline([CoastLand(*row[:4], shape=cast(Polygon, from_wkb(row[4]))) for row in rows])
