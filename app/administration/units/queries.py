"""SQL of units and of who answers for them."""

from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from app.database import Connection


def find_unit(conn: Connection, code: str) -> str | None:
    """The unit's name, or None where the tree has none such."""
    row = conn.execute("SELECT name FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])


def list_units(conn: Connection) -> list[dict[str, Any]]:
    """The tree, flat: every unit with the one above it, a functional zone with its townships."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            """
            SELECT u.code, u.name, u.kind AS level, u.parent_code,
                   ARRAY(SELECT m.township_code FROM functional_zone_member m
                         WHERE m.zone_code = u.code ORDER BY 1) AS members,
                   (SELECT count(*) FROM account a
                    WHERE a.unit_code = u.code AND a.disabled_at IS NULL) AS accounts
            FROM admin_unit u WHERE u.kind <> 'grid' ORDER BY u.code
            """
        ).fetchall()


def list_answerable(conn: Connection, unit_code: str) -> list[dict[str, Any]]:
    """Who answers for the unit, in the clear: mask before it leaves the server."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            """
            SELECT position, name, phone FROM responsibility WHERE unit_code = %s
            ORDER BY array_position(ARRAY['responsible', 'deputy', 'duty'], position)
            """,
            (unit_code,),
        ).fetchall()


def put_answerable(
    conn: Connection, unit_code: str, position: str, name: str, phone: str, actor: str,
    now: datetime,
) -> None:  # fmt: skip
    """Set who holds a position."""
    conn.execute(
        """
        INSERT INTO responsibility (unit_code, position, name, phone, changed_by, changed_at)
        VALUES (%s, %s, %s, %s, %s, %s)
        ON CONFLICT (unit_code, position) DO UPDATE
        SET name = excluded.name, phone = excluded.phone, changed_by = excluded.changed_by,
            changed_at = excluded.changed_at
        """,
        (unit_code, position, name, phone, actor, now),
    )


def insert_zone(conn: Connection, code: str, name: str, pinyin: str, initials: str) -> None:
    """A functional zone below the city; it has no outline of its own."""
    conn.execute(
        """
        INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)
        VALUES (%s, '330900', 'functional_zone', %s, %s, %s, true)
        ON CONFLICT (code) DO UPDATE
        SET name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials
        WHERE admin_unit.kind = 'functional_zone'
        """,
        (code, name, pinyin, initials),
    )


def replace_members(conn: Connection, zone_code: str, townships: list[str]) -> None:
    """The townships that a functional zone consists of."""
    conn.execute("DELETE FROM functional_zone_member WHERE zone_code = %s", (zone_code,))
    for township in townships:
        conn.execute("INSERT INTO functional_zone_member VALUES (%s, %s)", (zone_code, township))


def unit_level(conn: Connection, code: str) -> str | None:
    """city, county, functional_zone, township or village; None where there is none such."""
    row = conn.execute("SELECT kind FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])
