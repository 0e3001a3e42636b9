"""SQL of an incident's sums."""

from datetime import datetime, timedelta

from psycopg.rows import class_row

from app.database import Connection
from app.evacuation.model import VesselTotals, ZoneTotals

# Where vessels were at a moment: the newest position answers at once where it is not after it.
_THEN = """
    (SELECT l.vessel_id, p.lon, p.lat, p.fix_at
     FROM position_latest l CROSS JOIN LATERAL (
         SELECT l.lon, l.lat, l.fix_at WHERE l.fix_at <= %(moment)s
         UNION ALL
         (SELECT h.lon, h.lat, h.fix_at FROM position_history h
          WHERE l.fix_at > %(moment)s AND h.world_id = %(world)s AND h.vessel_id = l.vessel_id
            AND h.fix_at <= %(moment)s
          ORDER BY h.fix_at DESC LIMIT 1)
     ) p
     WHERE l.world_id = %(world)s)
"""
_NOW = """
    (SELECT vessel_id, lon, lat, fix_at FROM position_latest WHERE world_id = %(world)s)
"""

# Plane metres: good to 0.1 % over a harbour's radius, and ten times cheaper than geography.
_PORTS = """
    WITH port AS MATERIALIZED (
        SELECT ST_X(geom) AS lon, ST_Y(geom) AS lat, radius_m / 111195.0 AS reach,
               cos(radians(ST_Y(geom))) AS squeeze
        FROM harbour
    ), known AS (
        SELECT v.crew_aboard, p.fix_at < %(stale_before)s AS stale,
               p.fix_at < %(lost_before)s AS lost,
               EXISTS (SELECT FROM port h
                   WHERE p.lat BETWEEN h.lat - h.reach AND h.lat + h.reach
                     AND (h.lat - p.lat) ^ 2 + ((h.lon - p.lon) * h.squeeze) ^ 2 < h.reach ^ 2)
                   AS in_port
        FROM
"""
_COUNT = """
        p JOIN vessel v ON v.vessel_id = p.vessel_id AND v.kind <> 'net_buoy'
    )
    SELECT count(*)::int AS vessels, (count(*) FILTER (WHERE in_port))::int AS in_port,
           (count(*) FILTER (WHERE NOT in_port))::int AS at_sea,
           (count(*) FILTER (WHERE stale AND NOT lost))::int AS stale,
           (count(*) FILTER (WHERE lost))::int AS lost,
           coalesce(sum(crew_aboard) FILTER (WHERE NOT in_port), 0)::int AS on_board_at_sea
    FROM known
"""


def count_vessels(
    conn: Connection,
    world_id: int,
    at: datetime,
    past: datetime | None,
    *,
    stale_after: timedelta,
    lost_after: timedelta,
) -> VesselTotals:
    """The fleet's counts for the wall; with `past` by each vessel's last position up to then."""
    places = _NOW if past is None else _THEN
    with conn.cursor(row_factory=class_row(VesselTotals)) as cursor:
        totals = cursor.execute(
            _PORTS + places + _COUNT,
            {
                "world": world_id,
                "moment": past,
                "stale_before": at - stale_after,
                "lost_before": at - lost_after,
            },
        ).fetchone()
    assert totals is not None  # noqa: S101 an aggregate always gives its row
    return totals


_ZONES = """
    WITH zone AS MATERIALIZED (
        SELECT geom, answer FROM evacuation_zones_at(%(incident)s, %(moment)s)
        WHERE state = 'draft'
    )
    SELECT count(*)::int AS zones,
           coalesce(sum((answer->'exposure'->'land'->>'people')::int), 0)::int AS people_due,
           coalesce(sum((answer->'assignment'->>'unplaced')::int), 0)::int AS unplaced,
           (SELECT coalesce(sum(v.crew_aboard), 0)::int
            FROM
"""
_AT_SEA = """
            p JOIN vessel v ON v.vessel_id = p.vessel_id AND v.kind <> 'net_buoy'
            WHERE EXISTS (SELECT FROM zone z
                WHERE ST_Covers(z.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))))
               AS sea_people_due
    FROM zone
"""


def count_zones(
    conn: Connection, incident_id: int, world_id: int, past: datetime | None
) -> ZoneTotals:
    """Zones and people due by their answers; with `past` by those that stood then.

    People at sea are not added up over zones that overlap at sea: the largest figure would be
    wrong too, so vessels are counted again by the union of the zones.
    """
    places = _NOW if past is None else _THEN
    with conn.cursor(row_factory=class_row(ZoneTotals)) as cursor:
        totals = cursor.execute(
            _ZONES + places + _AT_SEA,
            {"incident": incident_id, "world": world_id, "moment": past},
        ).fetchone()
    assert totals is not None  # noqa: S101 an aggregate always gives its row
    return totals
