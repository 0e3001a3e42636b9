"""SQL of evacuation zones, and of what an answer needs beyond exposure and network."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from app import typed_json
from app.accounts.row_scope import seeing_all
from app.database import Connection
from app.errors import NotFound
from app.evacuation.model import (
    AnswerPeriod,
    Polygon,
    ShelterChoice,
    Snapshot,
    VesselRun,
    Zone,
    ZoneState,
)
from app.evacuation.zone_answer import StoredAnswer, read_answer
from app.exposure.due import HazardBasis
from app.exposure.model import EVERYBODY, AreaQuestion
from app.geo.geojson import GeoPolygon
from app.shelters.model import RECEIVING
from app.strict_json import JsonObject, dumps
from app.wording import Text

_ZONE = """
    SELECT zone_id, incident_id, number, name, state, mobilisation_min, notification_min,
           buffer_min, version, origin_version, ST_AsGeoJSON(geom, 15)::json AS polygon, hazard,
           due_groups, answer, valid_at, recorded_at, changed_by, county_code, township_code,
           stood_from, stood_until, kept_at
    FROM evacuation_zones_at(%(incident)s, %(moment)s)
"""

# What a version says that was kept before zones had a hazard: everybody left.
_BEFORE_GROUPS = {"hazard": HazardBasis.OTHER, "due_groups": sorted(EVERYBODY)}
# An arbitrary number; with the incident it names the lock under which zones are numbered.
_ZONES_LOCK = 7_240_002


def lock_zones(conn: Connection, incident_id: int) -> None:
    """Let one change of an incident's zones happen at a time."""
    conn.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_ZONES_LOCK, incident_id))


def list_zones(
    conn: Connection,
    incident_id: int,
    moment: datetime | None = None,
    state: ZoneState = ZoneState.DRAFT,
) -> list[Zone]:
    """The incident's zones that are not deleted, by number; with a `moment` as they stood then."""
    with conn.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            _ZONE + " WHERE state = %(state)s ORDER BY number",
            {"incident": incident_id, "moment": moment, "state": state.value},
        ).fetchall()
    return [_zone_of_row(row) for row in rows]


def has_turned(conn: Connection, incident_id: int, at: datetime) -> bool:
    """Whether a moment of a kept answer lies between when it was told and `at`.

    The moments of `app.evacuation.turning`, asked often and therefore here.
    """
    row = conn.execute(
        """
        SELECT EXISTS (
            SELECT FROM evacuation_zones_at(%(incident)s, NULL) z
            CROSS JOIN LATERAL (SELECT z.answer->'timing' AS timing) t
            CROSS JOIN LATERAL (
                SELECT m.moment FROM jsonb_array_elements(t.timing->'cutoffs') c,
                     LATERAL (VALUES (c->>'cutoff_at'), (c->>'latest_start_at'),
                                     (c->>'until_at')) m (moment)
                UNION ALL
                SELECT w->>'reach_until_at' FROM jsonb_array_elements(t.timing->'ways') w
            ) m
            WHERE z.state = 'draft'
              AND m.moment::timestamptz >
                  least((t.timing->>'incident_at')::timestamptz, %(at)s)
              AND m.moment::timestamptz <=
                  greatest((t.timing->>'incident_at')::timestamptz, %(at)s))
        """,
        {"incident": incident_id, "at": at},
    ).fetchone()
    return row is not None and bool(row[0])


def get_zone(
    conn: Connection, incident_id: int, zone_id: UUID, moment: datetime | None = None
) -> Zone:
    """One zone, deleted ones too; with a `moment` as it stood then. Raises NotFound."""
    with conn.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(
            _ZONE + " WHERE zone_id = %(zone_id)s",
            {"incident": incident_id, "moment": moment, "zone_id": zone_id},
        ).fetchone()
    if row is None and moment is not None:
        get_zone(conn, incident_id, zone_id)
        raise NotFound(
            "E-EVA-015",
            Text("那时还没有这个转移区", "This zone was not there yet"),
            Text(f"问的是 {moment:%Y-%m-%d %H:%M} UTC", f"Asked of {moment:%Y-%m-%d %H:%M} UTC"),
            Text("把时间往后移", "Choose a later time"),
        )
    if row is None:
        raise NotFound(
            "E-EVA-010",
            Text("没有这个转移区", "No such evacuation zone"),
            Text(f"编号 {zone_id} 不在本事件里", f"{zone_id} is not in this incident"),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    return _zone_of_row(row)


def newest_answer_id(conn: Connection, zone_id: UUID) -> int:
    """The number under which what is answered for a zone now is kept; 0 where nothing is."""
    row = conn.execute(
        "SELECT max(answer_id) FROM evacuation_zone_answer WHERE zone_id = %s", (zone_id,)
    ).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])


def _zone_of_row(row: JsonObject) -> Zone:
    polygon = typed_json.read(GeoPolygon, row["polygon"])
    stood = [row.pop(name) for name in ("stood_from", "stood_until", "kept_at")]
    standing = None if stood[0] is None else AnswerPeriod(*stood)
    read = {"polygon": polygon, "answer": read_answer(row["answer"]), "standing": standing}
    parts: JsonObject = row | read
    return Zone(**parts)


def next_number(conn: Connection, incident_id: int) -> int:
    """A number no zone of the incident ever had, of whichever unit."""
    with seeing_all(conn):
        row = conn.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM evacuation_zone WHERE incident_id = %s",
            (incident_id,),
        ).fetchone()
    assert row is not None  # noqa: S101 an aggregate always gives its row
    return int(row[0])


def insert_zone(conn: Connection, zone: Zone) -> None:
    """Add a new zone with its answer."""
    conn.execute(
        """
        INSERT INTO evacuation_zone (zone_id, incident_id, number, name, state, mobilisation_min,
            notification_min, buffer_min, version, origin_version, geom, hazard, due_groups,
            valid_at, changed_by, county_code, township_code)
        VALUES (%(zone_id)s, %(incident_id)s, %(number)s, %(name)s, %(state)s,
            %(mobilisation_min)s, %(notification_min)s, %(buffer_min)s, %(version)s,
            %(origin_version)s, ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326), %(hazard)s,
            %(due_groups)s, %(valid_at)s, %(changed_by)s, %(county_code)s, %(township_code)s)
        """,
        _zone_columns(zone),
    )
    keep_answer(conn, zone, zone.answer, zone.valid_at)


def update_zone(conn: Connection, before: Zone, after: Zone) -> None:
    """Keep `before` among the versions and put `after`, with its answer, in its place."""
    conn.execute(
        "INSERT INTO evacuation_zone_version (zone_id, version, snapshot) VALUES (%s, %s, %s)",
        (before.zone_id, before.version, Jsonb(_version_content(before))),
    )
    conn.execute(
        """
        UPDATE evacuation_zone SET name = %(name)s, state = %(state)s,
            mobilisation_min = %(mobilisation_min)s, notification_min = %(notification_min)s,
            buffer_min = %(buffer_min)s, version = %(version)s,
            origin_version = %(origin_version)s, hazard = %(hazard)s,
            due_groups = %(due_groups)s,
            geom = ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326),
            valid_at = %(valid_at)s, recorded_at = clock_timestamp(), changed_by = %(changed_by)s,
            county_code = %(county_code)s, township_code = %(township_code)s
        WHERE zone_id = %(zone_id)s
        """,
        _zone_columns(after),
    )
    keep_answer(conn, after, after.answer, after.valid_at)


def keep_answer(
    conn: Connection, zone: Zone, answer: StoredAnswer | None, valid_at: datetime
) -> None:
    """Let an answer of the zone's version stand from `valid_at` on; None when it is deleted."""
    conn.execute(
        """
        INSERT INTO evacuation_zone_answer (zone_id, zone_version, answer, valid_at)
        VALUES (%s, %s, %s, %s)
        """,
        (zone.zone_id, zone.version, answer and Jsonb(answer), valid_at),
    )


def list_overlapping(conn: Connection, incident_id: int, polygons: list[Polygon]) -> set[UUID]:
    """Zones that share ground with one of `polygons`."""
    rows = conn.execute(
        """
        SELECT DISTINCT z.zone_id
        FROM evacuation_zone z,
             (SELECT ST_SetSRID(ST_GeomFromGeoJSON(t), 4326) AS geom
              FROM unnest(%s::text[]) AS t) p
        WHERE z.incident_id = %s AND z.state = 'draft' AND ST_Intersects(z.geom, p.geom)
        """,
        ([dumps(polygon) for polygon in polygons], incident_id),
    ).fetchall()
    return {row[0] for row in rows}


def get_snapshot(conn: Connection, zone_id: UUID, version: int) -> Snapshot | None:
    """An earlier version's content."""
    row = conn.execute(
        "SELECT snapshot FROM evacuation_zone_version WHERE zone_id = %s AND version = %s",
        (zone_id, version),
    ).fetchone()
    return None if row is None else typed_json.read(Snapshot, _BEFORE_GROUPS | row[0])


def _version_content(zone: Zone) -> dict[str, Any]:
    """What a version says; its answers are kept by themselves."""
    return asdict(replace(zone, answer=None, standing=None))


def _zone_columns(zone: Zone) -> dict[str, Any]:
    return {
        **_version_content(zone),
        "state": ZoneState(zone.state).value,
        "polygon": dumps(zone.polygon),
        "hazard": str(zone.hazard),
        "due_groups": [str(code) for code in zone.due_groups],
    }


_SHELTERS = """
    WITH area AS MATERIALIZED (
        SELECT ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326) AS geom
    ), other AS MATERIALIZED (
        SELECT z.number, z.name, z.geom, z.answer, z.due_groups @> %(everybody)s AS emptied
        FROM evacuation_zones_at(%(incident)s, NULL) z
        WHERE z.state = 'draft' AND z.zone_id IS DISTINCT FROM %(zone_id)s::uuid
    ), taken AS (
        SELECT t.item->>'code' AS code, sum((t.item->>'assigned')::int) AS people
        FROM other o,
             jsonb_array_elements(o.answer->'assignment'->'shelters') AS t(item)
        WHERE o.number < %(number)s GROUP BY 1
    )
    SELECT s.code, s.name, s.rated_capacity AS rated,
           greatest(s.rated_capacity - s.occupied - coalesce(t.people, 0), 0)::int AS free,
           s.status, s.status_reason, s.status = ANY(%(receiving)s) AS receiving,
           coalesce(ST_Covers(area.geom, s.geom), false) AS inside,
           (SELECT o.name FROM other o WHERE o.emptied AND ST_Covers(o.geom, s.geom)
            ORDER BY o.number LIMIT 1) AS other_zone,
           (SELECT r.name FROM risk_area r WHERE ST_Covers(r.geom, s.geom)
            ORDER BY r.code LIMIT 1) AS danger,
           ST_X(s.geom) AS lon, ST_Y(s.geom) AS lat
    FROM area CROSS JOIN shelter s LEFT JOIN taken t USING (code)
    ORDER BY s.code
"""


def list_shelter_choices(conn: Connection, question: AreaQuestion) -> list[ShelterChoice]:
    """Every shelter of the city with what speaks against it for this area."""
    with conn.cursor(row_factory=class_row(ShelterChoice)) as cursor:
        return cursor.execute(
            _SHELTERS,
            {
                "polygon": question.polygon,
                "incident": question.incident_id,
                "zone_id": question.zone_id,
                "number": question.number,
                "receiving": list(RECEIVING),
                "everybody": sorted(EVERYBODY),
            },
        ).fetchall()


def list_city_shelters(conn: Connection, incident_id: int) -> list[ShelterChoice]:
    """Every shelter as it is for a zone that is nowhere yet: what all zones took is taken."""
    with conn.cursor(row_factory=class_row(ShelterChoice)) as cursor:
        return cursor.execute(
            _SHELTERS,
            {
                "polygon": None,
                "incident": incident_id,
                "zone_id": None,
                "number": 2**31 - 1,
                "receiving": list(RECEIVING),
                "everybody": sorted(EVERYBODY),
            },
        ).fetchall()


# Vessels in a refuge already are left out; a net buoy is not a vessel. Materialised before the
# join: the planner overrates ST_Covers and then takes any join.
_RUNS = """
    WITH area AS MATERIALIZED (
        SELECT ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326) AS geom
    ), mover AS MATERIALIZED (
        SELECT p.vessel_id, p.lon, p.lat
        FROM area JOIN position_latest p ON p.world_id = %(world)s
             AND p.lon BETWEEN ST_XMin(area.geom) AND ST_XMax(area.geom)
             AND p.lat BETWEEN ST_YMin(area.geom) AND ST_YMax(area.geom)
        WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))
    ), refuge AS MATERIALIZED (
        SELECT name, radius_m, ST_X(geom) AS lon, ST_Y(geom) AS lat,
               cos(radians(ST_Y(geom))) AS squeeze
        FROM harbour WHERE is_refuge
    )
    SELECT h.name AS harbour, max(h.metres) AS distance_m,
           (array_agg(v.name ORDER BY h.metres DESC))[1] AS vessel,
           count(*)::int AS vessels, coalesce(sum(v.crew_aboard), 0)::int AS on_board
    FROM mover m
    JOIN vessel v ON v.vessel_id = m.vessel_id AND v.kind <> 'net_buoy'
    CROSS JOIN LATERAL (
        SELECT name, radius_m,
               111195 * sqrt((lat - m.lat) ^ 2 + ((lon - m.lon) * squeeze) ^ 2) AS metres
        FROM refuge ORDER BY (lat - m.lat) ^ 2 + ((lon - m.lon) * squeeze) ^ 2 LIMIT 1) h
    WHERE h.metres > h.radius_m
    GROUP BY h.name, ceil(h.metres / 2000)
    ORDER BY distance_m DESC
"""


def list_aboard(
    conn: Connection, incident_id: int, number: int = 2**31 - 1, zone_id: UUID | None = None
) -> dict[int, int]:
    """People whom zones below `number` send by each ferry line, by line id."""
    rows = conn.execute(
        """
        SELECT (f->>'line_id')::int, sum((f->>'people')::int)
        FROM evacuation_zones_at(%(incident)s, NULL) z,
             jsonb_array_elements(z.answer->'timing_inputs'->'movements') m,
             jsonb_array_elements(m->'ferries') f
        WHERE z.state = 'draft' AND z.zone_id IS DISTINCT FROM %(zone_id)s::uuid
          AND z.number < %(number)s AND f->>'line_id' IS NOT NULL
        GROUP BY 1 ORDER BY 1
        """,
        {"incident": incident_id, "zone_id": zone_id, "number": number},
    ).fetchall()
    return {int(line): int(people) for line, people in rows}


def list_shelter_marks(conn: Connection) -> frozenset[str]:
    """Codes and names of the shelters that the transaction's actor sees."""
    rows = conn.execute("SELECT code, name FROM shelter").fetchall()
    return frozenset(mark for row in rows for mark in row)


def list_vessel_runs(conn: Connection, question: AreaQuestion) -> list[VesselRun]:
    """The vessels at sea inside the area by refuge and steps of 2 km to it, the farthest first."""
    with conn.cursor(row_factory=class_row(VesselRun)) as cursor:
        return cursor.execute(
            _RUNS, {"polygon": question.polygon, "world": question.world_id}
        ).fetchall()


def list_area_spots(conn: Connection, polygon: str) -> list[tuple[float, float]]:
    """A point inside the polygon and its outermost vertices, at most nine in all."""
    rows = conn.execute(
        """
        WITH area AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON(%s), 4326) AS geom),
        vertex AS (
            SELECT d.geom FROM area, LATERAL ST_DumpPoints(ST_ConvexHull(area.geom)) AS d
        ), outermost AS (
            SELECT DISTINCT ON (k) geom FROM (
                SELECT geom, k,
                       ST_X(geom) * cos(k * pi() / 4) + ST_Y(geom) * sin(k * pi() / 4) AS reach
                FROM vertex, generate_series(0, 7) AS k) r
            ORDER BY k, reach DESC
        )
        SELECT ST_X(p), ST_Y(p) FROM area, LATERAL (SELECT ST_PointOnSurface(geom) AS p) c
        UNION ALL
        SELECT DISTINCT ST_X(geom), ST_Y(geom) FROM outermost
        """,
        (polygon,),
    ).fetchall()
    return [(float(lon), float(lat)) for lon, lat in rows]


def find_place_name(conn: Connection, lon: float, lat: float) -> str | None:
    """The township around a point, else the nearest land's name."""
    row = conn.execute(
        """
        SELECT coalesce(
            (SELECT name FROM admin_unit WHERE kind = 'township' AND ST_Covers(geom, p) LIMIT 1),
            (SELECT name FROM land_area WHERE name IS NOT NULL ORDER BY geom <-> p LIMIT 1))
        FROM (SELECT ST_SetSRID(ST_MakePoint(%s, %s), 4326) AS p) q
        """,
        (lon, lat),
    ).fetchone()
    return None if row is None else row[0]
