"""SQL of the paths that storms are compared by."""

from itertools import groupby

from app.database import Connection
from app.storm_events.similar.match import StormPath


def list_paths(conn: Connection, except_id: str) -> list[StormPath]:
    """One path a storm: its best track with the most fixes, else the operational one."""
    rows = conn.execute(
        """
        SELECT f.storm_id, t.name_zh, t.name_en, t.season, f.agency, f.fix_at, f.lon, f.lat
        FROM (
            SELECT storm_id, agency, kind,
                   row_number() OVER (
                       PARTITION BY storm_id
                       ORDER BY kind = 'besttrack' DESC, count(*) DESC, agency
                   ) AS rank
            FROM track_fix GROUP BY storm_id, agency, kind
        ) choice
        JOIN track_fix f USING (storm_id, agency, kind)
        JOIN typhoon t USING (storm_id)
        WHERE choice.rank = 1 AND storm_id <> %s AND t.parent_id IS NULL
        ORDER BY f.storm_id, f.fix_at
        """,
        (except_id,),
    ).fetchall()
    paths: list[StormPath] = []
    for (storm_id, name_zh, name_en, season, agency), group in groupby(rows, lambda row: row[:5]):
        fixes = [row[5:] for row in group]
        at, lon, lat = zip(*fixes, strict=True)
        paths.append(StormPath(storm_id, name_zh, name_en, season, agency, at, lon, lat))
    return paths
