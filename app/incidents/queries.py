"""SQL of incidents."""

from datetime import datetime
from typing import Any

from app.accounts.model import Label
from app.clock import IncidentClock
from app.database import Connection
from app.errors import NotFound
from app.incidents.model import ActiveResponse, Incident, ResponseTrack
from app.wording import Text
from app.worlds.model import REAL_WORLD_ID
from app.worlds.queries import COLUMNS, insert_exercise_world, world_of

# Any constant that no other lock has.
_INCIDENTS_LOCK = 7_240_004

_SELECT = f"""
    SELECT i.incident_id, i.kind, i.name, i.storm_id, i.opened_at, i.label, i.closed_at,
           {COLUMNS}
    FROM incident i JOIN world w USING (world_id)
"""  # noqa: S608 our own words


def get_incident(conn: Connection, incident_id: int) -> Incident:
    """The incident of that id. Raises NotFound."""
    incident = find_incident(conn, incident_id)
    if incident is None:
        raise NotFound(
            "E-INC-001",
            Text("没有这个事件", "No such incident"),
            Text(f"编号 {incident_id} 不存在", f"{incident_id} does not exist"),
            Text("回到首页重新进入", "Go back to the home page and enter again"),
        )
    return incident


def find_incident(conn: Connection, incident_id: int) -> Incident | None:
    """The incident of that id; None where there is none, or none that the reader may know of."""
    row = conn.execute(_SELECT + " WHERE i.incident_id = %s", (incident_id,)).fetchone()
    return None if row is None else _incident_of_row(row)


def list_open_incidents(conn: Connection) -> list[Incident]:
    """Those that are open and that the reader is cleared for: the real world's first, then newest.

    The first is what a screen shows that follows none by name: a drill never takes its place.
    """
    rows = conn.execute(
        _SELECT + " WHERE i.closed_at IS NULL ORDER BY w.exercise, i.incident_id DESC"
    ).fetchall()
    return [_incident_of_row(row) for row in rows]


def find_current_incident(conn: Connection) -> Incident | None:
    """The first of `list_open_incidents`, or None."""
    return next(iter(list_open_incidents(conn)), None)


def current_incident(conn: Connection) -> Incident:
    """As `find_current_incident`. Raises NotFound when none is open."""
    incident = find_current_incident(conn)
    if incident is None:
        raise NotFound(
            "E-INC-002",
            Text("现在没有事件", "There is no incident now"),
            Text("库里没有打开的事件", "No incident is open"),
            Text(
                "请市级规划员或指挥员打开一个", "Ask a planner or commander of the city to open one"
            ),
        )
    return incident


def insert_incident(
    conn: Connection,
    *,
    kind: str,
    name: str,
    storm_id: str | None,
    opened_at: datetime,
    world_id: int = REAL_WORLD_ID,
    label: Label = Label.INTERNAL,
) -> int:
    """Open an incident in a world; gives its id. `opened_at` is of the world's clock."""
    row = conn.execute(
        """
        INSERT INTO incident (kind, name, world_id, storm_id, opened_at, label)
        VALUES (%s, %s, %s, %s, %s, %s) RETURNING incident_id
        """,
        (kind, name, world_id, storm_id, opened_at, label),
    ).fetchone()
    assert row is not None  # noqa: S101 RETURNING of a plain INSERT always gives its row
    return int(row[0])


def insert_exercise(
    conn: Connection, *, kind: str, name: str, storm_id: str | None, clock: IncidentClock
) -> int:
    """Open an incident in a new exercise's world with that clock; gives the incident's id."""
    return insert_incident(
        conn,
        kind=kind,
        name=name,
        storm_id=storm_id,
        opened_at=clock.anchor_incident_at,
        world_id=insert_exercise_world(conn, name, clock),
    )


def lock_incidents(conn: Connection) -> None:
    """Let one incident be opened or closed at a time, until the transaction ends."""
    conn.execute("SELECT pg_advisory_xact_lock(%s)", (_INCIDENTS_LOCK,))


def list_incidents(conn: Connection, limit: int) -> list[Incident]:
    """Open and closed ones that the reader is cleared for, newest first."""
    rows = conn.execute(_SELECT + " ORDER BY i.incident_id DESC LIMIT %s", (limit,)).fetchall()
    return [_incident_of_row(row) for row in rows]


def close_incident(conn: Connection, incident_id: int, at: datetime) -> None:
    """Close it; what it holds stays to be read."""
    conn.execute("UPDATE incident SET closed_at = %s WHERE incident_id = %s", (at, incident_id))


def set_label(conn: Connection, incident_id: int, label: Label) -> None:
    """Give it another label; the rows that belong to it follow by their policies."""
    conn.execute("UPDATE incident SET label = %s WHERE incident_id = %s", (label, incident_id))


def storm_exists(conn: Connection, storm_id: str) -> bool:
    """Whether the storm is stored."""
    found = conn.execute("SELECT 1 FROM typhoon WHERE storm_id = %s", (storm_id,)).fetchone()
    return found is not None


def storm_span(conn: Connection, storm_id: str) -> tuple[datetime, datetime] | None:
    """First and last fix of a storm."""
    row = conn.execute(
        "SELECT min(fix_at), max(fix_at) FROM track_fix WHERE storm_id = %s", (storm_id,)
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1])


def list_active_responses(conn: Connection, incident_id: int, at: datetime) -> list[ActiveResponse]:
    """Responses in force at `at`, the highest level first."""
    rows = conn.execute(
        """
        SELECT track, level, issuer_unit, started_at
        FROM response_activation
        WHERE incident_id = %(incident)s AND started_at <= %(at)s
          AND (ended_at IS NULL OR ended_at > %(at)s)
        ORDER BY level NULLS LAST, track, issuer_unit
        """,
        {"incident": incident_id, "at": at},
    ).fetchall()
    return [ActiveResponse(ResponseTrack(row[0]), row[1], row[2], row[3]) for row in rows]


def _incident_of_row(row: tuple[Any, ...]) -> Incident:
    return Incident(*row[:5], label=Label(row[5]), closed_at=row[6], world=world_of(row[7:]))


def list_townships_touched(conn: Connection, geojson: str) -> dict[str, str]:
    """Each township that the geometry touches, with its county."""
    rows = conn.execute(
        """
        SELECT code, parent_code FROM admin_unit
        WHERE kind = 'township' AND ST_Intersects(geom, ST_SetSRID(ST_GeomFromGeoJSON(%s), 4326))
        """,
        (geojson,),
    )
    return {str(township): str(county) for township, county in rows}
