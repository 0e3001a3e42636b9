"""SQL of the event stream."""

from collections.abc import Sequence

from psycopg import sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from app.database import Connection
from app.events.model import Event, NewEvent

CHANNEL = "haitang_event"
# Any constant will do; it must be the only lock taken last in every transaction that has events.
_SEQUENCE_LOCK = 7_240_001


def write_events(conn: Connection, events: Sequence[NewEvent]) -> None:
    """Write collected events so that sequence order is commit order.

    Must be the last statement before commit: the lock is held until then, for milliseconds, and
    no row lock may be taken after it (taken earlier, two transactions can deadlock).
    """
    if not events:
        return
    conn.execute("SELECT pg_advisory_xact_lock(%s)", (_SEQUENCE_LOCK,))
    for event in events:
        row = conn.execute(
            """
            INSERT INTO event (seq, incident_id, world_id, kind, subject, payload, actor, valid_at,
                               everyone, county_code, township_code)
            VALUES (nextval('event_seq'), %s,
                    coalesce((SELECT world_id FROM incident WHERE incident_id = %s), %s),
                    %s, %s, %s, %s, %s, %s, %s, %s) RETURNING seq
            """,
            (event.incident_id, event.incident_id, event.world_id, event.kind, event.subject,
             Jsonb(dict(event.payload)), event.actor, event.valid_at, event.everyone,
             event.place and event.place.county_code, event.place and event.place.township_code),
        ).fetchone()  # fmt: skip
        # NOTIFY refuses 8,000 bytes: it carries the number only, the reader fetches the rest.
        conn.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(row[0] if row else "")))


def list_events_after(
    conn: Connection, seq: int, incident_id: int | None = None, limit: int = 1000
) -> list[Event]:
    """Events after `seq` in order; with `incident_id` those of it, its world and no world alone.

    A scoped reader gets those of incidents it is cleared for (policy `event_by_label`); the owner
    gets all, and asks `label_rank` before it hands one on.
    """
    with conn.cursor(row_factory=class_row(Event)) as cursor:
        cursor.execute(
            """
            SELECT e.seq, e.incident_id, e.kind, e.subject, e.payload, e.actor, e.valid_at,
                   e.recorded_at, e.everyone, e.county_code, e.township_code,
                   e.world_id, coalesce(i.label_rank, (
                       SELECT min(other.label_rank) FROM incident other
                       WHERE e.world_id > 0 AND other.world_id = e.world_id), 0) AS label_rank
            FROM event e LEFT JOIN incident i USING (incident_id)
            WHERE e.seq > %(seq)s
              AND (%(incident_id)s::int IS NULL OR e.incident_id = %(incident_id)s
                   OR e.incident_id IS NULL
                      AND coalesce(e.world_id = (SELECT asked.world_id FROM incident asked
                                                 WHERE asked.incident_id = %(incident_id)s), true))
            ORDER BY e.seq LIMIT %(limit)s
            """,
            {"seq": seq, "incident_id": incident_id, "limit": limit},
        )
        return cursor.fetchall()


def last_seq(conn: Connection) -> int:
    """Number of the newest event, 0 when there is none."""
    row = conn.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
    return int(row[0]) if row else 0


def listen(conn: Connection, channel: str = CHANNEL) -> None:
    """Subscribe an autocommit connection to `channel`."""
    conn.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
