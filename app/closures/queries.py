"""SQL of closures; rows are only ever added."""

from datetime import datetime
from typing import LiteralString

from psycopg.rows import class_row

from app.closures.model import (
    ClosureKind,
    ClosureOrigin,
    NewStatement,
    StatedClosures,
    Statement,
    Thing,
    gather,
)
from app.database import Connection
from app.incidents.model import Incident

_ROAD = """
    SELECT t.kind, t.object, t.name, t.edge_ids, counties_touched(t.geom) AS counties,
           ST_X(mark) AS lon, ST_Y(mark) AS lat
    FROM (
        SELECT CASE WHEN e.bridge IS NULL THEN 'road' ELSE 'bridge' END AS kind,
               coalesce(e.bridge, e.edge_id::text) AS object,
               coalesce(e.bridge, e.name, e.road_class) AS name,
               array_agg(o.edge_id ORDER BY o.edge_id) AS edge_ids, ST_Collect(o.geom) AS geom
        FROM road_edge e
        JOIN road_edge o ON o.edge_id = e.edge_id OR o.bridge = e.bridge
        WHERE e.edge_id = %(number)s OR e.bridge = %(object)s
        GROUP BY e.edge_id, e.bridge, e.name, e.road_class ORDER BY e.edge_id LIMIT 1
    ) t, LATERAL (SELECT ST_ClosestPoint(t.geom, ST_Centroid(t.geom)) AS mark) m
"""
_LINE = """
    SELECT 'ferry_line' AS kind, l.line_id::text AS object, l.name, '{}'::int[] AS edge_ids,
           ARRAY(SELECT DISTINCT h.county_code FROM harbour h
                 WHERE h.harbour_id IN (l.from_harbour_id, l.to_harbour_id)
                   AND h.county_code IS NOT NULL ORDER BY 1) AS counties,
           ST_X(mark) AS lon, ST_Y(mark) AS lat
    FROM ferry_line l, LATERAL (SELECT ST_LineInterpolatePoint(l.geom, 0.5) AS mark) m
    WHERE l.line_id = %(number)s OR l.name = %(object)s
    ORDER BY l.line_id LIMIT 1
"""
_SCENIC = """
    SELECT 'scenic_area' AS kind, t.scenic_id::text AS object, t.name, '{}'::int[] AS edge_ids,
           counties_touched(t.geom) AS counties, ST_X(mark) AS lon, ST_Y(mark) AS lat
    FROM scenic_area t, LATERAL (SELECT ST_PointOnSurface(t.geom) AS mark) m
    WHERE t.scenic_id = %(number)s OR t.name = %(object)s
    ORDER BY t.scenic_id LIMIT 1
"""
_HERE = "SELECT counties_touched(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326))"
_THINGS: dict[ClosureKind, LiteralString] = {
    ClosureKind.BRIDGE: _ROAD,
    ClosureKind.ROAD: _ROAD,
    ClosureKind.FERRY_LINE: _LINE,
    ClosureKind.SCENIC_AREA: _SCENIC,
}
_SELECT = """
    SELECT entry_id, kind, object, name, edge_ids, state, from_at, until_at, issuer, reason,
           limit_force, origin, lifts, said_at, recorded_at, recorded_by, county_code,
           ST_X(geom) AS lon, ST_Y(geom) AS lat
    FROM closure_entry
"""
# What was said after a moment to which the clock has been set back since is taken back.
_KNOWN = """
    WHERE world_id = %(world)s AND said_at <= %(at)s
      AND NOT (recorded_at < %(anchor_real)s AND said_at > %(anchor)s)
    ORDER BY entry_id
"""
_INSERT = """
    INSERT INTO closure_entry (world_id, kind, object, name, edge_ids, state, from_at, until_at,
        issuer, reason, limit_force, origin, lifts, said_at, recorded_by, county_code, geom)
    VALUES (%(world)s, %(kind)s, %(object)s, %(name)s, %(edge_ids)s, %(state)s, %(from_at)s,
        %(until_at)s, %(issuer)s, %(reason)s, %(limit_force)s, %(origin)s, %(lifts)s, %(said_at)s,
        %(recorded_by)s, %(county)s, ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326))
    RETURNING entry_id
"""


def find_thing(conn: Connection, kind: ClosureKind, object_key: str) -> Thing | None:
    """A bridge, road, line or scenic area; a stretch that is part of a bridge is that bridge."""
    digits = object_key.isdecimal() and len(object_key) < 10
    asked = {"object": object_key, "number": int(object_key) if digits else None}
    with conn.cursor(row_factory=class_row(Thing)) as cursor:
        return cursor.execute(_THINGS[kind], asked).fetchone()


def list_counties_at(conn: Connection, lon: float, lat: float) -> list[str]:
    """The county that a place on land lies in."""
    row = conn.execute(_HERE, {"lon": lon, "lat": lat}).fetchone()
    return [] if row is None else row[0]


def list_known(conn: Connection, incident: Incident, at: datetime) -> list[Statement]:
    """Everything said in the incident's world up to `at`, in the order it was said."""
    clock = incident.clock
    asked = {
        "world": incident.world.world_id,
        "at": at,
        "anchor_real": clock.anchor_real_at,
        "anchor": clock.anchor_incident_at,
    }
    with conn.cursor(row_factory=class_row(Statement)) as cursor:
        return cursor.execute(_SELECT + _KNOWN, asked).fetchall()


def load_said(conn: Connection, incident: Incident, at: datetime) -> StatedClosures:
    """What is known at `at`, as the network and the timing ask for it."""
    return gather(list_known(conn, incident, at))


def insert_entry(
    conn: Connection,
    incident: Incident,
    thing: Thing,
    new: NewStatement,
    *,
    origin: ClosureOrigin,
    said_at: datetime,
    by: str,
    lifts: int | None = None,
) -> Statement:
    """Add a statement."""
    row = {
        "world": incident.world.world_id,
        "kind": thing.kind,
        "object": thing.object,
        "name": thing.name,
        "edge_ids": thing.edge_ids,
        "state": new.state,
        "from_at": new.from_at or said_at,
        "until_at": new.until_at,
        "issuer": new.issuer,
        "reason": new.reason,
        "limit_force": new.limit_force,
        "origin": origin,
        "lifts": lifts,
        "said_at": said_at,
        "recorded_by": by,
        "county": thing.county_code,
        "lon": thing.lon,
        "lat": thing.lat,
    }
    number = conn.execute(_INSERT, row).fetchone()
    with conn.cursor(row_factory=class_row(Statement)) as cursor:
        added = cursor.execute(_SELECT + " WHERE entry_id = %s", number).fetchone()
    assert added is not None  # noqa: S101 it was added in this transaction
    return added
