"""SQL of the demo: COPY, the mark, the illustrative response level, the device's token."""

from datetime import datetime
from typing import LiteralString

from psycopg import sql
from psycopg.types.json import Jsonb

from app.database import Connection
from app.demo.sample import Rows

_GUARDED: tuple[LiteralString, ...] = (
    "land_area", "admin_unit", "vessel", "incident", "typhoon", "shelter", "hazard_point",
)  # fmt: skip


def lock(conn: Connection) -> None:
    """One filler at a time; the second then finds the first's rows."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('haitang.demo.fill'))")


def find_mark(conn: Connection) -> str | None:
    """What the database is marked as, or None."""
    row = conn.execute("SELECT kind FROM database_mark").fetchone()
    return None if row is None else str(row[0])


def find_filled_table(conn: Connection) -> str | None:
    """The first guarded table that holds a row, or None."""
    for table in _GUARDED:
        query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
        if conn.execute(query).fetchone() is not None:
            return table
    return None


def mark_demo(conn: Connection, source: str) -> None:
    """Mark the database as the demo's."""
    conn.execute(
        """
        INSERT INTO database_mark (kind, source) VALUES ('demo', %s)
        ON CONFLICT (only_row) DO UPDATE SET source = excluded.source
        """,
        (source,),
    )


def copy_rows(conn: Connection, table: str, rows: Rows) -> None:
    """Append the rows in one COPY."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, rows.columns))
    )
    with conn.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows.values:
            copy.write_row(row)


def continue_numbers(conn: Connection, table: str, number: str) -> None:
    """A row that comes later gets the number after the sample's last."""
    conn.execute(
        sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), max({})) FROM {}").format(
            table, number, sql.Identifier(number), sql.Identifier(table)
        )
    )


def analyze(conn: Connection, table: str) -> None:
    """Statistics at once: the first question must not be planned on none."""
    conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def insert_activation(
    conn: Connection,
    incident_id: int,
    *,
    issuer_unit: str,
    track: str,
    level: int | None,
    started_at: datetime,
    ended_at: datetime | None,
    basis_text: str,
) -> None:
    """Add one response activation."""
    conn.execute(
        """
        INSERT INTO response_activation
            (incident_id, issuer_unit, track, level, started_at, ended_at, basis_text)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        (incident_id, issuer_unit, track, level, started_at, ended_at, basis_text),
    )


def replace_device(
    conn: Connection,
    *,
    label: str,
    purpose: str,
    unit_code: str,
    digest: bytes | None,
    view: str | None = None,
    exercise: bool = False,
) -> int:
    """The demo's only device of that label from now on; the one before it is gone."""
    conn.execute("DELETE FROM device WHERE label = %s", (label,))
    row = conn.execute(
        """
        INSERT INTO device (label, purpose, unit_code, token_sha256, view, exercise, created_by)
        VALUES (%s, %s, %s, %s, %s, %s, 'demo') RETURNING device_id
        """,
        (
            label,
            purpose,
            unit_code,
            digest,
            None if view is None else Jsonb({"page": view}),
            exercise,
        ),
    ).fetchone()
    return 0 if row is None else int(row[0])


def keep_account(
    conn: Connection, *, login: str, display_name: str, unit_code: str, role: str
) -> int:
    """A demo account, made unless it is there; gives its id."""
    row = conn.execute(
        """
        INSERT INTO account (login, display_name, unit_code, role, created_by)
        VALUES (%s, %s, %s, %s, 'demo')
        ON CONFLICT (login) DO UPDATE SET login = excluded.login RETURNING account_id
        """,
        (login, display_name, unit_code, role),
    ).fetchone()
    return 0 if row is None else int(row[0])
