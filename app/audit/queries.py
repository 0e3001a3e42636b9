"""SQL of the audit table; rows are only ever added, and leave only as a sealed archive."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.accounts.model import Actor
from app.audit.model import Entry, Seal
from app.database import Connection

Result = Literal["done", "refused", "failed"]

_ENTRY = """
    SELECT audit_id, recorded_at, actor, role, unit_code, address, action, object, result, detail
    FROM audit_entry
"""
# A day is one of UTC: the chain must not depend on where its reader lives.
_OF_DAY = " WHERE recorded_at >= %(day)s::date::timestamp AT TIME ZONE 'UTC'" \
    " AND recorded_at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'"  # fmt: skip


def record(
    conn: Connection,
    actor: Actor,
    action: str,
    object_name: str,
    result: Result = "done",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one audit entry in the caller's transaction."""
    conn.execute(
        """
        INSERT INTO audit_entry (actor, role, unit_code, address, action, object, result, detail)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (actor.name, actor.role, actor.unit_code, actor.address, action, object_name, result,
         Jsonb(dict(detail or {}))),
    )  # fmt: skip


def first_day(conn: Connection) -> date | None:
    """The UTC day of the oldest entry, or None."""
    row = conn.execute(
        "SELECT (min(recorded_at) AT TIME ZONE 'UTC')::date FROM audit_entry"
    ).fetchone()
    return None if row is None else row[0]


def list_day(conn: Connection, day: date) -> list[Entry]:
    """A day's entries in the order of their numbers."""
    with conn.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(f"{_ENTRY}{_OF_DAY} ORDER BY audit_id", {"day": day}).fetchall()


def list_seals(conn: Connection) -> list[Seal]:
    """Every seal, by day."""
    with conn.cursor(row_factory=class_row(Seal)) as cursor:
        return cursor.execute(
            "SELECT day, first_id, last_id, entries, sha256, previous, sealed_at, archive"
            " FROM audit_seal ORDER BY day"
        ).fetchall()


def lock_seals(conn: Connection) -> None:
    """One sealer at a time."""
    conn.execute("LOCK TABLE audit_seal IN EXCLUSIVE MODE")


def insert_seal(conn: Connection, seal: Seal) -> None:
    """Keep a day's seal."""
    conn.execute(
        """
        INSERT INTO audit_seal (day, first_id, last_id, entries, sha256, previous, sealed_at)
        VALUES (%(day)s, %(first_id)s, %(last_id)s, %(entries)s, %(sha256)s, %(previous)s,
                %(sealed_at)s)
        """,
        asdict(seal),
    )


def move_out(conn: Connection, day: date, archive: str) -> int:
    """Take a sealed day's entries out of the table, once they stand in `archive`; how many."""
    conn.execute("SELECT set_config('haitang.archiving', 'on', true)")
    gone = conn.execute(f"DELETE FROM audit_entry{_OF_DAY}", {"day": day}).rowcount  # noqa: S608
    conn.execute("SELECT set_config('haitang.archiving', '', true)")
    conn.execute("UPDATE audit_seal SET archive = %s WHERE day = %s", (archive, day))
    return gone


def count_after(conn: Connection, day: date | None) -> int:
    """Entries of the days after `day`: not sealed yet."""
    row = conn.execute(
        """
        SELECT count(*) FROM audit_entry
        WHERE %(day)s::date IS NULL
           OR recorded_at >= (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'
        """,
        {"day": day},
    ).fetchone()
    return 0 if row is None else int(row[0])


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """What an auditor looks for; None leaves it open. `text` is looked for in object and detail."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    action: str | None = None
    object: str | None = None
    result: str | None = None
    text: str | None = None
    before: int | None = None


def search_entries(conn: Connection, question: AuditQuestion, limit: int) -> list[Entry]:
    """The newest entries that match, at most `limit`; `before` continues an earlier page."""
    with conn.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(
            _ENTRY
            + """
            WHERE (%(since)s::timestamptz IS NULL OR recorded_at >= %(since)s)
              AND (%(until)s::timestamptz IS NULL OR recorded_at < %(until)s)
              AND (%(actor)s::text IS NULL OR actor = %(actor)s)
              AND (%(action)s::text IS NULL OR action = %(action)s)
              AND (%(object)s::text IS NULL OR starts_with(object, %(object)s))
              AND (%(result)s::text IS NULL OR result = %(result)s)
              AND (%(text)s::text IS NULL OR strpos(
                   lower(concat_ws(' ', actor, action, object, detail::text)), lower(%(text)s)) > 0)
              AND (%(before)s::bigint IS NULL OR audit_id < %(before)s)
            ORDER BY audit_id DESC LIMIT %(limit)s
            """,
            {**asdict(question), "limit": limit},
        ).fetchall()


def list_actions(conn: Connection) -> list[str]:
    """Every action that was ever recorded, by name."""
    return [row[0] for row in conn.execute("SELECT DISTINCT action FROM audit_entry ORDER BY 1")]
