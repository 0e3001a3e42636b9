"""SQL of the proposal: who stands in the registers, and the townships' land."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from app.database import Connection
from app.exposure.model import GroupCode
from app.proposal.model import DueSite

_SITES = """
    WITH due AS (
        SELECT s.site_id, s.village_code, s.geom, g.group_code, g.people
        FROM population_site s CROSS JOIN LATERAL (
            SELECT group_code, people FROM population_group p WHERE p.site_id = s.site_id
            UNION ALL SELECT 'visitor', s.visitors WHERE s.visitors > 0) g
        WHERE g.group_code = ANY(%(groups)s)
    )
    SELECT d.site_id::text AS site, ST_X(d.geom) AS lon, ST_Y(d.geom) AS lat,
           v.code AS village_code, v.name AS village, t.code AS township_code,
           t.name AS township, coalesce(t.parent_code, '') AS county_code,
           d.group_code AS "group", d.people,
           EXISTS (SELECT FROM evacuation_zone z
                   WHERE z.incident_id = %(incident)s AND z.state = 'draft'
                     AND d.group_code = ANY(z.due_groups) AND ST_Covers(z.geom, d.geom)) AS zoned
    FROM due d JOIN admin_unit v ON v.code = d.village_code
         JOIN admin_unit t ON t.code = v.parent_code AND t.kind = 'township'
    WHERE starts_with(t.code, %(area)s)
    ORDER BY t.code, d.group_code, d.site_id
"""


def list_due_sites(
    conn: Connection, incident_id: int, groups: frozenset[GroupCode], area: str
) -> list[DueSite]:
    """People of `groups` in the units whose code begins with `area`; empty is the whole city."""
    rows = conn.execute(
        _SITES,
        {"incident": incident_id, "groups": [str(each) for each in groups], "area": area},
    )
    return [
        DueSite(*row[:8], group=GroupCode(row[8]), people=row[9], zoned=row[10]) for row in rows
    ]


def list_lands(conn: Connection, townships: Sequence[str]) -> dict[str, BaseGeometry]:
    """The land of each township that has an outline."""
    rows = conn.execute(
        """
        SELECT code, ST_AsBinary(geom) FROM admin_unit
        WHERE code = ANY(%s) AND geom IS NOT NULL
        """,
        (list(townships),),
    ).fetchall()
    return {row[0]: shapely.from_wkb(row[1]) for row in rows}


def find_area_name(conn: Connection, code: str) -> str | None:
    """The name of a county or township; None when there is no such unit."""
    row = conn.execute(
        "SELECT name FROM admin_unit WHERE code = %s AND kind IN ('county', 'township')", (code,)
    ).fetchone()
    return None if row is None else str(row[0])
