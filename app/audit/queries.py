"""SQL of the audit table; rows are only ever added, and leave only as a sealed archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.accounts.model import Actor
from app.audit.model import Entry, Link, Result, Seal
from app.database import Connection

_ENTRY = """
    SELECT audit_id, recorded_at, actor, role, unit_code, address, action, object, result, detail
    FROM audit_entry
"""


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


def first_day(conn: Connection, after: int) -> date | None:
    """The earliest UTC day among the entries behind that link, or None."""
    row = conn.execute(
        """
        SELECT (min(e.recorded_at) AT TIME ZONE 'UTC')::date
        FROM audit_link l JOIN audit_entry e USING (audit_id) WHERE l.link > %s
        """,
        (after,),
    ).fetchone()
    return None if row is None else row[0]


def last_link_until(conn: Connection, day: date, first: int) -> int:
    """The last link from `first` on whose entry is of that UTC day or one before it."""
    row = conn.execute(
        """
        SELECT max(l.link) FROM audit_link l JOIN audit_entry e USING (audit_id)
        WHERE l.link >= %(first)s
          AND e.recorded_at < (%(day)s::date + 1)::timestamp AT TIME ZONE 'UTC'
        """,
        {"day": day, "first": first},
    ).fetchone()
    return first - 1 if row is None or row[0] is None else int(row[0])


def list_linked(conn: Connection, first: int, last: int) -> list[Entry]:
    """The entries of a stretch of links, in their order."""
    with conn.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(
            f"{_ENTRY} JOIN audit_link USING (audit_id) WHERE link BETWEEN %s AND %s ORDER BY link",
            (first, last),
        ).fetchall()


def stream_links(conn: Connection) -> Iterator[Link]:
    """Every link from the first on, with its entry as it stands now; read as it is used."""
    with conn.cursor(name="audit_links", row_factory=class_row(Link)) as cursor:
        cursor.itersize = 5000
        cursor.execute(
            """
            SELECT l.link, l.sha256, l.linked_at,
                   CASE WHEN e.audit_id IS NOT NULL THEN audit_line(e) END AS line
            FROM audit_link l LEFT JOIN audit_entry e USING (audit_id) ORDER BY l.link
            """
        )
        yield from cursor


def find_head(conn: Connection) -> Link | None:
    """The newest link, without its entry."""
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        return cursor.execute(
            "SELECT link, sha256, linked_at, NULL AS line FROM audit_link"
            " ORDER BY link DESC LIMIT 1"
        ).fetchone()


def list_heads(conn: Connection, links: Sequence[int]) -> list[Link]:
    """Those of some links that there are, without their entries."""
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        return cursor.execute(
            "SELECT link, sha256, linked_at, NULL AS line FROM audit_link"
            " WHERE link = ANY(%s) ORDER BY link",
            (list(links),),
        ).fetchall()


def list_unlinked_days(conn: Connection) -> list[date]:
    """Days of entries that were put in behind the chain's back."""
    rows = conn.execute(
        """
        SELECT DISTINCT (recorded_at AT TIME ZONE 'UTC')::date FROM audit_entry e
        WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = e.audit_id) ORDER BY 1
        """
    )
    return [row[0] for row in rows]


def list_seals(conn: Connection) -> list[Seal]:
    """Every seal, by day."""
    with conn.cursor(row_factory=class_row(Seal)) as cursor:
        return cursor.execute(
            "SELECT day, first_id, last_id, entries, sha256, previous, sealed_at, archive,"
            " first_link, last_link FROM audit_seal ORDER BY day"
        ).fetchall()


def lock_seals(conn: Connection) -> None:
    """One sealer or archivist at a time."""
    conn.execute("SELECT pg_advisory_xact_lock(727016)")


def insert_seal(conn: Connection, seal: Seal) -> None:
    """Keep a day's seal."""
    conn.execute(
        """
        INSERT INTO audit_seal (day, first_id, last_id, entries, sha256, previous, sealed_at,
                                first_link, last_link)
        VALUES (%(day)s, %(first_id)s, %(last_id)s, %(entries)s, %(sha256)s, %(previous)s,
                %(sealed_at)s, %(first_link)s, %(last_link)s)
        """,
        asdict(seal),
    )


def move_out(conn: Connection, seal: Seal, archive: str) -> int:
    """Take a sealed day's entries out of the table, once they stand in `archive`; how many.

    The connection is the archiving role's: the table lets nobody else delete.
    """
    conn.execute("UPDATE audit_seal SET archive = %s WHERE day = %s", (archive, seal.day))
    return conn.execute(
        "DELETE FROM audit_entry USING audit_link l"
        " WHERE l.audit_id = audit_entry.audit_id AND l.link BETWEEN %s AND %s",
        (seal.first_link, seal.last_link),
    ).rowcount


def count_after(conn: Connection, link: int) -> int:
    """Entries behind a link: not sealed yet."""
    row = conn.execute("SELECT count(*) FROM audit_link WHERE link > %s", (link,)).fetchone()
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
