"""SQL of people who sign in, and of what proves that it is them."""

from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import class_row, kwargs_row

from app.accounts.model import Role
from app.database import Connection
from app.signin.model import OwnPasskey, Passkey, Person

_PERSON: LiteralString = """
    SELECT account_id, login, display_name, unit_code, role, email, password_hash,
           password_set_at, totp_secret, totp_last_step, break_glass, disabled_at,
           (SELECT count(*) FROM passkey p WHERE p.account_id = a.account_id) AS passkeys
    FROM account a
"""


def find_person(conn: Connection, login: str) -> Person | None:
    """The account of that login, disabled or not."""
    return _select_person(conn, _PERSON + "WHERE login = %s", (login,))


def find_person_by_id(conn: Connection, account_id: int) -> Person | None:
    """The account of that number."""
    return _select_person(conn, _PERSON + "WHERE account_id = %s", (account_id,))


def find_person_by_identity(conn: Connection, subject: str, email: str | None) -> Person | None:
    """The account that an administrator gave this e-mail address, or that it was bound to before.

    A bound subject goes first, and an address bound to another subject is nobody's.
    """
    bound = _select_person(conn, _PERSON + "WHERE oidc_subject = %s", (subject,))
    if bound is not None or email is None:
        return bound
    return _select_person(
        conn, _PERSON + "WHERE lower(email) = lower(%s) AND oidc_subject IS NULL", (email,)
    )


def bind_subject(conn: Connection, account_id: int, subject: str) -> None:
    """From now on this subject is that account, whatever its address becomes."""
    conn.execute(
        "UPDATE account SET oidc_subject = %s WHERE account_id = %s", (subject, account_id)
    )


def _select_person(
    conn: Connection, query: LiteralString, values: tuple[object, ...]
) -> Person | None:
    with conn.cursor(row_factory=kwargs_row(_row_to_person)) as cursor:
        return cursor.execute(query, values).fetchone()


def _row_to_person(**row: Any) -> Person:
    return Person(role=Role(row.pop("role")), **row)


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


def list_passkeys(conn: Connection, account_id: int) -> list[OwnPasskey]:
    """The account's passkeys, as the account page shows them."""
    with conn.cursor(row_factory=class_row(OwnPasskey)) as cursor:
        return cursor.execute(
            """
            SELECT passkey_id AS id, label, created_at, last_used_at
            FROM passkey WHERE account_id = %s ORDER BY created_at DESC
            """,
            (account_id,),
        ).fetchall()
