"""SQL of the tries that throttling counts; `address` holds the source as `sources.py` names it."""

from datetime import datetime, timedelta

from app.accounts.throttle import Tries
from app.database import Connection

# A source counts as known this long after the account last signed in from it.
KNOWN_FOR = timedelta(days=30)
MINUTE = timedelta(minutes=1)
_ATTEMPT_LOCK = 7_240_002


def lock_login(conn: Connection, login: str) -> None:
    """Tries of one login are counted one after the other, until the transaction ends."""
    conn.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_ATTEMPT_LOCK, login))


def count_tries(
    conn: Connection,
    login: str,
    address: str,
    now: datetime,
    window: timedelta,
    *,
    trusted: bool = False,
    besides: int | None = None,
) -> Tries:
    """What throttling decides from. `trusted`: the source counts as known, whatever it passed."""
    row = conn.execute(
        """
        WITH known AS (
            SELECT DISTINCT address FROM sign_in_attempt
            WHERE login = %(login)s AND result = 'passed' AND attempted_at > %(known_since)s
        ), failed AS (
            SELECT * FROM sign_in_attempt
            WHERE result = 'failed' AND attempted_at > %(since)s
              AND attempt_id IS DISTINCT FROM %(besides)s
        ), here AS (
            SELECT %(trusted)s OR %(address)s IN (SELECT address FROM known) AS known
        )
        SELECT here.known,
               CASE WHEN here.known THEN (
                   SELECT count(*) FROM failed f
                   WHERE f.login = %(login)s AND f.address = %(address)s
                     AND f.attempt_id > coalesce(
                         (SELECT max(p.attempt_id) FROM sign_in_attempt p
                          WHERE p.login = %(login)s AND p.address = %(address)s
                            AND p.result = 'passed'), 0))
               ELSE (
                   SELECT count(*) FROM failed f
                   WHERE f.login = %(login)s AND f.address NOT IN (SELECT address FROM known))
               END,
               (SELECT count(*) FROM failed f WHERE f.address = %(address)s),
               (SELECT count(*) FROM failed f WHERE f.attempted_at > %(minute)s)
        FROM here
        """,
        {
            "login": login, "address": address, "besides": besides, "trusted": trusted,
            "since": now - window, "minute": now - MINUTE, "known_since": now - KNOWN_FOR,
        },
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 `here` is one row
    return Tries(*row)


def is_known(conn: Connection, login: str, source: str, now: datetime) -> bool:
    """Whether the account has signed in from this source lately."""
    row = conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM sign_in_attempt WHERE login = %s AND address = %s
                       AND result = 'passed' AND attempted_at > %s)
        """,
        (login, source, now - KNOWN_FOR),
    ).fetchone()
    return row is not None and bool(row[0])


def insert_attempt(
    conn: Connection, login: str, address: str, now: datetime, *, throttled: bool = False
) -> int:
    """Note a try before it is checked: as failed, so that a cut-off one counts."""
    row = conn.execute(
        """
        INSERT INTO sign_in_attempt (attempted_at, login, address, result)
        VALUES (%s, %s, %s, %s) RETURNING attempt_id
        """,
        (now, login, address, "throttled" if throttled else "failed"),
    ).fetchone()
    return 0 if row is None else int(row[0])


def pass_attempt(conn: Connection, attempt_id: int) -> bool:
    """The try was right; False when somebody has used it already."""
    done = conn.execute(
        "UPDATE sign_in_attempt SET result = 'passed' WHERE attempt_id = %s AND result = 'failed'",
        (attempt_id,),
    )
    return done.rowcount == 1


def was_throttled(conn: Connection, login: str, source: str, since: datetime) -> bool:
    """Whether a try of this login or source was held back since then: its entry stands already."""
    row = conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM sign_in_attempt
                       WHERE (login = %s OR address = %s) AND result = 'throttled'
                         AND attempted_at > %s)
        """,
        (login, source, since),
    ).fetchone()
    return row is not None and bool(row[0])


def shown_login(conn: Connection, login: str) -> str:
    """The login where an account has it, else "?": what was typed may be a password."""
    row = conn.execute("SELECT login FROM account WHERE login = %s", (login,)).fetchone()
    return "?" if row is None else str(row[0])


def forget_attempts(conn: Connection, login: str) -> int:
    """An administrator lets an account in again; gives how many failed tries are forgotten."""
    return conn.execute(
        "DELETE FROM sign_in_attempt WHERE login = %s AND result <> 'passed'", (login,)
    ).rowcount


def sweep_attempts(conn: Connection, now: datetime) -> None:
    """Drop what nothing counts any more."""
    conn.execute(
        """
        DELETE FROM sign_in_attempt
        WHERE attempted_at < %s OR (result <> 'passed' AND attempted_at < %s)
        """,
        (now - KNOWN_FOR, now - timedelta(days=1)),
    )
