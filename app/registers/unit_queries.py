"""SQL of the units that rows belong to."""

from collections.abc import Sequence

from app.database import Connection
from app.geo.shapes import Shape, to_wkb

# About 5 km: farther from every village of the city, a place is a mistake.
_NEAR_DEG = 0.05


def nearest_villages(conn: Connection, shapes: Sequence[Shape]) -> list[str | None]:
    """Code of the village each shape lies in or nearest to; None far from all of them."""
    rows = conn.execute(
        """
        WITH given AS MATERIALIZED (
            SELECT number, ST_PointOnSurface(ST_GeomFromWKB(wkb, 4326)) AS place
            FROM unnest(%s::bytea[]) WITH ORDINALITY AS row (wkb, number)
        )
        SELECT coalesce(inside.code, near.code)
        FROM given
        LEFT JOIN LATERAL (
            SELECT code FROM admin_unit
            WHERE kind = 'village' AND ST_Intersects(geom, given.place) LIMIT 1
        ) inside ON true
        LEFT JOIN LATERAL (
            -- Only for the few that lie off every outline: distances to outlines are dear.
            SELECT code, ST_Distance(coalesce(geom, seat), given.place) AS away
            FROM admin_unit
            WHERE kind = 'village' AND inside.code IS NULL
            ORDER BY away LIMIT 1
        ) near ON near.away <= %s
        ORDER BY given.number
        """,
        ([to_wkb(shape) for shape in shapes], _NEAR_DEG),
    ).fetchall()
    return [row[0] for row in rows]


def known_villages(conn: Connection, codes: Sequence[str]) -> set[str]:
    """Those of `codes` that are villages."""
    rows = conn.execute(
        "SELECT code FROM admin_unit WHERE kind = 'village' AND code = ANY(%s)", (list(codes),)
    ).fetchall()
    return {str(row[0]) for row in rows}


def find_level(conn: Connection, code: str) -> str | None:
    """city, county, functional_zone, township or village; None where there is none such."""
    row = conn.execute("SELECT kind FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])
