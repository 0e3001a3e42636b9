"""SQL of feeds."""

from datetime import datetime
from typing import Any

from app.database import Connection
from app.errors import NotFound
from app.feeds.model import Brings, Feed, FeedKind, Taken
from app.wording import Text, from_stored, to_stored

_SELECT = """
    SELECT feed_id, title, title_en, kind, brings, address, format, expected_s, enabled,
           opened_at, asked_at, succeeded_at, changed_at, taken, repeated, bad_rows, failed,
           fault_code, fault, fault_at, silent, digest
    FROM feed
"""
_FAULT = 18  # the column's place


def list_feeds(conn: Connection) -> list[Feed]:
    """Every feed in the order of its id."""
    return [_feed_of_row(row) for row in conn.execute(_SELECT + " ORDER BY feed_id").fetchall()]


def get_feed(conn: Connection, feed_id: str) -> Feed:
    """The feed of that id. Raises NotFound."""
    row = conn.execute(_SELECT + " WHERE feed_id = %s", (feed_id,)).fetchone()
    if row is None:
        raise NotFound(
            "E-FEED-002",
            Text("没有这个数据源", "No such feed"),
            Text(f"没有 {feed_id}", f"There is no {feed_id}"),
            Text("看 /api/v1/feeds", "See /api/v1/feeds"),
        )
    return _feed_of_row(row)


def _feed_of_row(row: tuple[Any, ...]) -> Feed:
    columns: list[Any] = [*row[:3], FeedKind(row[3]), Brings(row[4]), *row[5:]]
    fault = row[_FAULT]
    columns[_FAULT] = None if fault is None else from_stored(fault)
    return Feed(*columns)


def save_feed(
    conn: Connection,
    *,
    feed_id: str,
    title: str,
    title_en: str,
    brings: Brings,
    address: str,
    format_name: str | None,
    expected_s: float,
) -> None:
    """Add a polled address, or change one; its counts go on."""
    conn.execute(
        """
        INSERT INTO feed (feed_id, title, title_en, kind, brings, address, format, expected_s)
        VALUES (%(id)s, %(zh)s, %(en)s, 'url', %(brings)s, %(address)s, %(format)s, %(every)s)
        ON CONFLICT (feed_id) DO UPDATE
        SET title = excluded.title, title_en = excluded.title_en, brings = excluded.brings,
            address = excluded.address, format = excluded.format,
            expected_s = excluded.expected_s, enabled = true, asked_at = NULL, digest = NULL
        WHERE feed.kind = 'url'
        """,
        {"id": feed_id, "zh": title, "en": title_en, "brings": brings, "address": address,
         "format": format_name, "every": expected_s},
    )  # fmt: skip


def delete_feed(conn: Connection, feed_id: str) -> bool:
    """Forget a polled address; False when there is none of that id."""
    query = "DELETE FROM feed WHERE feed_id = %s AND kind = 'url'"
    return conn.execute(query, (feed_id,)).rowcount > 0


def note_asked(conn: Connection, feed_id: str, at: datetime) -> None:
    """It is being asked now; the next time is counted from here, whatever comes of it."""
    conn.execute("UPDATE feed SET asked_at = %s WHERE feed_id = %s", (at, feed_id))


def note_success(
    conn: Connection, feed_id: str, at: datetime, taken: Taken | None, digest: bytes | None
) -> None:
    """It answered well; `taken` None: with nothing new. A fault that stood is over, except that
    of a file in a folder: it stands until the next file is taken."""
    conn.execute(
        """
        UPDATE feed
        SET succeeded_at = %(at)s, digest = coalesce(%(digest)s, digest),
            changed_at = CASE WHEN %(new)s THEN %(at)s ELSE changed_at END,
            taken = taken + %(new)s::int, bad_rows = bad_rows + %(bad)s,
            repeated = repeated + (NOT %(new)s AND %(digest)s::bytea IS NOT NULL)::int,
            fault_code = CASE WHEN kept THEN fault_code END,
            fault = CASE WHEN kept THEN fault END,
            fault_at = CASE WHEN kept THEN fault_at END
        FROM (SELECT feed_id AS id, kind = 'folder' AND NOT %(new)s
                     AND fault_code IS DISTINCT FROM 'E-FEED-031' AS kept FROM feed) standing
        WHERE standing.id = feed_id AND feed_id = %(id)s
        """,
        {"id": feed_id, "at": at, "new": taken is not None, "digest": digest,
         "bad": 0 if taken is None else taken.bad_rows},
    )  # fmt: skip


def note_fault(conn: Connection, feed_id: str, at: datetime, code: str, why: Text) -> None:
    """It did not answer well. `fault_at` is when this fault was first met."""
    conn.execute(
        """
        UPDATE feed
        SET failed = failed + 1, fault = %(why)s, fault_code = %(code)s,
            fault_at = CASE WHEN fault_code = %(code)s THEN fault_at ELSE %(at)s END
        WHERE feed_id = %(id)s
        """,
        {"id": feed_id, "at": at, "code": code, "why": to_stored(why)},
    )


def set_silent(conn: Connection, feed_id: str, silent: bool) -> None:
    """Remember what was last told, so that each change is told once."""
    conn.execute("UPDATE feed SET silent = %s WHERE feed_id = %s", (silent, feed_id))
