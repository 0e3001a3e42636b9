"""SQL of the register of households; persons go in and come out sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from psycopg.rows import class_row

from app.database import Connection
from app.people.model import Household, HouseholdEntry

_HOUSEHOLD = """
    SELECT h.household_id, h.village_code, u.name AS village, h.grid, h.house_number, h.address,
           h.groups, h.hazard_code, h.people, h.mobility_limited, h.vehicle, h.shelter_code,
           s.name AS shelter, h.origin, h.version, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat,
           h.persons_sealed AS sealed
    FROM household h
    JOIN admin_unit u ON u.code = h.village_code
    LEFT JOIN shelter s ON s.code = h.shelter_code
"""


def list_households(conn: Connection, unit: str, limit: int, offset: int) -> list[Household]:
    """Those of a unit that the actor sees, by door."""
    with conn.cursor(row_factory=class_row(Household)) as cursor:
        return cursor.execute(
            _HOUSEHOLD
            + "WHERE h.struck_at IS NULL AND starts_with(h.village_code, %s)"
            + " ORDER BY h.village_code, h.household_id LIMIT %s OFFSET %s",
            (unit, limit, offset),
        ).fetchall()


def count_households(conn: Connection, unit: str) -> tuple[int, int]:
    """Households and people of a unit that the actor sees."""
    row = conn.execute(
        "SELECT count(*), coalesce(sum(people), 0) FROM household"
        " WHERE struck_at IS NULL AND starts_with(village_code, %s)",
        (unit,),
    ).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def find_household(conn: Connection, household_id: int, *, lock: bool = False) -> Household | None:
    """One that the actor sees, or None."""
    end: LiteralString = " FOR NO KEY UPDATE OF h" if lock else ""
    with conn.cursor(row_factory=class_row(Household)) as cursor:
        return cursor.execute(
            _HOUSEHOLD + "WHERE h.household_id = %s AND h.struck_at IS NULL" + end, (household_id,)
        ).fetchone()


def insert_household(conn: Connection, entry: HouseholdEntry, sealed: bytes | None, by: str) -> int:
    """Add one; gives its number."""
    row = conn.execute(
        """
        INSERT INTO household (village_code, grid, house_number, address, groups, hazard_code,
                               people, mobility_limited, vehicle, shelter_code, geom,
                               persons_sealed, changed_by)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
                ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s, %s) RETURNING household_id
        """,
        (*_values(entry), sealed, by),
    ).fetchone()
    return 0 if row is None else int(row[0])


def update_household(
    conn: Connection, household_id: int, entry: HouseholdEntry, sealed: bytes | None, by: str
) -> None:
    """Write it anew under the next version. What moves is counted by no site of before."""
    conn.execute(
        """
        UPDATE household SET village_code = %s, grid = %s, house_number = %s, address = %s,
               groups = %s, hazard_code = %s, people = %s, mobility_limited = %s, vehicle = %s,
               shelter_code = %s, geom = ST_SetSRID(ST_MakePoint(%s, %s), 4326),
               persons_sealed = %s, changed_by = %s, version = version + 1
        WHERE household_id = %s
        """,
        (*_values(entry), sealed, by, household_id),
    )


def _values(entry: HouseholdEntry) -> Sequence[object]:
    return (
        entry.village_code, entry.grid, entry.house_number, entry.address,
        [str(code) for code in entry.groups], entry.hazard_code, entry.people,
        entry.mobility_limited, entry.vehicle, entry.shelter_code, entry.lon, entry.lat,
    )  # fmt: skip


def strike_household(conn: Connection, household_id: int, by: str, at: datetime) -> None:
    """Take one off the register; it stays where it was listed."""
    conn.execute(
        "UPDATE household SET struck_at = %s, changed_by = %s, version = version + 1"
        " WHERE household_id = %s",
        (at, by, household_id),
    )


def is_village(conn: Connection, code: str) -> bool:
    """Whether a code is a village's."""
    row = conn.execute(
        "SELECT 1 FROM admin_unit WHERE code = %s AND kind = 'village'", (code,)
    ).fetchone()
    return row is not None


def wipe_struck_before(conn: Connection, before: datetime) -> int:
    """Forget who was struck off the register before a moment; how many households."""
    return conn.execute(
        "UPDATE household SET persons_sealed = NULL"
        " WHERE struck_at < %s AND persons_sealed IS NOT NULL",
        (before,),
    ).rowcount


def wipe_words_before(conn: Connection, before: datetime) -> int:
    """Forget the free words of reports of roll-calls that ended before a moment; how many."""
    return conn.execute(
        """
        UPDATE roll_call_report p SET place = '', note = ''
        FROM roll_call_line l JOIN roll_call r USING (roll_call_id)
        WHERE p.line_id = l.line_id AND r.end_recorded_at < %s AND (p.place <> '' OR p.note <> '')
        """,
        (before,),
    ).rowcount
