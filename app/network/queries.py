"""SQL of the network."""

from typing import Any, cast

import shapely
from psycopg.rows import class_row
from shapely import Polygon

from app.database import Connection
from app.network.model import (
    FerryLine,
    Harbour,
    LandArea,
    NetworkRows,
    NetworkSite,
    RoadEdge,
    RoadNode,
)

_FINGERPRINT = """
    SELECT md5(concat_ws('|',
        (SELECT sum(hashtextextended(n::text, 0)) FROM road_node n),
        (SELECT sum(hashtextextended(e::text, 0)) FROM road_edge e),
        (SELECT sum(hashtextextended(f::text, 0)) FROM ferry_line f),
        (SELECT sum(hashtextextended(h::text, 0)) FROM harbour h),
        (SELECT sum(hashtextextended(concat(s.site_id, s.geom::text), 0)) FROM population_site s),
        (SELECT sum(hashtextextended(concat(s.code, s.geom::text), 0)) FROM shelter s),
        (SELECT sum(hashtextextended(concat(l.land_id, l.mainland, l.geom::text), 0))
         FROM land_area l)))
"""

_NODES = """
    SELECT node_id, ST_X(ST_Transform(geom, 4550)) AS x_m, ST_Y(ST_Transform(geom, 4550)) AS y_m
    FROM road_node ORDER BY node_id
"""

_EDGES = """
    SELECT edge_id, from_node, to_node, road_class, name, bridge, length_m, speed_kmh, capacity_vph,
           limit_force, ST_X(middle) AS lon, ST_Y(middle) AS lat
    FROM road_edge, LATERAL (SELECT ST_LineInterpolatePoint(geom, 0.5) AS middle) m
    ORDER BY edge_id
"""

_FERRIES = """
    SELECT l.line_id, l.name, l.boats, l.seats, l.trip_min, l.limit_force,
           a.name, ST_X(a.geom), ST_Y(a.geom),
           ST_X(ST_Transform(a.geom, 4550)), ST_Y(ST_Transform(a.geom, 4550)),
           b.name, ST_X(b.geom), ST_Y(b.geom),
           ST_X(ST_Transform(b.geom, 4550)), ST_Y(ST_Transform(b.geom, 4550))
    FROM ferry_line l
    JOIN harbour a ON a.harbour_id = l.from_harbour_id
    JOIN harbour b ON b.harbour_id = l.to_harbour_id
    ORDER BY l.line_id
"""

_SITES = """
    SELECT site_id::text AS key,
           ST_X(ST_Transform(geom, 4550)) AS x_m, ST_Y(ST_Transform(geom, 4550)) AS y_m
    FROM population_site ORDER BY site_id
"""

_SHELTERS = """
    SELECT code AS key,
           ST_X(ST_Transform(geom, 4550)) AS x_m, ST_Y(ST_Transform(geom, 4550)) AS y_m
    FROM shelter ORDER BY code
"""

_LANDS = "SELECT land_id, name, ST_AsBinary(ST_Transform(geom, 4550)), mainland FROM land_area"


def fingerprint(conn: Connection) -> str:
    """Changes when a road, line, harbour, coast, site or shelter place changes."""
    row = conn.execute(_FINGERPRINT).fetchone()
    return "" if row is None else str(row[0])


def load_rows(conn: Connection, version: str) -> NetworkRows:
    """Everything the graph is built from, labelled `version`."""
    return NetworkRows(
        version=version,
        nodes=_read_nodes(conn),
        edges=_read_edges(conn),
        ferries=[_ferry_of_row(row) for row in conn.execute(_FERRIES)],
        sites=_read_places(conn, sites=True),
        shelters=_read_places(conn, sites=False),
        lands=[_land_of_row(row) for row in conn.execute(_LANDS)],
    )


def _read_nodes(conn: Connection) -> list[RoadNode]:
    with conn.cursor(row_factory=class_row(RoadNode)) as cursor:
        return cursor.execute(_NODES).fetchall()


def _read_edges(conn: Connection) -> list[RoadEdge]:
    with conn.cursor(row_factory=class_row(RoadEdge)) as cursor:
        return cursor.execute(_EDGES).fetchall()


def _read_places(conn: Connection, *, sites: bool) -> list[NetworkSite]:
    with conn.cursor(row_factory=class_row(NetworkSite)) as cursor:
        return cursor.execute(_SITES if sites else _SHELTERS).fetchall()


def _land_of_row(row: tuple[Any, ...]) -> LandArea:
    return LandArea(row[0], row[1], cast(Polygon, shapely.from_wkb(row[2])), row[3])


def _ferry_of_row(row: tuple[Any, ...]) -> FerryLine:
    return FerryLine(*row[:6], from_harbour=Harbour(*row[6:11]), to_harbour=Harbour(*row[11:16]))
