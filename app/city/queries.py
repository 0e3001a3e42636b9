"""SQL of a city's imports; tables and columns come from a register's file."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from psycopg import sql
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


def count_rows(conn: Connection, table: str) -> int:
    """How many rows a table holds."""
    row = conn.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return 0 if row is None else int(row[0])


def analyze(conn: Connection, table: str) -> None:
    """Statistics at once: the first question must not be planned on none."""
    conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
