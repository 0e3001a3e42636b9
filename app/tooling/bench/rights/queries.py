"""SQL of the rights bench: a million rows of each hot table, and the plans of hot queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from app.database import Connection

ROWS = 1_000_000

# Four counties side by side, one degree each; points, vessels and fixes spread evenly.
_UNITS: tuple[LiteralString, ...] = (
    """
    INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)
    VALUES ('330900', NULL, 'city', 'c', 'c', 'c', true)
    """,
    """
    INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)
    SELECT '33090' || n, '330900', 'county', 'c', 'c', 'c', true FROM generate_series(1, 4) n
    """,
    """
    INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)
    SELECT '33090' || n || '100', '33090' || n, 'township', 't', 't', 't', true
    FROM generate_series(1, 4) n
    """,
    """
    INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)
    SELECT '33090' || n || '100001', '33090' || n || '100', 'village', 'v', 'v', 'v', true
    FROM generate_series(1, 4) n
    """,
)
_POINTS = """
    INSERT INTO hazard_point (code, name, pinyin, initials, hazard_type, threat_grade, stability,
        status, threatened_households, threatened_people, threatened_property_wan, location,
        village_code, geom)
    SELECT n, 'p' || n, 'p', 'p', 'landslide', 'small', 'stable', 'registered', 1, 2, 3, 'x',
           '33090' || 1 + n %% 4 || '100001',
           ST_SetSRID(ST_MakePoint(121 + n %% 4 + random(), 29 + random()), 4326)
    FROM generate_series(1, %(rows)s) n
"""
_VESSELS = """
    INSERT INTO vessel (vessel_id, registered, name, kind, county_code, township_code)
    SELECT n, true, 'v' || n, 'fishing', '33090' || 1 + n %% 4, '33090' || 1 + n %% 4 || '100'
    FROM generate_series(1, 2000) n
"""
_FIXES = """
    INSERT INTO position_history (world_id, vessel_id, fix_at, recorded_at, lon, lat, source,
                                  county_code, township_code)
    SELECT 0, v, %(first)s::timestamptz + make_interval(mins => k), now(), 122, 30, 1,
           330901 + v %% 4, (330901 + v %% 4) * 1000 + 100
    FROM generate_series(1, %(each)s) k, generate_series(1, 2000) v
"""


@dataclass(frozen=True, slots=True)
class HotQuery:
    """A query that screens ask all the time, and the table that must not be read through."""

    name: str
    table: str
    text: LiteralString
    arguments: Mapping[str, Any]


HOT_QUERIES = (
    HotQuery(
        "points in a tile", "hazard_point",
        """
        SELECT code, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(13, 6871, 3385))
        FROM hazard_point WHERE geom && ST_MakeEnvelope(%(w)s, %(s)s, %(e)s, %(n)s, 4326)
        """,
        {"w": 122.50, "s": 29.50, "e": 122.52, "n": 29.52},
    ),
    HotQuery(
        "points in a polygon", "hazard_point",
        """
        SELECT count(*), sum(threatened_people) FROM hazard_point
        WHERE ST_Intersects(geom, ST_MakeEnvelope(%(w)s, %(s)s, %(e)s, %(n)s, 4326))
        """,
        {"w": 122.50, "s": 29.50, "e": 122.55, "n": 29.55},
    ),
    HotQuery(
        "a card by its code", "hazard_point",
        "SELECT name FROM hazard_point WHERE code = %(code)s", {"code": "500001"},
    ),
    HotQuery(
        "a vessel's track", "position_history",
        """
        SELECT fix_at, lon, lat FROM position_history
        WHERE world_id = 0 AND vessel_id = %(vessel)s AND fix_at > %(first)s
        ORDER BY fix_at
        """,
        {"vessel": 1001, "first": "2015-07-09T04:00:00Z"},
    ),
)  # fmt: skip
"""Each names rows of the second county (330902), whose role asks too."""
COUNTY = "330902"


def fill(conn: Connection, rows: int = ROWS) -> None:
    """A million points, a million fixes, with statistics."""
    figures = {"rows": rows, "each": rows // 2000, "first": "2015-07-09T00:00:00Z"}
    for statement in (*_UNITS, _POINTS, _VESSELS, _FIXES):
        conn.execute(statement, figures)
    conn.execute("ANALYZE hazard_point, position_history, vessel")


def explain(conn: Connection, query: HotQuery) -> dict[str, Any]:
    """The plan as run, with the buffers it touched."""
    row = conn.execute(
        b"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + query.text.encode(),
        query.arguments,
    ).fetchone()
    assert row is not None  # noqa: S101 EXPLAIN gives its plan
    plan: dict[str, Any] = row[0][0]["Plan"]
    return plan
