"""SQL of changes to accounts that sign."""

from datetime import datetime

from psycopg.rows import class_row

from app.administration.signers.model import SignerChange
from app.database import Connection

_OPEN = """
    SELECT c.change_id, c.account_id, a.login, a.unit_code, c.change, c.asked_by, c.asked_at,
           c.due_at, c.approved_by
    FROM signer_change c JOIN account a USING (account_id)
    WHERE c.closed_at IS NULL AND c.lapses_at > %(now)s
"""


def list_open(conn: Connection, now: datetime) -> list[SignerChange]:
    """Everything that waits, the oldest first."""
    with conn.cursor(row_factory=class_row(SignerChange)) as cursor:
        return cursor.execute(f"{_OPEN} ORDER BY c.asked_at", {"now": now}).fetchall()


def find_open(conn: Connection, account_id: int, change: str, now: datetime) -> SignerChange | None:
    """That very change of that account, when it waits; locked, so that it is used once."""
    with conn.cursor(row_factory=class_row(SignerChange)) as cursor:
        return cursor.execute(
            f"{_OPEN} AND c.account_id = %(account)s AND c.change = %(change)s FOR UPDATE OF c",
            {"now": now, "account": account_id, "change": change},
        ).fetchone()


def insert(
    conn: Connection,
    account_id: int,
    change: str,
    asked_by: str,
    now: datetime,
    due_at: datetime,
    lapses_at: datetime,
) -> str:
    """Keep what is asked for, in place of what lapsed; gives the account's login."""
    conn.execute(
        "UPDATE signer_change SET closed_at = lapses_at"
        " WHERE closed_at IS NULL AND lapses_at <= %s",
        (now,),
    )
    conn.execute(
        """
        INSERT INTO signer_change (account_id, change, asked_by, asked_at, due_at, lapses_at)
        VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (account_id, change) WHERE closed_at IS NULL DO NOTHING
        """,
        (account_id, change, asked_by, now, due_at, lapses_at),
    )
    row = conn.execute("SELECT login FROM account WHERE account_id = %s", (account_id,)).fetchone()
    assert row is not None  # noqa: S101 the insert above refers to it
    return str(row[0])


def approve(conn: Connection, change_id: int, by: str, now: datetime) -> None:
    """Note who else wants it."""
    conn.execute(
        "UPDATE signer_change SET approved_by = %s, approved_at = %s WHERE change_id = %s",
        (by, now, change_id),
    )


def close(
    conn: Connection, change_id: int, now: datetime, *, withdrawn_by: str | None = None
) -> None:
    """It was done, or taken back by somebody."""
    conn.execute(
        "UPDATE signer_change SET closed_at = %s, withdrawn_by = %s WHERE change_id = %s",
        (now, withdrawn_by, change_id),
    )
