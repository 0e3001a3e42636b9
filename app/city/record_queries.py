"""SQL of what an import did, row by row, so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.database import Connection


@dataclass(frozen=True, slots=True)
class KeptImport:
    """An import as it is listed."""

    import_id: int
    imported_at: datetime
    files: list[str]
    rows: int
    undone: bool


def list_imports(conn: Connection) -> list[KeptImport]:
    """Every import, the newest first."""
    with conn.cursor(row_factory=class_row(KeptImport)) as cursor:
        return cursor.execute(
            """
            SELECT import_id, imported_at,
                   ARRAY(SELECT f ->> 'file' FROM jsonb_array_elements(files) f) AS files,
                   (SELECT count(*) FROM city_import_row r
                    WHERE r.import_id = i.import_id AND r.source <> 'road_node')::integer AS rows,
                   undone_at IS NOT NULL AS undone
            FROM city_import i ORDER BY import_id DESC
            """
        ).fetchall()


def add_import(conn: Connection, by: str, files: Any, figures: Any) -> int:
    """Begin the record of an import."""
    row = conn.execute(
        """
        INSERT INTO city_import (import_id, imported_by, files, figures)
        SELECT coalesce(max(import_id), 0) + 1, %s, %s, %s FROM city_import RETURNING import_id
        """,
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
