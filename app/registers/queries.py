"""SQL of registers; tables and columns come from a register's file, through `psycopg.sql`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import sql
from psycopg.rows import DictRow, class_row, dict_row

from app.database import Connection
from app.registers.cells import Value
from app.registers.definition import Item, Register
from app.registers.model import HistoryEntry, KeptRow, Wish

_PLACE = sql.SQL("""
    ST_X(ST_PointOnSurface(source.geom)) AS lon, ST_Y(ST_PointOnSurface(source.geom)) AS lat
""")


def list_rows(conn: Connection, register: Register, wish: Wish) -> list[DictRow]:
    """The rows wished for with `lon`, `lat` and `geom` (WKB), unmasked."""
    query = sql.SQL("""
        SELECT {columns}, {place}, ST_AsBinary(source.geom) AS geom
        {rows} ORDER BY {order}, source.{key} LIMIT %(limit)s OFFSET %(offset)s
    """).format(
        columns=_column_list(register),
        place=_PLACE,
        rows=_from_rows(register, wish),
        order=_order_by(register, wish),
        key=sql.Identifier(register.key),
    )
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, _query_parameters(wish)).fetchall()


def count_rows(conn: Connection, register: Register, wish: Wish) -> int:
    """How many rows are wished for in all."""
    query = sql.SQL("SELECT count(*) {rows}").format(rows=_from_rows(register, wish))
    row = conn.execute(query, _query_parameters(wish)).fetchone()
    return 0 if row is None else int(row[0])


def list_values(conn: Connection, register: Register, entry: Item) -> list[str]:
    """Every value that stands in a column, in the order of their codes or letters."""
    query = sql.SQL("""
        SELECT DISTINCT {column}::text FROM ({source}) AS source
        WHERE {column} IS NOT NULL ORDER BY 1
    """).format(column=sql.Identifier("source", entry.name), source=sql.SQL(register.sql))
    return [str(row[0]) for row in conn.execute(query).fetchall()]


def find_row(conn: Connection, register: Register, key: str) -> KeptRow | None:
    """The row of that key, or None."""
    query = sql.SQL("""
        SELECT {columns}, {place},
               coalesce((SELECT max(entry_id) FROM register_entry
                         WHERE source = %(table)s AND key = %(key)s), 0) AS version
        FROM ({source}) AS source WHERE source.{key} = %(key)s
    """).format(
        columns=_column_list(register),
        place=_PLACE,
        source=sql.SQL(register.sql),
        key=sql.Identifier(register.key),
    )
    with conn.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(query, {"table": register.table, "key": key}).fetchone()
    if row is None:
        return None
    lon, lat, version = (row.pop(name) for name in ("lon", "lat", "version"))
    return KeptRow(row, lon, lat, version)


def hold_row(conn: Connection, register: Register, key: str) -> None:
    """Let nobody else change the row until this transaction ends."""
    conn.execute(
        sql.SQL("SELECT 1 FROM {} WHERE {} = %s FOR UPDATE").format(
            sql.Identifier(register.table), sql.Identifier(register.key)
        ),
        (key,),
    )


def insert_row(
    conn: Connection,
    register: Register,
    values: Mapping[str, Value],
    place: tuple[float, float] | None,
) -> str | None:
    """The key of the row that went in; None where one like it is there."""
    names, marks = _written_columns(values, place)
    query = sql.SQL("""
        INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING {key}
    """).format(
        table=sql.Identifier(register.table),
        key=sql.Identifier(register.key),
        names=sql.SQL(", ").join(map(sql.Identifier, names)),
        marks=sql.SQL(", ").join(marks),
    )
    row = conn.execute(query, _query_values(values, place)).fetchone()
    return None if row is None else str(row[0])


def update_row(
    conn: Connection,
    register: Register,
    key: str,
    values: Mapping[str, Value],
    place: tuple[float, float] | None,
) -> None:
    """Write these columns of a row."""
    names, marks = _written_columns(values, place)
    pairs = [
        sql.SQL("{} = {}").format(sql.Identifier(name), mark)
        for name, mark in zip(names, marks, strict=True)
    ]
    query = sql.SQL("UPDATE {table} SET {pairs} WHERE {key} = %(_key)s").format(
        table=sql.Identifier(register.table),
        pairs=sql.SQL(", ").join(pairs),
        key=sql.Identifier(register.key),
    )
    conn.execute(query, {**_query_values(values, place), "_key": key})


def say_valid_from(conn: Connection, moment: datetime | None) -> None:
    """From when what is written next holds, for the history; None is from now."""
    text = "" if moment is None else moment.isoformat()
    conn.execute("SELECT set_config('haitang.valid_from', %s, true)", (text,))


def list_history(conn: Connection, register: Register, key: str) -> list[HistoryEntry]:
    """Everything the row has been, the newest first."""
    with conn.cursor(row_factory=class_row(HistoryEntry)) as cursor:
        return cursor.execute(
            """
            SELECT entry_id, change, content, valid_from, recorded_at, recorded_by
            FROM register_entry WHERE source = %s AND key = %s ORDER BY entry_id DESC
            """,
            (register.table, key),
        ).fetchall()


def _column_list(register: Register) -> sql.Composed:
    names = dict.fromkeys([register.key, *(entry.name for entry in register.shown)])
    return sql.SQL(", ").join(sql.Identifier("source", name) for name in names)


def _from_rows(register: Register, wish: Wish) -> sql.Composed:
    return sql.SQL("""
        FROM ({source}) AS source JOIN {table} AS kept ON kept.{key} = source.{key}
        WHERE {conditions}
    """).format(
        source=sql.SQL(register.sql),
        table=sql.Identifier(register.table),
        key=sql.Identifier(register.key),
        conditions=sql.SQL(" AND ").join(_list_conditions(register, wish)),
    )


def _list_conditions(register: Register, wish: Wish) -> Sequence[sql.Composable]:
    found: list[sql.Composable] = [
        sql.SQL("coalesce({}::text, '') = ANY({})").format(
            sql.Identifier("source", name), sql.Placeholder(f"filter_{name}")
        )
        for name in wish.filters
    ]
    if wish.text:
        found.append(
            sql.SQL("""
            (kept.name ILIKE %(contains)s OR source.{key}::text ILIKE %(contains)s
             OR kept.initials LIKE %(latin)s OR kept.pinyin LIKE %(latin)s)
        """).format(key=sql.Identifier(register.key))
        )
    return found or [sql.SQL("true")]


def _order_by(register: Register, wish: Wish) -> sql.Composed:
    """A name by its pinyin, an enumeration as its words stand, everything else by itself."""
    entry = register.entry(wish.sort or register.sort)
    column: sql.Composable = sql.Identifier("source", entry.name)
    if entry.name == register.name_field:
        column = sql.SQL("kept.pinyin")
    elif entry.enum is not None:
        column = sql.SQL("array_position({}::text[], {}::text)").format(list(entry.enum), column)
    way = sql.SQL("DESC NULLS LAST" if wish.descending else "ASC NULLS LAST")
    return sql.SQL("{} {}").format(column, way)


def _query_parameters(wish: Wish) -> dict[str, Any]:
    plain = wish.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    filters = {f"filter_{name}": list(values) for name, values in wish.filters.items()}
    return {
        **filters,
        "contains": f"%{plain}%",
        "latin": f"%{plain.lower()}%",
        "limit": wish.limit,
        "offset": wish.offset,
    }


def _written_columns(
    values: Mapping[str, Value], place: tuple[float, float] | None
) -> tuple[list[str], list[sql.Composable]]:
    names = list(values)
    marks: list[sql.Composable] = [sql.Placeholder(name) for name in names]
    if place is not None:
        names.append("geom")
        marks.append(sql.SQL("ST_SetSRID(ST_MakePoint(%(_lon)s, %(_lat)s), 4326)"))
    return names, marks


def _query_values(values: Mapping[str, Value], place: tuple[float, float] | None) -> dict[str, Any]:
    lon, lat = place or (None, None)
    return {**values, "_lon": lon, "_lat": lat}
