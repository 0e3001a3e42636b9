"""SQL of vessels: register, card, track. The high-risk rule is sources#fishing-vessels."""

from datetime import datetime, timedelta
from typing import Any, LiteralString

from psycopg.rows import class_row

from app.configuration.queries import value
from app.database import Connection
from app.errors import NotFound
from app.vessels.model import Refusal, Vessel, VesselCard, VesselFix, visitor
from app.wording import Text

MAX_TRACK_POINTS = 5000
_SELECT_VESSEL = """
    SELECT v.vessel_id, v.registered, v.name, v.mmsi, v.beidou_id, v.kind, v.gear, v.length_m,
           v.power_kw, v.crew_rated, v.crew_aboard, v.wind_rating, h.name AS home_harbour,
           c.name AS county, t.name AS township,
           coalesce(v.gear IN ('sail_stow', 'crab_pot') AND v.crew_aboard >= %(high_risk_crew)s,
                    false) AS high_risk
    FROM vessel v
    LEFT JOIN harbour h ON h.harbour_id = v.home_harbour_id
    LEFT JOIN admin_unit c ON c.code = v.county_code
    LEFT JOIN admin_unit t ON t.code = v.township_code
"""
_SELECT_FIX = "SELECT fix_at, lon, lat, sog_kn, cog_deg, heading_deg, source FROM position_history"


def get_vessel(conn: Connection, world_id: int, vessel_id: int) -> Vessel:
    """The vessel of that id, or what a county may know of a visitor. Raises NotFound."""
    vessel = _find_vessel(conn, vessel_id) or _find_visitor(conn, world_id, vessel_id)
    if vessel is None:
        raise NotFound(
            "E-VES-001",
            Text("没有这条船", "No such vessel"),
            Text(f"编号 {vessel_id} 不在册", f"{vessel_id} is not in the register"),
            Text("在图上重新点选", "Choose it on the map again"),
        )
    return vessel


def _find_vessel(conn: Connection, vessel_id: int) -> Vessel | None:
    with conn.cursor(row_factory=class_row(Vessel)) as cursor:
        cursor.execute(
            _SELECT_VESSEL + " WHERE v.vessel_id = %(vessel_id)s",
            {"vessel_id": vessel_id, "high_risk_crew": value(conn, "vessel.high_risk_crew")},
        )
        return cursor.fetchone()


def _find_visitor(conn: Connection, world_id: int, vessel_id: int) -> Vessel | None:
    """Another county's vessel inside the asking county's sea area: its name and kind."""
    row = conn.execute(
        "SELECT name, kind FROM visiting_vessels(%s) WHERE vessel_id = %s",
        (world_id, vessel_id),
    ).fetchone()
    return None if row is None else visitor(vessel_id, *row)


def list_vessels(conn: Connection, *, after: int, limit: int) -> list[Vessel]:
    """A page of the register by id, after `after`."""
    with conn.cursor(row_factory=class_row(Vessel)) as cursor:
        cursor.execute(
            _SELECT_VESSEL + " WHERE v.vessel_id > %(after)s ORDER BY v.vessel_id LIMIT %(limit)s",
            {"after": after, "limit": limit,
             "high_risk_crew": value(conn, "vessel.high_risk_crew")},
        )  # fmt: skip
        return cursor.fetchall()


def get_card(conn: Connection, world_id: int, vessel_id: int, at: datetime) -> VesselCard:
    """The vessel, its last fix at or before `at`, and what of it was refused. Raises NotFound."""
    vessel = get_vessel(conn, world_id, vessel_id)
    fix = find_fix(conn, world_id, vessel_id, at)
    if fix is None and vessel.visiting:
        fix = _find_latest(conn, world_id, vessel_id, at)
    return VesselCard(
        vessel=vessel,
        fix=fix,
        age_s=None if fix is None else (at - fix.fix_at).total_seconds(),
        harbour=None if fix is None else _find_harbour(conn, fix),
        refusals=_list_refusals(conn, world_id, vessel_id),
    )


def find_fix(conn: Connection, world_id: int, vessel_id: int, at: datetime) -> VesselFix | None:
    """The last fix at or before `at`."""
    return next(iter(_select_fixes(
        conn,
        " WHERE world_id = %(world_id)s AND vessel_id = %(vessel_id)s AND fix_at <= %(at)s"
        " ORDER BY fix_at DESC LIMIT 1",
        {"world_id": world_id, "vessel_id": vessel_id, "at": at},
    )), None)  # fmt: skip


def _find_latest(conn: Connection, world_id: int, vessel_id: int, at: datetime) -> VesselFix | None:
    """A visitor's latest fix when it is not after `at`: its history is its own county's."""
    with conn.cursor(row_factory=class_row(VesselFix)) as cursor:
        cursor.execute(
            """
            SELECT fix_at, lon, lat, sog_kn, cog_deg, heading_deg, source FROM position_latest
            WHERE world_id = %s AND vessel_id = %s AND fix_at <= %s
            """,
            (world_id, vessel_id, at),
        )
        return cursor.fetchone()


def list_track(
    conn: Connection, world_id: int, vessel_id: int, until: datetime, span: timedelta
) -> list[VesselFix]:
    """Fixes of the last `span` before `until`, oldest first; at most the newest 5,000."""
    newest_first = _select_fixes(
        conn,
        " WHERE world_id = %(world_id)s AND vessel_id = %(vessel_id)s"
        " AND fix_at > %(since)s AND fix_at <= %(until)s ORDER BY fix_at DESC LIMIT %(limit)s",
        {"world_id": world_id, "vessel_id": vessel_id, "since": until - span,
         "until": until, "limit": MAX_TRACK_POINTS},
    )  # fmt: skip
    return newest_first[::-1]


def _select_fixes(
    conn: Connection, condition: LiteralString, arguments: dict[str, Any]
) -> list[VesselFix]:
    with conn.cursor(row_factory=class_row(VesselFix)) as cursor:
        cursor.execute(_SELECT_FIX + condition, arguments)
        return cursor.fetchall()


def _find_harbour(conn: Connection, fix: VesselFix) -> str | None:
    row = conn.execute(
        """
        SELECT name FROM harbour,
               LATERAL (SELECT ST_Distance(geom::geography,
                               ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography) AS distance_m) d
        WHERE distance_m <= radius_m ORDER BY distance_m LIMIT 1
        """,
        (fix.lon, fix.lat),
    ).fetchone()
    return None if row is None else str(row[0])


def _list_refusals(conn: Connection, world_id: int, vessel_id: int) -> list[Refusal]:
    with conn.cursor(row_factory=class_row(Refusal)) as cursor:
        cursor.execute(
            """
            SELECT reason, fix_at, recorded_at, lon, lat FROM position_rejection
            WHERE world_id = %s AND vessel_id = %s ORDER BY recorded_at DESC LIMIT 5
            """,
            (world_id, vessel_id),
        )
        return cursor.fetchall()
