"""SQL of devices."""

from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import kwargs_row
from psycopg.types.json import Jsonb

from app.accounts.session_model import digest
from app.administration.devices.model import Device, Purpose
from app.database import Connection

_SELECT: LiteralString = """
    SELECT d.device_id, d.label, d.purpose, d.unit_code, coalesce(u.name, d.unit_code) AS unit_name,
           d.view->>'page' AS page, d.created_by, d.created_at, d.revoked_at,
           greatest(d.last_seen_at, (SELECT max(s.active_at) FROM session s
                                     WHERE s.device_id = d.device_id)) AS last_seen_at,
           EXISTS (SELECT 1 FROM session s WHERE s.device_id = d.device_id) AS enrolled
    FROM device d LEFT JOIN admin_unit u ON u.code = d.unit_code
"""


def list_devices(conn: Connection) -> list[Device]:
    """Every device, the newest first."""
    return _select_devices(conn, _SELECT + " ORDER BY d.device_id DESC", ())


def find_device(conn: Connection, device_id: int) -> Device | None:
    """The device of that number."""
    return next(
        iter(_select_devices(conn, _SELECT + " WHERE d.device_id = %s", (device_id,))), None
    )


def _select_devices(
    conn: Connection, query: LiteralString, values: tuple[object, ...]
) -> list[Device]:
    with conn.cursor(row_factory=kwargs_row(_device_of_row)) as cursor:
        return cursor.execute(query, values).fetchall()


def _device_of_row(**row: Any) -> Device:
    return Device(purpose=Purpose(row.pop("purpose")), **row)


def insert_device(
    conn: Connection,
    *,
    label: str,
    purpose: Purpose,
    unit_code: str,
    page: str | None,
    token: str | None,
    created_by: str,
) -> int:
    """Keep a new device with the digest of its token; gives its number."""
    row = conn.execute(
        """
        INSERT INTO device (label, purpose, unit_code, view, token_sha256, created_by)
        VALUES (%s, %s, %s, %s, %s, %s) RETURNING device_id
        """,
        (label, purpose, unit_code, None if page is None else Jsonb({"page": page}),
         None if token is None else digest(token), created_by),
    ).fetchone()  # fmt: skip
    assert row is not None  # noqa: S101 RETURNING gives a row
    return int(row[0])


def insert_enrolment(
    conn: Connection, token: str, device_id: int, opens: str, created_by: str, expires_at: datetime
) -> None:
    """A link that a tablet enrols by, once; an earlier one of it opens nothing any more."""
    conn.execute("DELETE FROM one_time_link WHERE device_id = %s AND used_at IS NULL", (device_id,))
    conn.execute(
        """
        INSERT INTO one_time_link (token_sha256, purpose, device_id, opens, created_by, expires_at)
        VALUES (%s, 'enrol', %s, %s, %s, %s)
        """,
        (digest(token), device_id, opens, created_by, expires_at),
    )


def revoke(conn: Connection, device_id: int, now: datetime) -> None:
    """Its token, links and sessions open nothing any more."""
    conn.execute(
        "UPDATE device SET revoked_at = %s WHERE device_id = %s AND revoked_at IS NULL",
        (now, device_id),
    )
    conn.execute("DELETE FROM one_time_link WHERE device_id = %s AND used_at IS NULL", (device_id,))
    conn.execute(
        """
        UPDATE session SET ended_at = %s, end_reason = 'revoked'
        WHERE device_id = %s AND ended_at IS NULL
        """,
        (now, device_id),
    )
