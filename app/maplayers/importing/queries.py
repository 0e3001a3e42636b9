"""SQL of imports; table and column names come from the layer's file, through `psycopg.sql`."""

from collections.abc import Sequence
from decimal import Decimal

from psycopg import sql

from app.database import Connection
from app.geo.shapes import Shape, from_wkb, to_wkb
from app.maplayers.definition import Intake
from app.maplayers.importing.checks import GoodRow
from app.maplayers.importing.difference import StoredRow
from app.maplayers.importing.mapping import Value

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


def stored_rows(conn: Connection, intake: Intake, keys: Sequence[Value]) -> dict[Value, StoredRow]:
    """The rows the table has already under `keys`."""
    names = [column.name for column in intake.columns]
    query = sql.SQL(
        "SELECT {key}, ST_AsBinary(geom), {columns} FROM {table} WHERE {key} = ANY(%s)"
    ).format(
        table=sql.Identifier(intake.table),
        key=sql.Identifier(intake.key),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
    )
    return {
        row[0]: StoredRow(dict(zip(names, map(_plain, row[2:]), strict=True)), from_wkb(row[1]))
        for row in conn.execute(query, (list(keys),)).fetchall()
    }


def _plain(value: object) -> Value:
    if isinstance(value, str | int | float | None):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)


def upsert_rows(
    conn: Connection, intake: Intake, rows: Sequence[GoodRow], changed: Sequence[str]
) -> None:
    """Insert the rows; of one whose key is known only the columns `changed` are written."""
    names = [column.name for column in intake.columns]
    query = sql.SQL("""
        INSERT INTO {table} ({columns}, geom)
        VALUES ({values}, ST_GeomFromWKB(%s, 4326))
        ON CONFLICT ({key}) DO UPDATE SET {changes}
    """).format(
        table=sql.Identifier(intake.table),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
        values=sql.SQL(", ").join(sql.Placeholder() * len(names)),
        key=sql.Identifier(intake.key),
        changes=sql.SQL(", ").join(
            sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in changed
        ),
    )
    with conn.cursor() as cursor:
        cursor.executemany(
            query,
            [[*(row.values[name] for name in names), to_wkb(row.shape)] for row in rows],
        )
