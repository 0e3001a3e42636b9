"""SQL of the sessions of accounts."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from psycopg.rows import class_row

from app.accounts.session_model import digest, new_token
from app.database import Connection
from app.signin.model import OwnSession

# What ended longer ago than this nobody asks about; the audit keeps who came and went.
_KEPT = timedelta(days=30)


def renew_token(
    conn: Connection, session_id: UUID, now: datetime, *, second_factor: bool = False
) -> str:
    """The same session under a new token, unlocked; the old token proves nothing any more."""
    token = new_token()
    conn.execute(
        """
        UPDATE session
        SET token_sha256 = %(digest)s, locked_at = NULL, active_at = %(now)s,
            second_factor_at = CASE WHEN %(second)s THEN %(now)s ELSE second_factor_at END
        WHERE session_id = %(id)s
        """,
        {"digest": digest(token), "now": now, "second": second_factor, "id": session_id},
    )
    return token


def forget_second_factor(conn: Connection, session_id: UUID) -> None:
    """The second factor that this session has shown is none any more."""
    conn.execute("UPDATE session SET second_factor_at = NULL WHERE session_id = %s", (session_id,))


def note_proof(conn: Connection, session_id: UUID, now: datetime) -> None:
    """The session's person has shown the password."""
    conn.execute("UPDATE session SET proved_at = %s WHERE session_id = %s", (now, session_id))


def proved_at(conn: Connection, session_id: UUID) -> datetime | None:
    """When the session last showed password or second factor, signing in by password apart."""
    row = conn.execute(
        "SELECT greatest(second_factor_at, proved_at) FROM session WHERE session_id = %s",
        (session_id,),
    ).fetchone()
    return None if row is None else row[0]


def lock_by_token(conn: Connection, token: str, now: datetime) -> None:
    """Lock the session that this token proves."""
    conn.execute("UPDATE session SET locked_at = %s WHERE token_sha256 = %s", (now, digest(token)))


def end_sessions(
    conn: Connection, account_id: int, now: datetime, reason: str, besides: UUID | None = None
) -> int:
    """End every session of the account but one; gives how many."""
    return conn.execute(
        """
        UPDATE session SET ended_at = %s, end_reason = %s
        WHERE account_id = %s AND ended_at IS NULL AND session_id IS DISTINCT FROM %s
        """,
        (now, reason, account_id, besides),
    ).rowcount


def came_by_set_up_link(conn: Connection, session_id: UUID) -> bool:
    """Whether a set-up link opened this session, and no password was set since."""
    row = conn.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM session s JOIN one_time_link l USING (account_id)
            JOIN account a USING (account_id)
            WHERE s.session_id = %s AND l.purpose = 'set_up' AND l.used_at = s.created_at
              AND (a.password_set_at IS NULL OR a.password_set_at < s.created_at))
        """,
        (session_id,),
    ).fetchone()
    return row is not None and bool(row[0])


def opened_at(conn: Connection, session_id: UUID) -> datetime:
    """When the session was opened."""
    row = conn.execute(
        "SELECT created_at FROM session WHERE session_id = %s", (session_id,)
    ).fetchone()
    assert row is not None  # noqa: S101 the caller's own session
    return cast(datetime, row[0])


def end_one_session(conn: Connection, account_id: int, session_id: UUID, now: datetime) -> bool:
    """End one session of the account; False when it is not theirs or ended already."""
    done = conn.execute(
        """
        UPDATE session SET ended_at = %s, end_reason = 'revoked'
        WHERE account_id = %s AND session_id = %s AND ended_at IS NULL
        """,
        (now, account_id, session_id),
    )
    return done.rowcount == 1


def list_account_sessions(conn: Connection, account_id: int, now: datetime) -> list[OwnSession]:
    """The sessions that stand, as the account page shows them."""
    with conn.cursor(row_factory=class_row(OwnSession)) as cursor:
        return cursor.execute(
            """
            SELECT session_id, address, agent, created_at, active_at AS seen_at,
                   locked_at IS NOT NULL AS locked, second_factor_at IS NOT NULL AS second_factor
            FROM session WHERE account_id = %s AND ended_at IS NULL AND expires_at > %s
            ORDER BY created_at DESC
            """,
            (account_id, now),
        ).fetchall()


def sweep_sessions(conn: Connection, now: datetime) -> None:
    """Drop sessions and links that have opened nothing for a month."""
    conn.execute("DELETE FROM session WHERE coalesce(ended_at, expires_at) < %s", (now - _KEPT,))
    conn.execute("DELETE FROM one_time_link WHERE expires_at < %s", (now - _KEPT,))
