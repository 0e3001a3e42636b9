"""SQL of the demo's choice of storm, and of a database that goes into service."""

from datetime import datetime

from app.database import Connection
from app.errors import NotFound
from app.wording import Text

CITY_LON, CITY_LAT = 122.3, 30.0


def mark_service(conn: Connection) -> None:
    """Mark an unmarked database as one in service."""
    conn.execute(
        """
        INSERT INTO database_mark (kind, source) VALUES ('service', 'haitang run')
        ON CONFLICT DO NOTHING
        """
    )


def find_storm(conn: Connection, name: str) -> str | None:
    """Id of a storm by its number, Chinese name or English name however that is spelt.

    Names come back after some years: the one that can be practised, having forecasts, goes first.
    """
    row = conn.execute(
        """
        SELECT storm_id FROM typhoon t
        WHERE storm_id = %(name)s OR name_zh = %(name)s
           OR regexp_replace(lower(name_en), '[^a-z]', '', 'g')
            = nullif(regexp_replace(lower(%(name)s), '[^a-z]', '', 'g'), '')
        ORDER BY EXISTS (SELECT 1 FROM forecast_track f WHERE f.storm_id = t.storm_id) DESC,
                 storm_id DESC
        LIMIT 1
        """,
        {"name": name},
    ).fetchone()
    return None if row is None else str(row[0])


def list_storm_names(conn: Connection) -> list[str]:
    """Names of the storms that can be practised, oldest first."""
    rows = conn.execute(
        """
        SELECT name_zh || ' ' || name_en FROM typhoon t
        WHERE EXISTS (SELECT 1 FROM forecast_track f WHERE f.storm_id = t.storm_id)
        ORDER BY storm_id
        """
    )
    return [str(row[0]) for row in rows]


def get_storm(conn: Connection, storm_id: str) -> tuple[str, datetime]:
    """Chinese name, and when the track comes nearest to the city. Raises NotFound."""
    row = conn.execute(
        """
        SELECT t.name_zh, f.fix_at
        FROM typhoon t JOIN track_fix f USING (storm_id)
        WHERE storm_id = %(storm)s
        ORDER BY ST_Distance(
            ST_Point(f.lon, f.lat, 4326)::geography,
            ST_Point(%(lon)s, %(lat)s, 4326)::geography), f.fix_at
        LIMIT 1
        """,
        {"storm": storm_id, "lon": CITY_LON, "lat": CITY_LAT},
    ).fetchone()
    if row is None:
        raise NotFound(
            "E-SUP-004",
            Text("没有台风路径", "There is no typhoon track"),
            Text(f"{storm_id} 无定位点", f"{storm_id} has no fixes"),
            Text("请先导入这个台风", "Import this typhoon first"),
        )
    return str(row[0]), row[1]


def close_open_exercises(conn: Connection, closed_at: datetime) -> None:
    """Close every open incident of an exercise."""
    conn.execute(
        """
        UPDATE incident SET closed_at = %s
        WHERE closed_at IS NULL AND world_id IN (SELECT world_id FROM world WHERE exercise)
        """,
        (closed_at,),
    )
