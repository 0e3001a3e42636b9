"""SQL of what a city lacks."""

from dataclasses import dataclass

from psycopg.rows import class_row

from app.database import Connection


@dataclass(frozen=True, slots=True)
class CityFacts:
    """Counts that answers rest on."""

    units: int
    villages: int
    lands: int
    people: int
    grouped: int
    shelters: int
    roads: int
    harbours: int
    ferry_lines: int
    vessels: int
    silent_vessels: int  # with neither MMSI nor BeiDou number: no report can be theirs
    slopes: int
    dykes: int
    unanswered_villages: int  # without a post
    storms: int
    illustrative: int


@dataclass(frozen=True, slots=True)
class IslandFacts:
    """An island with people, and how they leave it or stay."""

    name: str
    people: int
    places: int  # in shelters
    lines: int  # ferry lines that land there
    bridges: int  # roads that lead off it


def city_facts(conn: Connection) -> CityFacts:
    """Count what stands."""
    with conn.cursor(row_factory=class_row(CityFacts)) as cursor:
        found = cursor.execute(
            """
            SELECT (SELECT count(*) FROM admin_unit) AS units,
                   (SELECT count(*) FROM admin_unit WHERE kind = 'village') AS villages,
                   (SELECT count(*) FROM land_area) AS lands,
                   (SELECT coalesce(sum(residents), 0) FROM population_site) AS people,
                   (SELECT coalesce(sum(people), 0) FROM population_group) AS grouped,
                   (SELECT count(*) FROM shelter) AS shelters,
                   (SELECT count(*) FROM road_edge) AS roads,
                   (SELECT count(*) FROM harbour) AS harbours,
                   (SELECT count(*) FROM ferry_line) AS ferry_lines,
                   (SELECT count(*) FROM vessel WHERE registered) AS vessels,
                   (SELECT count(*) FROM vessel WHERE registered AND mmsi IS NULL
                        AND beidou_id IS NULL) AS silent_vessels,
                   (SELECT count(*) FROM hazard_point) + (SELECT count(*) FROM risk_area) AS slopes,
                   (SELECT count(*) FROM sea_dyke) AS dykes,
                   (SELECT count(*) FROM admin_unit u WHERE kind = 'village'
                        AND NOT EXISTS (SELECT FROM post p WHERE p.unit_code = u.code))
                       AS unanswered_villages,
                   (SELECT count(*) FROM typhoon) AS storms,
                   (SELECT count(*) FROM population_site WHERE origin <> 'real') AS illustrative
            """
        ).fetchone()
    assert found is not None  # noqa: S101 a SELECT without FROM always gives its row
    return found


def island_facts(conn: Connection) -> list[IslandFacts]:
    """Every island with people, by how many they are."""
    with conn.cursor(row_factory=class_row(IslandFacts)) as cursor:
        return cursor.execute(
            """
            SELECT coalesce(l.name, l.code) AS name, p.people,
                   (SELECT coalesce(sum(rated_capacity), 0) FROM shelter s
                    WHERE ST_Covers(l.geom, s.geom)) AS places,
                   (SELECT count(*) FROM ferry_line f JOIN harbour h
                      ON h.harbour_id IN (f.from_harbour_id, f.to_harbour_id)
                    WHERE ST_DWithin(l.geom, h.geom, 0.005)) AS lines,
                   (SELECT count(*) FROM road_edge e
                    WHERE e.geom && l.geom AND ST_Intersects(l.geom, e.geom)
                      AND NOT ST_DWithin(l.geom, ST_EndPoint(e.geom), 0.002)
                       OR e.geom && l.geom AND ST_Intersects(l.geom, e.geom)
                      AND NOT ST_DWithin(l.geom, ST_StartPoint(e.geom), 0.002)) AS bridges
            FROM land_area l JOIN LATERAL (
                SELECT coalesce(sum(residents + visitors), 0) AS people FROM population_site s
                WHERE ST_Covers(l.geom, s.geom)
            ) p ON p.people > 0
            WHERE NOT l.mainland ORDER BY p.people DESC, 1
            """
        ).fetchall()
