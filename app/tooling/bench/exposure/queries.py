"""SQL of the exposure bench: a million points with groups, and the plain way to count them."""

from collections import Counter

from app.database import Connection
from app.tooling.bench.exposure.polygons import EAST, NORTH, SOUTH, WEST

POINTS = 1_000_000
COUNTED = ("dangerous_house", "site_hut", "low_lying", "geohazard", "visitor")


def fill_points(conn: Connection) -> None:
    """A point for each of `POINTS`, spread evenly; one in eight has people of a group."""
    conn.execute(
        "INSERT INTO admin_unit (code, kind, name, pinyin, initials, approximate)"
        " VALUES ('B1', 'township', '测镇', 'x', 'x', true)"
    )
    conn.execute(
        "INSERT INTO admin_unit (code, parent_code, kind, name, pinyin, initials, approximate)"
        " SELECT 'BV' || n, 'B1', 'village', '测村' || n, 'x', 'x', true"
        " FROM generate_series(0, 399) n"
    )
    conn.execute("SELECT setseed(0.5)")
    # A made-up place has no history worth a million rows.
    conn.execute("ALTER TABLE population_site DISABLE TRIGGER population_site_history")
    conn.execute(
        """
        INSERT INTO population_site
            (site_id, village_code, residents, households, visitors, mobility_limited, geom,
             dangerous_house, site_hut, low_lying, geohazard)
        SELECT n, 'BV' || n %% 400, 20 + n %% 60, 8, n %% 5, n %% 4, ST_SetSRID(ST_MakePoint(
            %(west)s + random() * %(wide)s, %(south)s + random() * %(high)s), 4326),
            CASE n %% 32 WHEN 0 THEN 1 + n %% 12 ELSE 0 END,
            CASE n %% 32 WHEN 8 THEN 1 + n %% 12 ELSE 0 END,
            CASE n %% 32 WHEN 16 THEN 1 + n %% 12 ELSE 0 END,
            CASE n %% 32 WHEN 24 THEN 1 + n %% 12 ELSE 0 END
        FROM generate_series(1, %(points)s) n
        """,
        {"west": WEST, "wide": EAST - WEST, "south": SOUTH, "high": NORTH - SOUTH,
         "points": POINTS},
    )  # fmt: skip
    conn.execute("VACUUM ANALYZE population_site")


def count_plainly(conn: Connection, polygon: str) -> Counter[str]:
    """People by group by one scan and ST_Intersects: what one writes first."""
    row = conn.execute(
        """
        WITH area AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON(%s), 4326) AS geom)
        SELECT sum(s.dangerous_house)::int, sum(s.site_hut)::int, sum(s.low_lying)::int,
               sum(s.geohazard)::int, sum(s.visitors)::int
        FROM area JOIN population_site s ON ST_Intersects(s.geom, area.geom)
        """,
        (polygon,),
    ).fetchone()
    counted = zip(COUNTED, row or (), strict=True)
    return Counter({code: people for code, people in counted if people})


def list_points(conn: Connection) -> list[tuple[float | int, ...]]:
    """Every point for the peer: where it is, and its people of each of `COUNTED`."""
    return conn.execute(
        """
        SELECT ST_X(geom), ST_Y(geom), dangerous_house, site_hut, low_lying, geohazard, visitors
        FROM population_site
        """
    ).fetchall()


def find_backend(conn: Connection) -> int:
    """The process that serves this connection."""
    row = conn.execute("SELECT pg_backend_pid()").fetchone()
    assert row is not None  # noqa: S101 a function always gives its row
    return int(row[0])
