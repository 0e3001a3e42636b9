"""SQL of people who sign in, their proofs, and the tries that throttling counts."""

from datetime import datetime, timedelta
from typing import Any, LiteralString, cast
from uuid import UUID

from psycopg.rows import class_row, dict_row, kwargs_row

from app.accounts.model import Role
from app.accounts.session_model import digest, new_token
from app.accounts.throttle import Tries
from app.database import Connection
from app.signin.model import Passkey, Person

# A source counts as known this long after the account last signed in from it.
KNOWN_FOR = timedelta(days=30)
MINUTE = timedelta(minutes=1)
_ATTEMPT_LOCK = 7_240_002

_PERSON: LiteralString = """
    SELECT account_id, login, display_name, unit_code, role, email, password_hash,
           password_set_at, totp_secret, totp_last_step, break_glass, disabled_at,
           (SELECT count(*) FROM passkey p WHERE p.account_id = a.account_id) AS passkeys
    FROM account a
"""


def find_person(conn: Connection, login: str) -> Person | None:
    """The account of that login, disabled or not."""
    return _person(conn, _PERSON + "WHERE login = %s", (login,))


def find_person_by_id(conn: Connection, account_id: int) -> Person | None:
    """The account of that number."""
    return _person(conn, _PERSON + "WHERE account_id = %s", (account_id,))


def find_person_by_identity(conn: Connection, subject: str, email: str | None) -> Person | None:
    """The account that an administrator gave this e-mail address, or that it was bound to before.

    A bound subject goes first, and an address bound to another subject is nobody's.
    """
    bound = _person(conn, _PERSON + "WHERE oidc_subject = %s", (subject,))
    if bound is not None or email is None:
        return bound
    return _person(
        conn, _PERSON + "WHERE lower(email) = lower(%s) AND oidc_subject IS NULL", (email,)
    )


def bind_subject(conn: Connection, account_id: int, subject: str) -> None:
    """From now on this subject is that account, whatever its address becomes."""
    conn.execute(
        "UPDATE account SET oidc_subject = %s WHERE account_id = %s", (subject, account_id)
    )


def _person(conn: Connection, query: LiteralString, values: tuple[object, ...]) -> Person | None:
    with conn.cursor(row_factory=kwargs_row(_row_to_person)) as cursor:
        return cursor.execute(query, values).fetchone()


def _row_to_person(**row: Any) -> Person:
    return Person(role=Role(row.pop("role")), **row)


# --- tries ---


def lock_login(conn: Connection, login: str) -> None:
    """Tries of one login are counted one after the other, until the transaction ends."""
    conn.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_ATTEMPT_LOCK, login))


def count_tries(
    conn: Connection,
    login: str,
    address: str,
    now: datetime,
    window: timedelta,
    besides: int | None = None,
) -> Tries:
    """What throttling decides from; `besides` is the attempt whose password was right."""
    row = conn.execute(
        """
        WITH known AS (
            SELECT DISTINCT address FROM sign_in_attempt
            WHERE login = %(login)s AND result = 'passed' AND attempted_at > %(known_since)s
        ), failed AS (
            SELECT * FROM sign_in_attempt
            WHERE result = 'failed' AND attempted_at > %(since)s
              AND attempt_id IS DISTINCT FROM %(besides)s
        ), here AS (SELECT %(address)s IN (SELECT address FROM known) AS known)
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
            "login": login, "address": address, "besides": besides, "since": now - window,
            "minute": now - MINUTE, "known_since": now - KNOWN_FOR,
        },
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 `here` is one row
    return Tries(*row)


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


def was_throttled(conn: Connection, login: str, since: datetime) -> bool:
    """Whether a try of this login was held back since then: its audit entry stands already."""
    row = conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM sign_in_attempt
                       WHERE login = %s AND result = 'throttled' AND attempted_at > %s)
        """,
        (login, since),
    ).fetchone()
    return row is not None and bool(row[0])


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


# --- passwords ---


def set_password(conn: Connection, account_id: int, password_hash: str, now: datetime) -> None:
    """Keep a new password; the one before joins the history."""
    conn.execute(
        """
        INSERT INTO account_password (account_id, password_hash, set_at)
        SELECT account_id, password_hash, coalesce(password_set_at, created_at)
        FROM account WHERE account_id = %s AND password_hash IS NOT NULL
        """,
        (account_id,),
    )
    conn.execute(
        "UPDATE account SET password_hash = %s, password_set_at = %s WHERE account_id = %s",
        (password_hash, now, account_id),
    )


def rehash_password(conn: Connection, account_id: int, old: str, new: str) -> None:
    """The same password under new parameters, unless it was changed meanwhile."""
    conn.execute(
        "UPDATE account SET password_hash = %s WHERE account_id = %s AND password_hash = %s",
        (new, account_id, old),
    )


def list_earlier_passwords(conn: Connection, account_id: int, limit: int) -> list[str]:
    """Hashes of the newest earlier passwords."""
    rows = conn.execute(
        """
        SELECT password_hash FROM account_password
        WHERE account_id = %s ORDER BY set_at DESC LIMIT %s
        """,
        (account_id, limit),
    )
    return [row[0] for row in rows]


def is_response_open(conn: Connection) -> bool:
    """Whether a response is in force in an incident that is open."""
    row = conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM response_activation r JOIN incident i USING (incident_id)
                       WHERE r.ended_at IS NULL AND i.closed_at IS NULL)
        """
    ).fetchone()
    return row is not None and bool(row[0])


# --- second factors ---


def use_totp_step(conn: Connection, account_id: int, step: int) -> bool:
    """Use a code's step up; False when it, or a later one, is used already."""
    done = conn.execute(
        """
        UPDATE account SET totp_last_step = %(step)s
        WHERE account_id = %(id)s AND (totp_last_step IS NULL OR totp_last_step < %(step)s)
        """,
        {"step": step, "id": account_id},
    )
    return done.rowcount == 1


def set_totp(
    conn: Connection, account_id: int, sealed_secret: bytes | None, step: int | None
) -> None:
    """Keep or remove the secret of the codes."""
    conn.execute(
        "UPDATE account SET totp_secret = %s, totp_last_step = %s WHERE account_id = %s",
        (sealed_secret, step, account_id),
    )


def list_credential_ids(conn: Connection, account_id: int) -> list[bytes]:
    """The account's passkeys."""
    rows = conn.execute("SELECT credential_id FROM passkey WHERE account_id = %s", (account_id,))
    return [bytes(row[0]) for row in rows]


def find_passkey(conn: Connection, credential_id: bytes) -> Passkey | None:
    """The passkey of that id."""
    with conn.cursor(row_factory=class_row(Passkey)) as cursor:
        return cursor.execute(
            """
            SELECT credential_id, public_key, sign_count, account_id
            FROM passkey WHERE credential_id = %s
            """,
            (credential_id,),
        ).fetchone()


def use_passkey(conn: Connection, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """Note its use; False when another request used the same answer first."""
    done = conn.execute(
        """
        UPDATE passkey SET sign_count = %s, last_used_at = %s
        WHERE credential_id = %s AND sign_count = %s
        """,
        (sign_count, now, passkey.credential_id, passkey.sign_count),
    )
    return done.rowcount == 1


def insert_passkey(
    conn: Connection, account_id: int, credential_id: bytes, public_key: bytes, sign_count: int,
    label: str,
) -> None:  # fmt: skip
    """Keep a new passkey."""
    conn.execute(
        """
        INSERT INTO passkey (credential_id, account_id, public_key, sign_count, label)
        VALUES (%s, %s, %s, %s, %s)
        """,
        (credential_id, account_id, public_key, sign_count, label),
    )


def delete_passkey(conn: Connection, account_id: int, passkey_id: int) -> str | None:
    """Remove one of the account's passkeys; gives its label, or None when it is not theirs."""
    row = conn.execute(
        "DELETE FROM passkey WHERE account_id = %s AND passkey_id = %s RETURNING label",
        (account_id, passkey_id),
    ).fetchone()
    return None if row is None else str(row[0])


# --- sessions ---


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


def list_account_sessions(conn: Connection, account_id: int, now: datetime) -> list[dict[str, Any]]:
    """The sessions that stand, as the account page shows them."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            """
            SELECT session_id::text, address, agent, created_at, active_at AS seen_at,
                   locked_at IS NOT NULL AS locked, second_factor_at IS NOT NULL AS second_factor
            FROM session WHERE account_id = %s AND ended_at IS NULL AND expires_at > %s
            ORDER BY created_at DESC
            """,
            (account_id, now),
        ).fetchall()


def list_passkeys(conn: Connection, account_id: int) -> list[dict[str, Any]]:
    """The account's passkeys, as the account page shows them."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            """
            SELECT passkey_id AS id, label, created_at, last_used_at
            FROM passkey WHERE account_id = %s ORDER BY created_at DESC
            """,
            (account_id,),
        ).fetchall()
