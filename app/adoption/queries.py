"""SQL of changes: asked once, then in force or withdrawn."""

from datetime import datetime

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.adoption.model import Change, Wanted
from app.database import Connection

_CHANGE = """
    SELECT change_id, key, edited, version, value, source, reason, asked_by, asked_at,
           approved_by, in_force_at, withdrawn_by, withdrawn_at
    FROM configuration_change
"""


def insert_change(conn: Connection, wanted: Wanted, edited: int, actor: str, at: datetime) -> int:
    """Keep what is asked; gives its number."""
    row = conn.execute(
        """
        INSERT INTO configuration_change (key, edited, value, source, reason, asked_by, asked_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING change_id
        """,
        (wanted.key, edited, Jsonb(wanted.value), wanted.source, wanted.reason, actor, at),
    ).fetchone()
    return 0 if row is None else int(row[0])


def lock_change(conn: Connection, change_id: int) -> Change | None:
    """A change, held until the transaction ends; None where there is none such."""
    with conn.cursor(row_factory=class_row(Change)) as cursor:
        return cursor.execute(_CHANGE + " WHERE change_id = %s FOR UPDATE", (change_id,)).fetchone()


def list_changes(conn: Connection, key: str, most: int) -> list[Change]:
    """Every change of a key, newest first."""
    with conn.cursor(row_factory=class_row(Change)) as cursor:
        return cursor.execute(
            _CHANGE + " WHERE key = %s ORDER BY change_id DESC LIMIT %s", (key, most)
        ).fetchall()


def list_open_changes(conn: Connection) -> list[Change]:
    """What waits for a second person, newest first."""
    with conn.cursor(row_factory=class_row(Change)) as cursor:
        return cursor.execute(
            _CHANGE + " WHERE in_force_at IS NULL AND withdrawn_at IS NULL ORDER BY change_id DESC"
        ).fetchall()


def list_newest_in_force(conn: Connection) -> list[Change]:
    """The change of each key that is in force."""
    with conn.cursor(row_factory=class_row(Change)) as cursor:
        return cursor.execute(
            "SELECT c.* FROM configuration_change c"
            " JOIN configuration_value v ON v.key = c.key AND v.version = c.version"
        ).fetchall()


def mark_in_force(
    conn: Connection, change_id: int, version: int, approved_by: str | None, at: datetime
) -> None:
    """It stands from now on; the table refuses who asked as who approves."""
    conn.execute(
        "UPDATE configuration_change SET version = %s, approved_by = %s, in_force_at = %s"
        " WHERE change_id = %s",
        (version, approved_by, at, change_id),
    )


def mark_withdrawn(conn: Connection, change_id: int, actor: str, at: datetime) -> None:
    """Nobody will approve it."""
    conn.execute(
        "UPDATE configuration_change SET withdrawn_by = %s, withdrawn_at = %s WHERE change_id = %s",
        (actor, at, change_id),
    )
