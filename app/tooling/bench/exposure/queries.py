"""SQL of the exposure bench: a million points with groups, and the plain way to count them."""

from collections import Counter

from app.database import Connection
from app.tooling.bench.exposure.polygons import EAST, NORTH, SOUTH, WEST

POINTS = 1_000_000


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
    conn.execute(
        """
        INSERT INTO population_site
            (site_id, village_code, residents, households, visitors, mobility_limited, geom)
        SELECT n, 'BV' || n %% 400, 20 + n %% 60, 8, n %% 5, n %% 4, ST_SetSRID(ST_MakePoint(
            %(west)s + random() * %(wide)s, %(south)s + random() * %(high)s), 4326)
        FROM generate_series(1, %(points)s) n
        """,
        {"west": WEST, "wide": EAST - WEST, "south": SOUTH, "high": NORTH - SOUTH,
         "points": POINTS},
    )  # fmt: skip
    conn.execute(
        """
        INSERT INTO population_group (site_id, group_code, people)
        SELECT n, (ARRAY['dangerous_house', 'site_hut', 'low_lying', 'geohazard'])[1 + n / 8 %% 4],
               1 + n %% 12
        FROM generate_series(8, %s, 8) n
        """,
        (POINTS,),
    )
    conn.execute("VACUUM ANALYZE population_site")
    conn.execute("VACUUM ANALYZE population_group")


def count_plainly(conn: Connection, polygon: str) -> Counter[str]:
    """People by group by one join and ST_Intersects: what one writes first."""
    rows = conn.execute(
        """
        WITH area AS (SELECT ST_SetSRID(ST_GeomFromGeoJSON(%s), 4326) AS geom)
        SELECT g.group_code, sum(g.people)::int
        FROM area JOIN population_site s ON ST_Intersects(s.geom, area.geom)
             JOIN population_group g USING (site_id)
        GROUP BY 1
        UNION ALL
        SELECT 'visitor', sum(s.visitors)::int
        FROM area JOIN population_site s ON ST_Intersects(s.geom, area.geom)
        """,
        (polygon,),
    ).fetchall()
    return Counter({code: people for code, people in rows if people})


def list_points(conn: Connection) -> list[tuple[float, float, str, int, int]]:
    """Every point for the peer: where it is, its group if any, the group's people, its visitors."""
    return conn.execute(
        """
        SELECT ST_X(s.geom), ST_Y(s.geom), coalesce(g.group_code, ''), coalesce(g.people, 0),
               s.visitors
        FROM population_site s LEFT JOIN population_group g USING (site_id)
        """
    ).fetchall()


def find_backend(conn: Connection) -> int:
    """The process that serves this connection."""
    row = conn.execute("SELECT pg_backend_pid()").fetchone()
    assert row is not None  # noqa: S101 a function always gives its row
    return int(row[0])
