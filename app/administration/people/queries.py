"""SQL of accounts as officers tend them."""

from datetime import datetime
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import kwargs_row

from app.accounts.model import Role
from app.accounts.session_model import digest
from app.administration.people.model import Account
from app.database import Connection
from app.errors import Conflict, InvalidInput
from app.signin.tries.queries import KNOWN_FOR
from app.wording import Text

_OFFICERS_LOCK = 7_240_003

_SELECT: LiteralString = """
    SELECT a.account_id, a.login, a.display_name, a.unit_code,
           coalesce(u.name, a.unit_code) AS unit_name, a.role, a.email,
           a.password_hash IS NOT NULL AS has_password,
           a.oidc_subject IS NOT NULL OR a.email IS NOT NULL AS has_identity,
           a.totp_secret IS NOT NULL AS totp,
           (SELECT count(*) FROM passkey p WHERE p.account_id = a.account_id) AS passkeys,
           a.break_glass, a.disabled_at,
           (SELECT max(s.active_at) FROM session s WHERE s.account_id = a.account_id)
               AS last_seen_at,
           (SELECT t.attempted_at FROM sign_in_attempt t
            WHERE t.login = a.login AND t.result = 'failed' AND t.address NOT IN (
                SELECT k.address FROM sign_in_attempt k WHERE k.login = a.login
                AND k.result = 'passed' AND k.attempted_at > %(known_since)s)
            ORDER BY t.attempted_at DESC OFFSET %(tries)s - 1 LIMIT 1) AS nth_failure_at
    FROM account a LEFT JOIN admin_unit u ON u.code = a.unit_code
"""


def list_accounts(conn: Connection, now: datetime, tries: int) -> list[Account]:
    """Every account, in the order of its unit and login."""
    return _select_accounts(conn, _SELECT + " ORDER BY a.unit_code, a.login", now, tries)


def find_account(conn: Connection, account_id: int, now: datetime, tries: int) -> Account | None:
    """The account of that number."""
    query = _SELECT + " WHERE a.account_id = %(id)s"
    return next(iter(_select_accounts(conn, query, now, tries, id=account_id)), None)


def find_by_login(conn: Connection, login: str, now: datetime, tries: int) -> Account | None:
    """The account of that login."""
    query = _SELECT + " WHERE a.login = %(login)s"
    return next(iter(_select_accounts(conn, query, now, tries, login=login)), None)


def _select_accounts(
    conn: Connection, query: LiteralString, now: datetime, tries: int, **more: object
) -> list[Account]:
    with conn.cursor(row_factory=kwargs_row(_account_of_row)) as cursor:
        values = {"known_since": now - KNOWN_FOR, "tries": tries, **more}
        return cursor.execute(query, values).fetchall()


def _account_of_row(**row: Any) -> Account:
    return Account(role=Role(row.pop("role")), **row)


def insert_account(
    conn: Connection,
    *,
    login: str,
    display_name: str,
    unit_code: str,
    role: Role,
    email: str | None,
    created_by: str,
    break_glass: bool = False,
) -> int:
    """Keep a new account; gives its number. Raises Conflict, InvalidInput."""
    try:
        with conn.transaction():
            row = conn.execute(
                """
                INSERT INTO account
                    (login, display_name, unit_code, role, email, created_by, break_glass)
                VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING account_id
                """,
                (login, display_name, unit_code, role, email, created_by, break_glass),
            ).fetchone()
    except psycopg.errors.UniqueViolation as error:
        raise taken(error) from error
    except psycopg.errors.CheckViolation as error:
        raise InvalidInput(
            "E-ADM-003",
            Text("人员没有加上", "The person was not added"),
            Text("登录名或姓名不合格", "The sign-in name or the name does not meet the rules"),
            Text(
                "登录名用小写字母、数字、点、横线，2 到 64 位；姓名 1 到 64 个字",
                "A sign-in name has 2 to 64 lower-case letters, digits, dots "
                "or hyphens; a name has 1 to 64 characters",
            ),
        ) from error
    assert row is not None  # noqa: S101 RETURNING gives a row
    return int(row[0])


def taken(error: psycopg.errors.UniqueViolation) -> Conflict:
    """What to tell when a login or an address is somebody's."""
    what = (
        Text("邮箱", "e-mail address")
        if "email" in str(error.diag.constraint_name)
        else Text("登录名", "sign-in name")
    )
    return Conflict(
        "E-ADM-004",
        Text("没有保存", "Not saved"),
        Text(f"这个{what.zh}已有人用", f"This {what.en} is taken"),
        Text(f"换一个{what.zh}", f"Choose another {what.en}"),
    )


def update_account(conn: Connection, account_id: int, changes: dict[str, object]) -> None:
    """Set some of display_name, unit_code, role, email, disabled_at. Raises Conflict."""
    sets = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in changes
    )
    query = sql.SQL("UPDATE account SET {} WHERE account_id = %(account_id)s").format(sets)
    try:
        with conn.transaction():
            conn.execute(query, {**changes, "account_id": account_id})
    except psycopg.errors.UniqueViolation as error:
        raise taken(error) from error


def lock_officers(conn: Connection) -> None:
    """Changes of officers go one after the other: two must not remove each other at once."""
    conn.execute("SELECT pg_advisory_xact_lock(%s)", (_OFFICERS_LOCK,))


def count_others(conn: Connection, role: Role, besides: int) -> int:
    """How many enabled accounts, sealed ones apart, hold the role besides this one."""
    row = conn.execute(
        """
        SELECT count(*) FROM account
        WHERE role = %s AND account_id <> %s AND disabled_at IS NULL AND NOT break_glass
        """,
        (role, besides),
    ).fetchone()
    return 0 if row is None else int(row[0])


def insert_set_up_link(
    conn: Connection, token: str, account_id: int, created_by: str, expires_at: datetime
) -> None:
    """A link to set a password by; the account's earlier ones open nothing any more."""
    conn.execute(
        "DELETE FROM one_time_link WHERE account_id = %s AND used_at IS NULL", (account_id,)
    )
    conn.execute(
        """
        INSERT INTO one_time_link
            (token_sha256, purpose, account_id, opens, created_by, expires_at)
        VALUES (%s, 'set_up', %s, '/', %s, %s)
        """,
        (digest(token), account_id, created_by, expires_at),
    )


def drop_factors(conn: Connection, account_id: int) -> None:
    """Forget the second factors of somebody who lost them."""
    conn.execute(
        "UPDATE account SET totp_secret = NULL, totp_last_step = NULL WHERE account_id = %s",
        (account_id,),
    )
    conn.execute("DELETE FROM passkey WHERE account_id = %s", (account_id,))


def can_anybody_sign_in(conn: Connection) -> bool:
    """Whether some account, sealed ones apart, has anything to sign in with."""
    row = conn.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM account a
            WHERE disabled_at IS NULL AND NOT break_glass
              AND (password_hash IS NOT NULL OR oidc_subject IS NOT NULL
                   OR EXISTS (SELECT 1 FROM passkey p WHERE p.account_id = a.account_id)))
        """
    ).fetchone()
    return row is not None and bool(row[0])


def list_break_glass(conn: Connection) -> list[int]:
    """Numbers of the sealed accounts that stand: at most one."""
    rows = conn.execute("SELECT account_id FROM account WHERE break_glass AND disabled_at IS NULL")
    return [int(row[0]) for row in rows]
