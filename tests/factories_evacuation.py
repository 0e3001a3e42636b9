"""A small city made by hand: 大岛 and 小岛 joined by a bridge, 离岛 reached by ferry only."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from app.clock import IncidentClock
from app.incidents.queries import insert_exercise
from app.worlds.queries import close_exercises_without_incident

START = datetime(2015, 7, 10, 0, 0, tzinfo=UTC)
STORM = "201509"


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


WEST_OF_BIG = box(122.005, 29.91, 122.075, 29.99)
SMALL = box(122.245, 29.895, 122.305, 30.005)
FAR = box(122.395, 29.895, 122.455, 30.005)

LANDS = [(1, "大岛", 122.0, 29.9, 122.2, 30.0), (2, "小岛", 122.25, 29.9, 122.3, 30.0),
         (3, "离岛", 122.4, 29.9, 122.45, 30.0)]  # fmt: skip
VILLAGES = [("V1", "西村"), ("V2", "中村"), ("V3", "小岛村"), ("V4", "离岛村")]
NODES = {1: (122.02, 29.95), 2: (122.06, 29.95), 3: (122.10, 29.95), 4: (122.14, 29.95),
         5: (122.18, 29.95), 11: (122.26, 29.95), 12: (122.29, 29.95), 21: (122.41, 29.95),
         22: (122.44, 29.95)}  # fmt: skip
EDGES = [(1, 1, 2, None, None), (2, 2, 3, None, None), (3, 3, 4, None, None),
         (4, 4, 5, None, None), (5, 5, 11, "跨海大桥", 8), (6, 11, 12, None, None),
         (7, 21, 22, None, None)]  # fmt: skip
# site, village, residents, households, visitors, mobility limited, lon, lat
SITES = [(1, "V1", 300, 100, 20, 12, 122.021, 29.951), (2, "V1", 200, 70, 0, 8, 122.061, 29.951),
         (3, "V2", 400, 130, 0, 9, 122.101, 29.951), (4, "V3", 150, 50, 30, 5, 122.291, 29.951),
         (5, "V4", 240, 80, 0, 6, 122.441, 29.951)]  # fmt: skip
# code, rated, occupied, status, reason, lon, lat
SHELTERS = [("S1", 400, 0, "standby", None, 122.141, 29.949),
            ("S2", 600, 100, "open", None, 122.181, 29.949),
            ("S3", 50, 0, "unavailable", "屋顶漏水", 122.061, 29.949),
            ("S4", 80, 0, "standby", None, 122.022, 29.949)]  # fmt: skip


def fill_small_city(conn: psycopg.Connection) -> None:
    """Everything but incident, storm and vessels."""
    for row in LANDS:
        conn.execute(
            "INSERT INTO land_area (land_id, name, mainland, area_km2, geom) "
            "VALUES (%s, %s, false, 100, ST_MakeEnvelope(%s, %s, %s, %s, 4326))",
            row,
        )
    conn.execute(
        "INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate) "
        "VALUES ('T1', 'township', '试镇', 'shizhen', 'sz', true)"
    )
    for code, name in VILLAGES:
        conn.execute(
            "INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)"
            " VALUES (%s, 'T1', 'village', %s, 'x', 'x', true)",
            (code, name),
        )
    _fill_people(conn)
    _fill_network(conn)
    for code, rated, occupied, status, reason, lon, lat in SHELTERS:
        conn.execute(
            "INSERT INTO shelter (code, name, pinyin, initials, tier, kind, address, floor_area_m2,"
            " rated_capacity, occupied, status, status_reason, accessible, generator, village_code,"
            " geom) VALUES (%s, %s, 'x', 'x', 'village', 'school', '—', 1000, %s, %s, %s, %s, true,"
            " false, 'V2', ST_SetSRID(ST_MakePoint(%s, %s), 4326))",
            (code, f"{code} 小学", rated, occupied, status, reason, lon, lat),
        )  # fmt: skip


def _fill_people(conn: psycopg.Connection) -> None:
    for row in SITES:
        conn.execute(
            "INSERT INTO population_site VALUES (%s, %s, %s, %s, %s, %s, "
            "ST_SetSRID(ST_MakePoint(%s, %s), 4326))",
            row,
        )
    conn.execute("INSERT INTO population_group VALUES (1, 'geohazard', 40), (2, 'low_lying', 15)")
    conn.execute(
        "INSERT INTO hazard_point VALUES ('H1', '西山滑坡', 'x', 'x', 'landslide', 'small', "
        "'unstable', 'monitored', 5, 20, 100, '西山', NULL, NULL, 'V1', "
        "ST_SetSRID(ST_MakePoint(122.03, 29.95), 4326))"
    )


def _fill_network(conn: psycopg.Connection) -> None:
    for node, (lon, lat) in NODES.items():
        conn.execute(
            "INSERT INTO road_node VALUES (%s, ST_SetSRID(ST_MakePoint(%s, %s), 4326))",
            (node, lon, lat),
        )
    for edge, a, b, bridge, limit in EDGES:
        conn.execute(
            "INSERT INTO road_edge SELECT %(edge)s, %(a)s, %(b)s, %(class)s, %(name)s, %(bridge)s,"
            " ST_Length(geom::geography), 60, 300, %(limit)s, geom FROM (SELECT ST_MakeLine("
            " (SELECT geom FROM road_node WHERE node_id = %(a)s),"
            " (SELECT geom FROM road_node WHERE node_id = %(b)s)) AS geom) g",
            {"edge": edge, "a": a, "b": b, "class": "bridge" if bridge else "secondary",
             "name": bridge or f"路{edge}", "bridge": bridge, "limit": limit},
        )  # fmt: skip
    for harbour, name, lon, lat in [
        (1, "大岛码头", 122.1995, 29.95),
        (2, "离岛码头", 122.401, 29.95),
    ]:
        conn.execute(
            "INSERT INTO harbour VALUES (%s, %s, 'x', 'x', 'ferry', true, 9, 50, NULL, NULL, 500, "
            "ST_SetSRID(ST_MakePoint(%s, %s), 4326))",
            (harbour, name, lon, lat),
        )
    conn.execute(
        "INSERT INTO ferry_line VALUES"
        " (1, '大岛—离岛', 'x', 'x', 'conventional', 1, 2, 2, 60, 40, 8,"
        " ST_MakeLine(ST_SetSRID(ST_MakePoint(122.1995, 29.95), 4326), "
        "ST_SetSRID(ST_MakePoint(122.401, 29.95), 4326)))"
    )


def open_incident(conn: psycopg.Connection, storm_id: str | None = None) -> int:
    """An exercise whose clock stands still at START; what was open before is closed."""
    conn.execute("UPDATE incident SET closed_at = now() WHERE closed_at IS NULL")
    close_exercises_without_incident(conn, START)
    clock = IncidentClock(START, START, 0.0)
    return insert_exercise(conn, kind="typhoon", name="试演", storm_id=storm_id, clock=clock)


def fill_storm(conn: psycopg.Connection, hours: int = 48, lat_start: float = 22.0) -> None:
    """A storm that goes straight north along 122.2 E at 0.25° an hour; round circles.

    Force 7 within 300 km, force 10 within 120 km; one forecast, issued at START.
    """
    conn.execute("INSERT INTO typhoon VALUES (%s, '灿鸿', 'Chan-hom', 2015)", (STORM,))
    row = conn.execute(
        "INSERT INTO track_fix (storm_id, agency, kind, fix_at, lon, lat, wind_ms, averaging_min,"
        " class, source) VALUES (%s, 'JMA', 'besttrack', %s, 122.2, %s, 45, 10, 'STY', 'authored')"
        " RETURNING fix_id", (STORM, START, lat_start)
    ).fetchone()  # fmt: skip
    assert row is not None
    for threshold, force, km in [(15.4, 7, 300), (25.7, 10, 120)]:
        conn.execute(
            "INSERT INTO wind_radius VALUES (%s, %s, %s, %s, %s, %s, %s, 'authored', '-')",
            (row[0], threshold, force, km, km, km, km),
        )
    forecast = conn.execute(
        "INSERT INTO forecast_track (storm_id, agency, issued_at, synthetic, method)"
        " VALUES (%s, 'JMA', %s, true, 'authored') RETURNING forecast_id",
        (STORM, START),
    ).fetchone()
    assert forecast is not None
    for hour in range(0, hours + 1, 6):
        at = START + timedelta(hours=hour)
        conn.execute(
            "INSERT INTO forecast_point VALUES (%s, %s, 122.2, %s, NULL, 45, 'STY')",
            (forecast[0], at, lat_start + 0.25 * hour),
        )
        for threshold, force, km in [(15.4, 7, 300), (25.7, 10, 120)]:
            conn.execute(
                "INSERT INTO forecast_radius VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'authored')",
                (forecast[0], at, threshold, force, km, km, km, km),
            )


@contextmanager
def faster_forecast(conn: psycopg.Connection, moment: datetime, ahead: float = 1) -> Iterator[None]:
    """A forecast issued at `moment` whose storm is `ahead` degrees further on; gone afterwards."""
    forecast = conn.execute(
        "INSERT INTO forecast_track (storm_id, agency, issued_at, synthetic, method)"
        " VALUES (%s, 'JMA', %s, true, 'faster') RETURNING forecast_id",
        (STORM, moment),
    ).fetchall()[0][0]
    conn.execute(
        "INSERT INTO forecast_point SELECT %s, valid_at, lon, lat + %s, pressure_hpa, wind_ms,"
        " class FROM forecast_point WHERE forecast_id = 1 AND valid_at >= %s",
        (forecast, ahead, moment),
    )
    conn.execute(
        "INSERT INTO forecast_radius SELECT %s, valid_at, threshold_ms, force, ne_km, se_km, sw_km,"
        " nw_km, rule FROM forecast_radius WHERE forecast_id = 1 AND valid_at >= %s",
        (forecast, moment),
    )
    try:
        yield
    finally:
        conn.execute("DELETE FROM forecast_track WHERE forecast_id = %s", (forecast,))


def add_vessel(
    conn: psycopg.Connection,
    incident_id: int,
    lon: float,
    lat: float,
    *,
    kind: str = "fishing",
    crew: int | None = 8,
    fix_at: datetime = START,
) -> int:
    """A vessel with one latest position."""
    row = conn.execute(
        "INSERT INTO vessel (registered, name, kind, crew_aboard) VALUES (true, '浙普渔00001', %s,"
        " %s) RETURNING vessel_id",
        (kind, crew),
    ).fetchone()
    assert row is not None
    conn.execute(
        "INSERT INTO position_latest"
        " (world_id, vessel_id, fix_at, recorded_at, lon, lat, source)"
        " VALUES ((SELECT world_id FROM incident WHERE incident_id = %s), %s, %s, %s, %s, %s, 1)",
        (incident_id, row[0], fix_at, fix_at, lon, lat),
    )
    return int(row[0])
