"""SQL of sessions and one-time links. Accounts' own rows are in the packages that tend them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from app.accounts.model import Actor, Role, scope_of_unit
from app.accounts.rights import CLEARANCES
from app.accounts.second_factor import demand_values
from app.accounts.session_model import Session, csrf_of, digest
from app.database import Connection

# Whoever is disabled or revoked has no session, whatever its own row says.
_FIND = """
    SELECT s.session_id, s.active_at, s.expires_at, s.locked_at, s.second_factor_at, s.address,
           s.account_id, s.device_id, d.purpose, d.view->>'page' AS view,
           coalesce(a.login, d.label) AS name, coalesce(a.display_name, d.label) AS display_name,
           coalesce(a.unit_code, d.unit_code) AS unit_code, a.role,
           array_remove(ARRAY[
               CASE WHEN a.password_hash IS NOT NULL THEN 'password' END,
               CASE WHEN EXISTS (SELECT 1 FROM passkey p WHERE p.account_id = a.account_id)
                    THEN 'passkey' END], NULL) AS unlock_by,
           s.second_factor_at IS NULL AND s.account_id IS NOT NULL AND NOT a.break_glass
               AND CASE coalesce((SELECT value #>> '{}' FROM configuration_value
                                  WHERE key = 'account.second_factor'), %(demand)s)
                   WHEN 'everyone' THEN true
                   WHEN 'desk' THEN a.role = ANY(%(desk_roles)s)
                   ELSE false END
               AND NOT EXISTS (
                   SELECT 1 FROM response_activation r JOIN incident i USING (incident_id)
                   WHERE r.ended_at IS NULL AND i.closed_at IS NULL) AS owes_factor,
           ARRAY(SELECT m.township_code FROM functional_zone_member m
                 WHERE m.zone_code = coalesce(a.unit_code, d.unit_code)) AS members
    FROM session s
    LEFT JOIN account a USING (account_id)
    LEFT JOIN device d USING (device_id)
    WHERE s.ended_at IS NULL AND s.expires_at > %(now)s
      AND a.disabled_at IS NULL AND d.revoked_at IS NULL
"""


def find_session(conn: Connection, token: str, now: datetime) -> Session | None:
    """The session that a cookie's token proves, or None."""
    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            f"{_FIND} AND s.token_sha256 = %(digest)s",  # noqa: S608 our own text
            {"digest": digest(token), "now": now} | demand_values(),
        )
        row = cursor.fetchone()
    return None if row is None else _session_of_row(row, csrf_of(token))


def end_reason_of(conn: Connection, token: str, now: datetime) -> str | None:
    """Why the session that this token proved is over; None for a token that never proved one."""
    row = conn.execute(
        """
        SELECT CASE WHEN a.disabled_at IS NOT NULL OR d.revoked_at IS NOT NULL THEN 'disabled'
                    WHEN s.end_reason IS NOT NULL THEN s.end_reason
                    WHEN s.expires_at <= %s THEN 'expired' END
        FROM session s LEFT JOIN account a USING (account_id) LEFT JOIN device d USING (device_id)
        WHERE s.token_sha256 = %s
        """,
        (now, digest(token)),
    ).fetchone()
    return None if row is None else row[0]


def list_sessions(conn: Connection, session_ids: list[UUID], now: datetime) -> dict[UUID, Session]:
    """Those of the sessions that still stand, by id; what they may do is read anew."""
    with conn.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            f"{_FIND} AND s.session_id = ANY(%(ids)s)",  # noqa: S608 our own text
            {"ids": session_ids, "now": now} | demand_values(),
        )
        return {row["session_id"]: _session_of_row(row, "") for row in cursor}


_DEVICE_ROLES = {"tablet": Role.FIELD, "wall": Role.WALL}


def _session_of_row(row: dict[str, Any], csrf: str) -> Session:
    role = Role(row["role"]) if row["role"] else _DEVICE_ROLES[row["purpose"]]
    actor = Actor(
        name=row["name"],
        role=role,
        unit_code=row["unit_code"],
        scope=scope_of_unit(row["unit_code"], tuple(row["members"])),
        clearance=CLEARANCES[role],
        account_id=row["account_id"],
        device_id=row["device_id"],
        session_id=row["session_id"],
        address=row["address"],
    )
    return Session(
        session_id=row["session_id"],
        actor=actor,
        csrf=csrf,
        locked=row["locked_at"] is not None,
        active_at=row["active_at"],
        expires_at=row["expires_at"],
        second_factor_at=row["second_factor_at"],
        display_name=row["display_name"],
        unlock_by=tuple(row["unlock_by"]),
        owes_factor=row["owes_factor"],
        view=row["view"],
    )


def insert_session(
    conn: Connection,
    token: str,
    *,
    account_id: int | None,
    device_id: int | None,
    now: datetime,
    expires_at: datetime,
    second_factor_at: datetime | None,
    address: str,
    agent: str,
) -> UUID:
    """Keep a new session; gives its id."""
    row = conn.execute(
        """
        INSERT INTO session (token_sha256, account_id, device_id, created_at, active_at, expires_at,
                             second_factor_at, address, agent)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING session_id
        """,
        (digest(token), account_id, device_id, now, now, expires_at, second_factor_at, address,
         agent[:200]),
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 RETURNING gives a row
    return UUID(str(row[0]))


def end_session(conn: Connection, session_id: UUID, now: datetime, reason: str) -> None:
    """It proves nothing any more; ending it twice keeps the first reason."""
    conn.execute(
        """
        UPDATE session SET ended_at = %s, end_reason = %s
        WHERE session_id = %s AND ended_at IS NULL
        """,
        (now, reason, session_id),
    )


def note_activity(conn: Connection, session_id: UUID, now: datetime) -> None:
    """Its person did something: the idle limit counts from here."""
    conn.execute("UPDATE session SET active_at = %s WHERE session_id = %s", (now, session_id))


def lock_session(conn: Connection, session_id: UUID, now: datetime) -> None:
    """Idle for too long: it stands, but answers nothing until it is unlocked."""
    conn.execute(
        "UPDATE session SET locked_at = %s WHERE session_id = %s AND locked_at IS NULL",
        (now, session_id),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """Whom a link lets in, and where to."""

    purpose: str
    account_id: int | None
    device_id: int | None
    opens: str


def take_link(conn: Connection, token: str, now: datetime) -> Entry | None:
    """Use a one-time link up, or find a wall link, which may be opened again; None for neither."""
    with conn.cursor(row_factory=class_row(Entry)) as cursor:
        cursor.execute(
            """
            UPDATE one_time_link l SET used_at = %(now)s
            WHERE token_sha256 = %(digest)s AND used_at IS NULL AND expires_at > %(now)s
            RETURNING purpose, account_id, device_id, opens
            """,
            {"now": now, "digest": digest(token)},
        )
        if (entry := cursor.fetchone()) is not None:
            return entry
        cursor.execute(
            """
            SELECT 'wall' AS purpose, NULL::integer AS account_id, device_id,
                   coalesce(view->>'page', '/wall') AS opens
            FROM device WHERE token_sha256 = %s AND purpose = 'wall' AND revoked_at IS NULL
            """,
            (digest(token),),
        )
        return cursor.fetchone()


def insert_link(
    conn: Connection,
    token: str,
    *,
    purpose: str,
    account_id: int | None = None,
    device_id: int | None = None,
    opens: str,
    created_by: str,
    expires_at: datetime,
) -> None:
    """Keep a link that lets in once."""
    conn.execute(
        """
        INSERT INTO one_time_link
            (token_sha256, purpose, account_id, device_id, opens, created_by, expires_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        (digest(token), purpose, account_id, device_id, opens, created_by, expires_at),
    )


def unit_name(conn: Connection, code: str) -> str:
    """The unit's name, or its code where the tree has none such."""
    row = conn.execute("SELECT name FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return code if row is None else str(row[0])
