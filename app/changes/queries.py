"""SQL of what a bulletin changes: bulletins, vessels at sea, and what was announced already."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from app.changes.model import Craft
from app.database import Connection
from app.events.model import EventKind
from app.geo.sphere import EARTH_RADIUS_KM, Floats, unit_vectors


def list_bulletin_times(
    conn: Connection, storm_id: str, agency: str, until: datetime, limit: int = 2
) -> list[datetime]:
    """The newest moments up to `until` at which the agency said something, newest first."""
    rows = conn.execute(
        """
        SELECT issued_at FROM forecast_track
        WHERE storm_id = %(storm)s AND agency = %(agency)s AND issued_at <= %(until)s
        UNION
        SELECT fix_at FROM track_fix
        WHERE storm_id = %(storm)s AND agency = %(agency)s AND fix_at <= %(until)s
        ORDER BY 1 DESC LIMIT %(limit)s
        """,
        {"storm": storm_id, "agency": agency, "until": until, "limit": limit},
    ).fetchall()
    return [row[0] for row in rows]


# position_latest answers at once where its fix is not after the moment that is asked for.
_AFLOAT = """
    SELECT v.vessel_id, v.name, p.lon, p.lat, p.fix_at
    FROM position_latest l
    JOIN vessel v ON v.vessel_id = l.vessel_id AND v.kind <> 'net_buoy'
    CROSS JOIN LATERAL (
        SELECT l.lon, l.lat, l.fix_at WHERE l.fix_at <= %(at)s
        UNION ALL
        (SELECT h.lon, h.lat, h.fix_at FROM position_history h
         WHERE l.fix_at > %(at)s AND h.world_id = %(world)s AND h.vessel_id = l.vessel_id
           AND h.fix_at <= %(at)s AND h.fix_at > %(since)s
         ORDER BY h.fix_at DESC LIMIT 1)
    ) p
    WHERE l.world_id = %(world)s AND p.fix_at > %(since)s
    ORDER BY v.vessel_id
"""


def list_crafts(
    conn: Connection, world_id: int, at: datetime, heard_within: timedelta
) -> list[Craft]:
    """Vessels outside every harbour by their last position at `at`, with their nearest refuge."""
    rows = conn.execute(
        _AFLOAT, {"world": world_id, "at": at, "since": at - heard_within}
    ).fetchall()
    harbours = conn.execute(
        "SELECT name, is_refuge, radius_m / 1000, ST_X(geom), ST_Y(geom) FROM harbour"
    ).fetchall()
    if not rows or not any(harbour[1] for harbour in harbours):
        return []
    gaps = _gaps_km(rows, harbours)
    reach_km = np.array([float(harbour[2]) for harbour in harbours])
    in_port: list[bool] = np.any(gaps <= reach_km, axis=1).tolist()
    refuges = np.flatnonzero([bool(harbour[1]) for harbour in harbours])
    nearest: list[int] = refuges[gaps[:, refuges].argmin(axis=1)].tolist()
    return [
        Craft(*row, port=harbours[port][0], port_km=float(gaps[index, port]))
        for index, (row, port) in enumerate(zip(rows, nearest, strict=True))
        if not in_port[index]
    ]


def _gaps_km(rows: Sequence[tuple[Any, ...]], harbours: Sequence[tuple[Any, ...]]) -> Floats:
    """Kilometres from every vessel to every harbour: one product of unit vectors."""
    here, there = (
        unit_vectors(*(np.array([row[column] for row in table], float) for column in columns))
        for table, columns in ((rows, (2, 3)), (harbours, (3, 4)))
    )
    return EARTH_RADIUS_KM * np.arccos(np.clip(here @ there.T, -1, 1))


def find_briefed_at(conn: Connection, incident_id: int, subject: str) -> datetime | None:
    """Issue time of the bulletin of that storm and agency that was briefed last."""
    row = conn.execute(
        """
        SELECT valid_at FROM event
        WHERE incident_id = %s AND kind = %s AND subject = %s
        ORDER BY seq DESC LIMIT 1
        """,
        (incident_id, EventKind.CHANGE_BRIEFED, subject),
    ).fetchone()
    return None if row is None else row[0]


def list_announced(
    conn: Connection, incident_id: int, storm_id: str, until: datetime
) -> list[dict[str, Any]]:
    """The storm events that were announced in an incident and known by `until`, in order."""
    rows = conn.execute(
        """
        SELECT payload FROM event
        WHERE incident_id = %s AND kind = %s AND subject = %s AND valid_at <= %s
        ORDER BY seq
        """,
        (incident_id, EventKind.STORM_EVENT, storm_id, until),
    ).fetchall()
    return [row[0] for row in rows]
