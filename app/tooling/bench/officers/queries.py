"""SQL of the officers' zones."""

from datetime import datetime

from app.database import Connection


def moor_fleet(conn: Connection, world_id: int, at: datetime) -> None:
    """Every registered fishing boat lies in its home harbour, as on the eve of a storm."""
    conn.execute(
        """
        INSERT INTO position_latest (world_id, vessel_id, fix_at, recorded_at, lon, lat, source)
        SELECT %s, v.vessel_id, %s, %s, ST_X(h.geom), ST_Y(h.geom), 1
        FROM vessel v JOIN harbour h ON h.harbour_id = v.home_harbour_id
        WHERE v.kind = 'fishing' ON CONFLICT DO NOTHING
        """,
        (world_id, at, at),
    )
