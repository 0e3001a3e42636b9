"""SQL of units and of who answers for them."""

from dataclasses import asdict, dataclass

from psycopg.rows import class_row

from app.administration.units.model import Answerable, TreeUnit
from app.database import Connection


@dataclass(frozen=True, slots=True)
class NewPost:
    """A unit's post as it begins; `deputy`: it is the deputy that is told, not the holder."""

    code: str
    unit_code: str
    role: str
    title: str
    pinyin: str
    initials: str
    deputy: bool


@dataclass(frozen=True, slots=True)
class ImportedUnit:
    """A unit as a file gives it, with what follows from its code and name; outline as WKB."""

    code: str
    parent_code: str | None
    level: str
    name: str
    pinyin: str
    initials: str
    wkb: bytes


def find_unit(conn: Connection, code: str) -> str | None:
    """The unit's name, or None where the tree has none such."""
    row = conn.execute("SELECT name FROM admin_unit WHERE code = %s", (code,)).fetchone()
    return None if row is None else str(row[0])


def list_units(conn: Connection) -> list[TreeUnit]:
    """The tree, flat: every unit with the one above it, a functional zone with its townships."""
    with conn.cursor(row_factory=class_row(TreeUnit)) as cursor:
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


def list_answerable(conn: Connection, unit_code: str) -> list[Answerable]:
    """Who answers for the unit, in the clear: mask before it leaves the server."""
    with conn.cursor(row_factory=class_row(Answerable)) as cursor:
        return cursor.execute(
            """
            SELECT position, name, phone FROM (
                SELECT role AS position, holder AS name, phone, unit_code FROM post
                UNION ALL
                SELECT 'deputy', deputy, deputy_phone, unit_code FROM post
                WHERE role = 'responsible'
            ) held
            WHERE unit_code = %s AND position <> 'grid' AND name IS NOT NULL AND phone IS NOT NULL
            ORDER BY array_position(ARRAY['responsible', 'deputy', 'duty'], position)
            """,
            (unit_code,),
        ).fetchall()


def put_answerable(conn: Connection, post: NewPost, name: str, phone: str) -> None:
    """Set who holds a post of a unit, or who stands in; the post appears with its first."""
    conn.execute(
        """
        INSERT INTO post (code, unit_code, role, name, pinyin, initials, holder, phone, deputy,
                          deputy_phone)
        VALUES (%(code)s, %(unit_code)s, %(role)s, %(title)s, %(pinyin)s, %(initials)s,
                CASE WHEN %(deputy)s THEN NULL ELSE %(name)s END,
                CASE WHEN %(deputy)s THEN NULL ELSE %(phone)s END,
                CASE WHEN %(deputy)s THEN %(name)s END, CASE WHEN %(deputy)s THEN %(phone)s END)
        ON CONFLICT (unit_code, role) WHERE role <> 'grid' DO UPDATE
        SET holder = CASE WHEN %(deputy)s THEN post.holder ELSE excluded.holder END,
            phone = CASE WHEN %(deputy)s THEN post.phone ELSE excluded.phone END,
            deputy = coalesce(excluded.deputy, post.deputy),
            deputy_phone = coalesce(excluded.deputy_phone, post.deputy_phone)
        """,
        {**asdict(post), "name": name, "phone": phone},
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


def levels_of(conn: Connection, codes: list[str]) -> dict[str, str]:
    """Those of `codes` that the tree has, with their level."""
    rows = conn.execute("SELECT code, kind FROM admin_unit WHERE code = ANY(%s)", (codes,))
    return {str(row[0]): str(row[1]) for row in rows}


def outlines_of(conn: Connection, codes: list[str]) -> dict[str, bytes | None]:
    """Those of `codes` that the tree has, with their outline as WKB; None where it has none."""
    rows = conn.execute(
        "SELECT code, ST_AsBinary(geom) FROM admin_unit WHERE code = ANY(%s)", (codes,)
    )
    return {str(row[0]): None if row[1] is None else bytes(row[1]) for row in rows}


def upsert_unit(conn: Connection, unit: ImportedUnit) -> None:
    """Enter a unit, or change its name and outline. People and seat that are known stay.

    A new one's seat is a point inside it until the office says where its seat is.
    """
    conn.execute(
        """
        INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate, seat,
                                geom)
        SELECT %(code)s, %(parent_code)s, %(level)s, %(name)s, %(pinyin)s, %(initials)s, false,
               ST_PointOnSurface(given.geom), ST_Multi(given.geom)
        FROM (SELECT ST_GeomFromWKB(%(wkb)s, 4326) AS geom) given
        ON CONFLICT (code) DO UPDATE
        SET parent_code = excluded.parent_code, name = excluded.name, pinyin = excluded.pinyin,
            initials = excluded.initials, approximate = false, geom = excluded.geom,
            seat = coalesce(admin_unit.seat, excluded.seat)
        """,
        asdict(unit),
    )
