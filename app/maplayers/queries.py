"""SQL of what stands beside the layers: versions, the land under them, the units at a place."""

from app.database import Connection
from app.events.model import EventKind


def limit_time(conn: Connection, limit_ms: int) -> None:
    """End every statement of this transaction that takes longer."""
    conn.execute("SELECT set_config('statement_timeout', %s, true)", (str(limit_ms),))


def last_events(conn: Connection, after: int) -> list[tuple[str, str | None, int]]:
    """Kind and number of the last event of each kind beyond `after`; of imports by layer, with
    the subject."""
    rows = conn.execute(
        """
        SELECT kind, CASE WHEN kind = %s THEN subject END, max(seq)
        FROM event WHERE seq > %s GROUP BY 1, 2
        """,
        (EventKind.LAYER_IMPORTED, after),
    )
    return [(kind, subject, seq) for kind, subject, seq in rows]


def coast_version(conn: Connection) -> int:
    """Number of the last import of a coast; 0 before any."""
    row = conn.execute(
        "SELECT max(seq) FROM event WHERE kind = %s AND subject = 'layer/islands'",
        (EventKind.LAYER_IMPORTED,),
    ).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])


def find_land(conn: Connection, digits: int) -> str | None:
    """The land as GeoJSON text, largest first; None where there is none."""
    row = conn.execute(
        """
        SELECT json_build_object('type', 'FeatureCollection', 'features', json_agg(
                   json_build_object(
                       'type', 'Feature',
                       'properties', json_build_object('land_id', land_id, 'mainland', mainland),
                       'geometry', ST_AsGeoJSON(geom, %s)::json
                   ) ORDER BY area_km2 DESC, land_id))::text
        FROM land_area HAVING count(*) > 0
        """,
        (digits,),
    ).fetchone()
    return None if row is None else str(row[0])


def find_units(conn: Connection, lon: float, lat: float) -> dict[str, str | None]:
    """Names of the township and county at a place; None at sea and outside the city."""
    rows = conn.execute(
        """
        SELECT kind, name FROM admin_unit
        WHERE kind IN ('township', 'county')
          AND ST_Intersects(geom, ST_SetSRID(ST_MakePoint(%s, %s), 4326))
        """,
        (lon, lat),
    ).fetchall()
    names = {str(kind): str(name) for kind, name in rows}
    return {"township": names.get("township"), "county": names.get("county")}
