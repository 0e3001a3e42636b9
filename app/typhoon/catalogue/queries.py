"""SQL of the list of storms. Sub-centres stand under their storm, not in the list."""

from app.database import Connection
from app.typhoon.catalogue.model import Season, StormSummary
from app.typhoon.model import Storm

_ALIASES = "ARRAY(SELECT alias FROM typhoon_alias a WHERE a.storm_id = t.storm_id ORDER BY 1)"


def list_storms(
    conn: Connection,
    *,
    season: int | None = None,
    text: str = "",
    limit: int = 2000,
) -> list[StormSummary]:
    """Storms newest first; `text` looks into names, number and every other id."""
    rows = conn.execute(
        f"""
        SELECT t.storm_id, t.name_zh, t.name_en, t.season, {_ALIASES},
               s.begins_at, s.ends_at, s.agencies, s.fixes, p.wind_ms, p.agency, p.averaging_min,
               s.lowest_hpa
        FROM typhoon t
        LEFT JOIN LATERAL (
            SELECT min(fix_at) AS begins_at, max(fix_at) AS ends_at,
                   array_agg(DISTINCT agency ORDER BY agency) AS agencies, count(*) AS fixes,
                   min(pressure_hpa) AS lowest_hpa
            FROM track_fix f WHERE f.storm_id = t.storm_id
        ) s ON true
        LEFT JOIN LATERAL (
            SELECT wind_ms, agency, averaging_min
            FROM track_fix f WHERE f.storm_id = t.storm_id AND wind_ms IS NOT NULL
            ORDER BY wind_ms DESC, agency LIMIT 1
        ) p ON true
        WHERE t.parent_id IS NULL
          AND (%(season)s::integer IS NULL OR t.season = %(season)s)
          AND (%(text)s = '' OR t.name_zh ILIKE %(like)s OR t.name_en ILIKE %(like)s
               OR t.storm_id ILIKE %(like)s
               OR EXISTS (SELECT 1 FROM typhoon_alias a
                          WHERE a.storm_id = t.storm_id AND a.alias ILIKE %(like)s))
        ORDER BY s.begins_at DESC NULLS LAST, t.storm_id DESC
        LIMIT %(limit)s
        """,  # noqa: S608 constants
        {"season": season, "text": text, "like": f"%{_literal_pattern(text)}%", "limit": limit},
    ).fetchall()
    return [
        StormSummary(
            Storm(*row[:4], known_as=tuple(row[4])), row[5], row[6], tuple(row[7] or ()), *row[8:]
        )
        for row in rows
    ]


def list_seasons(conn: Connection) -> list[Season]:
    """Every season that has a storm, newest first."""
    rows = conn.execute(
        "SELECT season, count(*) FROM typhoon WHERE parent_id IS NULL"
        " GROUP BY season ORDER BY season DESC"
    ).fetchall()
    return [Season(*row) for row in rows]


def list_sub_centres(conn: Connection, storm_id: str) -> list[Storm]:
    """The storm's sub-centres by their number."""
    rows = conn.execute(
        "SELECT storm_id, name_zh, name_en, season, parent_id, centre FROM typhoon"
        " WHERE parent_id = %s ORDER BY centre",
        (storm_id,),
    ).fetchall()
    return [Storm(*row[:4], parent_id=row[4], centre=row[5]) for row in rows]


def _literal_pattern(text: str) -> str:
    """The text for LIKE, its own signs meaning themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
