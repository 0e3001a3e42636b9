"""SQL of shelters."""

from psycopg.rows import class_row

from app.database import Connection
from app.shelters.model import RECEIVING, NearShelter, ShelterTotals

# Nearest over the ground; a shelter on the same island comes before a nearer one across water.
_NEAREST = """
    WITH here AS MATERIALIZED (
        SELECT p.geom, (SELECT land_id FROM land_area l WHERE ST_Covers(l.geom, p.geom) LIMIT 1)
                       AS land_id
        FROM (SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326) AS geom) p
    ), near AS (
        SELECT s.*, here.land_id AS here_land, s.geom::geography <-> here.geom::geography AS metres
        FROM shelter s, here
        WHERE s.status = ANY(%(receiving)s) AND s.occupied < s.rated_capacity
        ORDER BY s.geom <-> here.geom LIMIT 60
    )
    SELECT s.code, s.name, s.tier, s.address, s.status, s.status_reason, s.rated_capacity,
           s.occupied, s.rated_capacity - s.occupied AS free, s.accessible, s.generator, s.keeper,
           s.keeper_phone, ST_X(s.geom) AS lon, ST_Y(s.geom) AS lat, s.metres AS distance_m,
           EXISTS (SELECT FROM land_area l WHERE l.land_id = s.here_land
                   AND ST_Covers(l.geom, s.geom)) AS same_land
    FROM near s
    ORDER BY same_land DESC, s.metres LIMIT %(limit)s
"""

_TOTALS = """
    SELECT count(*)::int AS shelters,
           (count(*) FILTER (WHERE status = 'open'))::int AS open,
           (count(*) FILTER (WHERE status = 'unavailable'))::int AS unavailable,
           coalesce(sum(rated_capacity), 0)::int AS rated,
           coalesce(sum(occupied), 0)::int AS occupied,
           coalesce(sum(greatest(rated_capacity - occupied, 0))
                    FILTER (WHERE status = ANY(%(receiving)s)), 0)::int AS free
    FROM shelter
"""


def list_nearest(conn: Connection, lon: float, lat: float, limit: int) -> list[NearShelter]:
    """Shelters with room, those on the same island first, then by distance."""
    parameters = {"lon": lon, "lat": lat, "limit": limit, "receiving": list(RECEIVING)}
    with conn.cursor(row_factory=class_row(NearShelter)) as cursor:
        return cursor.execute(_NEAREST, parameters).fetchall()


def count_shelters(conn: Connection) -> ShelterTotals:
    """Shelters, places and free places of the city."""
    with conn.cursor(row_factory=class_row(ShelterTotals)) as cursor:
        totals = cursor.execute(_TOTALS, {"receiving": list(RECEIVING)}).fetchone()
    assert totals is not None  # noqa: S101 an aggregate always gives its row
    return totals
