"""SQL of imports; table and column names come from the layer's file, through `psycopg.sql`."""

from collections.abc import Sequence
from decimal import Decimal

from psycopg import sql

from app.database import Connection
from app.geo.shapes import from_wkb, to_wkb
from app.maplayers.definition import Intake
from app.maplayers.importing.checks import GoodRow
from app.maplayers.importing.difference import StoredRow
from app.registers.cells import Value


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
        row[0]: StoredRow(
            dict(zip(names, map(_plain_value, row[2:]), strict=True)), from_wkb(row[1])
        )
        for row in conn.execute(query, (list(keys),)).fetchall()
    }


def _plain_value(value: object) -> Value:
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
