"""SQL of the chain of responsibility: units with those above them, posts, seats."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg.rows import class_row

from app.database import Connection
from app.tasks.model import ChainPost, ChainUnit, TaskLevel


@dataclass(frozen=True, slots=True)
class UnitSeat:
    """Where a unit has its seat."""

    code: str
    lon: float
    lat: float


def load_chain(conn: Connection, codes: Sequence[str]) -> dict[str, ChainUnit]:
    """These units and every unit above them."""
    rows = conn.execute(
        """
        WITH RECURSIVE chain AS (
            SELECT code, kind, parent_code FROM admin_unit WHERE code = ANY(%s)
            UNION
            SELECT u.code, u.kind, u.parent_code
            FROM admin_unit u JOIN chain c ON u.code = c.parent_code
        )
        SELECT code, kind, parent_code FROM chain
        """,
        (list(codes),),
    ).fetchall()
    return {code: ChainUnit(code, TaskLevel(kind), above) for code, kind, above in rows}


def list_units_below(conn: Connection, unit: str, level: str) -> list[ChainUnit]:
    """Units of a level that lie in a unit, itself where it is of the level."""
    rows = conn.execute(
        """
        WITH RECURSIVE below AS (
            SELECT code, kind, parent_code FROM admin_unit WHERE code = %(unit)s
            UNION
            SELECT u.code, u.kind, u.parent_code FROM admin_unit u JOIN below b
            ON u.parent_code = b.code OR u.code IN (
                SELECT m.township_code FROM functional_zone_member m WHERE m.zone_code = b.code)
        )
        SELECT code, kind, parent_code FROM below WHERE kind = %(level)s ORDER BY code
        """,
        {"unit": unit, "level": level},
    ).fetchall()
    return [ChainUnit(code, TaskLevel(kind), above) for code, kind, above in rows]


def list_posts(conn: Connection, units: Sequence[str]) -> list[ChainPost]:
    """The posts of these units that the actor sees."""
    with conn.cursor(row_factory=class_row(ChainPost)) as cursor:
        return cursor.execute(
            "SELECT code, unit_code, role, name FROM post WHERE unit_code = ANY(%s) ORDER BY code",
            (list(units),),
        ).fetchall()


def find_post(conn: Connection, code: str) -> ChainPost | None:
    """A post that the actor sees, or None."""
    with conn.cursor(row_factory=class_row(ChainPost)) as cursor:
        return cursor.execute(
            "SELECT code, unit_code, role, name FROM post WHERE code = %s", (code,)
        ).fetchone()


def find_chain_unit(conn: Connection, code: str) -> ChainUnit | None:
    """A unit, or None."""
    return load_chain(conn, [code]).get(code)


def unit_name(conn: Connection, code: str) -> str:
    """A unit's name; of what is no unit its code."""
    row = conn.execute("SELECT name FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return code if row is None else str(row[0])


def list_seats(conn: Connection, codes: Sequence[str]) -> dict[str, UnitSeat]:
    """Seats of these units; one without a seat has a point inside its outline."""
    with conn.cursor(row_factory=class_row(UnitSeat)) as cursor:
        rows = cursor.execute(
            """
            SELECT code, ST_X(place) AS lon, ST_Y(place) AS lat
            FROM (SELECT code, coalesce(seat, ST_PointOnSurface(geom)) AS place FROM admin_unit
                  WHERE code = ANY(%s)) located
            WHERE place IS NOT NULL
            """,
            (list(codes),),
        ).fetchall()
    return {row.code: row for row in rows}
