"""SQL of a city's imports; tables and columns come from a register's file."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb
from shapely import Point

from app.city.units import KnownUnit
from app.database import Connection
from app.fields import Kind
from app.geo.shapes import Shape, from_wkb
from app.registers.cells import Value
from app.registers.definition import Register

# Values, outline or place, and a unit's seat.
FinalRow = tuple[dict[str, Value], Shape | None, Shape | None]
Stored = dict[str, tuple[dict[str, Value], bytes | None]]


def lock_imports(conn: Connection) -> None:
    """One import or undo at a time."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('haitang.city.import'))")


def list_units(conn: Connection) -> list[KnownUnit]:
    """The tree, each unit with its seat or a point inside it."""
    rows = conn.execute(
        "SELECT code, name, kind, ST_AsBinary(coalesce(seat, ST_PointOnSurface(geom)))"
        " FROM admin_unit"
    ).fetchall()
    return [KnownUnit(code, name, kind, _point(wkb)) for code, name, kind, wkb in rows]


def _point(wkb: bytes | None) -> Point | None:
    shape = None if wkb is None else from_wkb(bytes(wkb))
    return shape if isinstance(shape, Point) else None


def list_named(conn: Connection, register: Register) -> list[tuple[str, str, Point]]:
    """Code, name and place of every row."""
    query = sql.SQL("SELECT {key}, name, ST_AsBinary(geom) FROM {table} ORDER BY 1").format(
        key=sql.Identifier(register.key), table=sql.Identifier(register.table)
    )
    rows = conn.execute(query).fetchall()
    return [(code, name, place) for code, name, wkb in rows if (place := _point(wkb))]


def list_said(conn: Connection) -> dict[str, dict[str, str]]:
    """Register → plain heading → entry, as people have said."""
    said: dict[str, dict[str, str]] = {}
    for register, heading, entry in conn.execute(
        "SELECT register, heading, entry FROM city_heading ORDER BY 1, 2"
    ):
        said.setdefault(register, {})[heading] = entry
    return said


def keep_said(conn: Connection, register: str, heading: str, entry: str) -> None:
    """Remember what a heading means."""
    conn.execute(
        """
        INSERT INTO city_heading (register, heading, entry) VALUES (%s, %s, %s)
        ON CONFLICT (register, heading) DO UPDATE SET entry = excluded.entry
        """,
        (register, heading, entry),
    )


def stored_rows(conn: Connection, register: Register) -> Stored:
    """Every row of the table, by its number: values of the written entries, and the shape."""
    entries = register.written
    geom = sql.SQL("ST_AsBinary(geom)" if _has_shape(register) else "NULL")
    query = sql.SQL("SELECT {key}, {geom}, {columns} FROM {table}").format(
        key=sql.Identifier(register.key),
        geom=geom,
        columns=sql.SQL(", ").join(sql.Identifier(entry.name) for entry in entries),
        table=sql.Identifier(register.table),
    )
    kinds = [entry.kind for entry in entries]
    names = [entry.name for entry in entries]
    with conn.cursor() as cursor:
        return {
            str(row[0]): (
                dict(zip(names, map(_value, kinds, row[2:]), strict=True)),
                None if row[1] is None else bytes(row[1]),
            )
            for row in cursor.execute(query)
        }


def _has_shape(register: Register) -> bool:
    return register.geometry.value != "none"


def _value(kind: Kind, value: Any) -> Value:
    if value is None:
        return None
    if kind is Kind.TEXT:
        return str(value)
    return float(value) if isinstance(value, Decimal) or kind is Kind.NUMBER else value


def write_rows(conn: Connection, register: Register, rows: Mapping[str, FinalRow]) -> None:
    """Add the rows, or write them over those of the same number; a live column of theirs stays."""
    names = [entry.name for entry in register.written]
    shaped = _shape_columns(register)
    _stage(conn, register, names, shaped, rows)
    kept = {register.key, *(entry.name for entry in register.written if entry.live)}
    changed = [name for name in names + shaped if name not in kept]
    pairs = [sql.SQL("{0} = incoming.{0}").format(sql.Identifier(name)) for name in changed]
    parts = {
        "table": sql.Identifier(register.table),
        "key": sql.Identifier(register.key),
        "names": sql.SQL(", ").join(map(sql.Identifier, names + shaped)),
        "pairs": sql.SQL(", ").join(pairs),
    }
    conn.execute(
        sql.SQL("UPDATE {table} t SET {pairs} FROM incoming WHERE t.{key} = incoming.{key}").format(
            **parts
        )
    )
    conn.execute(
        sql.SQL("""
        INSERT INTO {table} ({names}) SELECT {names} FROM incoming
        WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.{key} = incoming.{key}) ORDER BY number
        """).format(**parts)
    )
    conn.execute("DROP TABLE incoming")


def _shape_columns(register: Register) -> list[str]:
    """What of a row lies somewhere: a unit has a seat beside its outline."""
    if not _has_shape(register):
        return []
    return ["geom", "seat"] if register.id == "units" else ["geom"]


def _stage(
    conn: Connection,
    register: Register,
    names: Sequence[str],
    shaped: Sequence[str],
    rows: Mapping[str, FinalRow],
) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, [*names, *shaped]))
    conn.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS"
            " SELECT {columns}, 0 AS number FROM {table} LIMIT 0"
        ).format(columns=columns, table=sql.Identifier(register.table))
    )
    statement = sql.SQL("COPY incoming ({}, number) FROM STDIN").format(columns)
    entries = register.written
    with conn.cursor() as cursor, cursor.copy(statement) as copy:
        for number, (values, *shapes) in enumerate(rows.values()):
            places = [_ewkt(shape) for shape in shapes[: len(shaped)]]
            copy.write_row([*(values.get(e.name) for e in entries), *places, number])


def _ewkt(shape: Shape | None) -> str | None:
    return None if shape is None else f"SRID=4326;{shape.wkt}"


def defer_parents(conn: Connection) -> None:
    """Units may come before the unit above them until the import has read every file."""
    conn.execute("SET CONSTRAINTS admin_unit_parent_code_fkey DEFERRED")


def list_orphans(conn: Connection) -> list[tuple[str, str]]:
    """Units whose unit above is nowhere, with its code."""
    rows = conn.execute(
        """
        SELECT u.code, u.parent_code FROM admin_unit u
        WHERE u.parent_code IS NOT NULL
          AND NOT EXISTS (SELECT FROM admin_unit p WHERE p.code = u.parent_code)
        ORDER BY 1
        """
    ).fetchall()
    return [(str(code), str(above)) for code, above in rows]


def list_seats(conn: Connection) -> dict[str, bytes | None]:
    """The seat of every unit that has one."""
    rows = conn.execute("SELECT code, ST_AsBinary(seat) FROM admin_unit").fetchall()
    return {code: None if wkb is None else bytes(wkb) for code, wkb in rows}


def list_nodes(conn: Connection) -> dict[tuple[float, float], int]:
    """Every crossing by its place."""
    rows = conn.execute("SELECT ST_X(geom), ST_Y(geom), node_id FROM road_node").fetchall()
    return {(round(x, 7), round(y, 7)): int(node) for x, y, node in rows}


def add_nodes(
    conn: Connection, places: Iterable[tuple[float, float]]
) -> dict[tuple[float, float], int]:
    """New crossings, numbered on."""
    told = list(places)
    rows = conn.execute(
        """
        INSERT INTO road_node (geom)
        SELECT ST_SetSRID(ST_MakePoint(x, y), 4326)
        FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS given (x, y, n) ORDER BY n
        RETURNING node_id
        """,
        ([x for x, _ in told], [y for _, y in told]),
    ).fetchall()
    return {place: int(row[0]) for place, row in zip(told, rows, strict=True)}


def lone_nodes(conn: Connection) -> list[str]:
    """Crossings that no road has any more: a house must not walk to one."""
    rows = conn.execute(
        """
        SELECT node_id FROM road_node n WHERE NOT EXISTS
            (SELECT FROM road_edge e WHERE e.from_node = n.node_id OR e.to_node = n.node_id)
        """
    ).fetchall()
    return [str(row[0]) for row in rows]


def delete_rows(conn: Connection, table: str, key: str, keys: Sequence[str]) -> None:
    """Take these rows out."""
    conn.execute(
        sql.SQL("DELETE FROM {} WHERE {}::text = ANY(%s)").format(
            sql.Identifier(table), sql.Identifier(key)
        ),
        (list(keys),),
    )


def add_import(conn: Connection, by: str, files: Any, figures: Any) -> int:
    """Begin the record of an import."""
    row = conn.execute(
        "INSERT INTO city_import (imported_by, files, figures) VALUES (%s, %s, %s)"
        " RETURNING import_id",
        (by, Jsonb(files), Jsonb(figures)),
    ).fetchone()
    return 0 if row is None else int(row[0])


def put_figures(conn: Connection, import_id: int, figures: Any) -> None:
    """What the import came to."""
    conn.execute(
        "UPDATE city_import SET figures = %s WHERE import_id = %s", (Jsonb(figures), import_id)
    )


def _image(conn: Connection, table: str) -> sql.Composable:
    """A row as JSON that gives it back bit by bit: shapes as EWKB, not to nine digits."""
    rows = conn.execute(
        """
        SELECT attname FROM pg_attribute
        WHERE attrelid = %s::regclass AND atttypid = 'geometry'::regtype AND NOT attisdropped
        """,
        (table,),
    ).fetchall()
    exact = [
        sql.SQL("{}, t.{}::text").format(sql.Literal(row[0]), sql.Identifier(row[0]))
        for row in rows
    ]
    return sql.SQL("to_jsonb(t) || jsonb_build_object({})").format(sql.SQL(", ").join(exact))


def keep_before(
    conn: Connection, import_id: int, table: str, key: str, keys: Sequence[str]
) -> None:
    """Record the rows as they stand before the import first touches them; those to come too."""
    query = sql.SQL("""
        INSERT INTO city_import_row (import_id, source, key, was)
        SELECT %s, %s, asked.key, CASE WHEN t.{key} IS NULL THEN NULL ELSE {image} END
        FROM unnest(%s::text[]) WITH ORDINALITY AS asked (key, n)
        LEFT JOIN {table} t ON t.{key}::text = asked.key
        WHERE NOT EXISTS (SELECT FROM city_import_row r WHERE r.import_id = %s
                          AND r.source = %s AND r.key = asked.key)
        ORDER BY n
    """).format(key=sql.Identifier(key), image=_image(conn, table), table=sql.Identifier(table))
    conn.execute(query, (import_id, table, list(keys), import_id, table))


def keep_added(conn: Connection, import_id: int, table: str, keys: Sequence[str]) -> None:
    """Record rows that the import has just added."""
    conn.execute(
        "INSERT INTO city_import_row (import_id, source, key) SELECT %s, %s, unnest(%s::text[])",
        (import_id, table, list(keys)),
    )


def keep_after(conn: Connection, import_id: int, table: str, key: str, live: Sequence[str]) -> None:
    """Record the digest of what the import made of them."""
    query = sql.SQL("""
        UPDATE city_import_row r SET becomes = {digest} FROM {table} t
        WHERE r.import_id = %s AND r.source = %s AND t.{key}::text = r.key
    """).format(
        digest=_digest(conn, table, live), table=sql.Identifier(table), key=sql.Identifier(key)
    )
    conn.execute(query, (import_id, table))


def _digest(conn: Connection, table: str, live: Sequence[str]) -> sql.Composable:
    return sql.SQL("md5((({image}) - {live}::text[])::text)").format(
        image=_image(conn, table), live=sql.Literal(list(live))
    )


def changed_since(
    conn: Connection, import_id: int, table: str, key: str, live: Sequence[str]
) -> list[str]:
    """Rows that are no longer as the import left them."""
    query = sql.SQL("""
        SELECT r.key FROM city_import_row r LEFT JOIN {table} t ON t.{key}::text = r.key
        WHERE r.import_id = %s AND r.source = %s
          AND r.becomes IS DISTINCT FROM CASE WHEN t.{key} IS NULL THEN NULL ELSE {digest} END
        ORDER BY 1
    """).format(
        table=sql.Identifier(table), key=sql.Identifier(key), digest=_digest(conn, table, live)
    )
    return [str(row[0]) for row in conn.execute(query, (import_id, table)).fetchall()]


def _kept_columns(conn: Connection, table: str) -> list[str]:
    rows = conn.execute(
        """
        SELECT column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
        ORDER BY ordinal_position
        """,
        (table,),
    ).fetchall()
    return [str(row[0]) for row in rows]


def put_back(conn: Connection, import_id: int, table: str, key: str, live: Sequence[str]) -> None:
    """Take out what the import added, give back what it took out, and undo what it changed."""
    columns = _kept_columns(conn, table)
    changed = [name for name in columns if name not in live]
    parts = {
        "table": sql.Identifier(table),
        "key": sql.Identifier(key),
        "all": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "changed": sql.SQL(", ").join(map(sql.Identifier, changed)),
        "was": sql.SQL(", ").join(sql.Identifier("w", name) for name in changed),
    }
    asked = (import_id, table)
    conn.execute(
        sql.SQL("""
        UPDATE {table} t SET ({changed}) = ROW({was})
        FROM city_import_row r, jsonb_populate_record(NULL::{table}, r.was) w
        WHERE r.import_id = %s AND r.source = %s AND r.was IS NOT NULL AND t.{key}::text = r.key
        """).format(**parts),
        asked,
    )
    conn.execute(
        sql.SQL("""
        INSERT INTO {table} ({all})
        SELECT {all} FROM (
            SELECT w.* FROM city_import_row r, jsonb_populate_record(NULL::{table}, r.was) w
            WHERE r.import_id = %s AND r.source = %s AND r.was IS NOT NULL ORDER BY r.row_id
        ) back
        WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.{key} = back.{key})
        """).format(**parts),
        asked,
    )


def take_out_added(conn: Connection, import_id: int, table: str, key: str) -> None:
    """Take out the rows that the import added."""
    conn.execute(
        sql.SQL("""
        DELETE FROM {table} t USING city_import_row r
        WHERE r.import_id = %s AND r.source = %s AND r.was IS NULL AND t.{key}::text = r.key
        """).format(table=sql.Identifier(table), key=sql.Identifier(key)),
        (import_id, table),
    )


def find_import(conn: Connection, import_id: int) -> tuple[bool, list[str]] | None:
    """Whether it is undone already, and the tables it touched in the order it did; or None."""
    row = conn.execute(
        "SELECT undone_at IS NOT NULL FROM city_import WHERE import_id = %s FOR UPDATE",
        (import_id,),
    ).fetchone()
    if row is None:
        return None
    sources = conn.execute(
        "SELECT source FROM city_import_row WHERE import_id = %s GROUP BY 1 ORDER BY min(row_id)",
        (import_id,),
    ).fetchall()
    return bool(row[0]), [str(source[0]) for source in sources]


def mark_undone(conn: Connection, import_id: int, by: str) -> None:
    """The import is undone."""
    conn.execute(
        "UPDATE city_import SET undone_at = clock_timestamp(), undone_by = %s WHERE import_id = %s",
        (by, import_id),
    )


def count_rows(conn: Connection, table: str) -> int:
    """How many rows a table holds."""
    row = conn.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return 0 if row is None else int(row[0])


def analyze(conn: Connection, table: str) -> None:
    """Statistics at once: the first question must not be planned on none."""
    conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
