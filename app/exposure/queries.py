"""SQL of exposure. One statement answers a polygon, so that the counts are of one moment."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg.rows import class_row

from app.database import Connection
from app.exposure.landings import list_uncounted
from app.exposure.model import (
    AreaQuestion,
    Exposure,
    GroupCode,
    GroupCount,
    LandExposure,
    Landing,
    Overlap,
    SeaExposure,
    ShelterInside,
    SiteDemand,
    Threatened,
    VillagePeople,
)

# Who leaves with a lower-numbered zone is that zone's. Its other people may leave with this one.
_AREA = """
    WITH area AS MATERIALIZED (
        SELECT ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326) AS geom
    ), other AS MATERIALIZED (
        SELECT z.zone_id, z.number, z.name, z.geom, z.due_groups, z.number < %(number)s AS earlier
        FROM evacuation_zone z, area
        WHERE z.incident_id = %(incident)s AND z.state = 'draft'
          AND z.zone_id IS DISTINCT FROM %(zone_id)s::uuid
          AND z.geom && area.geom AND ST_Relate(z.geom, area.geom, '2********')
    ), site AS MATERIALIZED (
        SELECT s.site_id, s.village_code, s.residents, s.households, s.visitors,
               s.mobility_limited, s.geom,
               coalesce((SELECT array_agg(DISTINCT g) FROM other o, unnest(o.due_groups) AS g
                         WHERE o.earlier AND ST_Covers(o.geom, s.geom)), '{}') AS taken
        FROM population_site s, area
        WHERE s.geom && area.geom AND ST_Covers(area.geom, s.geom)
    ), grouped AS MATERIALIZED (
        SELECT s.site_id, s.village_code, g.group_code, g.people,
               g.group_code = ANY(s.taken) AS taken,
               g.group_code = ANY(%(due)s) AND NOT g.group_code = ANY(s.taken) AS due,
               CASE WHEN g.group_code = 'visitor' THEN 0
                    ELSE g.people / greatest(s.residents, 1)::float8 END AS share,
               s.households, s.mobility_limited
        FROM site s CROSS JOIN LATERAL (
            SELECT group_code, people FROM population_group p WHERE p.site_id = s.site_id
            UNION ALL SELECT 'visitor', s.visitors
            UNION ALL SELECT 'resident', greatest(s.residents - coalesce(sum(people)::int, 0), 0)
                FROM population_group p WHERE p.site_id = s.site_id
        ) g
    )
"""

_EXPOSURE = f"""
    {_AREA}
    , mover AS MATERIALIZED (
        -- Materialised before the join: the planner overrates ST_Covers and then takes any join.
        SELECT p.vessel_id, p.lon, p.lat, p.fix_at
        FROM area JOIN position_latest p ON p.world_id = %(world)s
             AND p.lon BETWEEN ST_XMin(area.geom) AND ST_XMax(area.geom)
             AND p.lat BETWEEN ST_YMin(area.geom) AND ST_YMax(area.geom)
        WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))
    ), port AS MATERIALIZED (
        -- Plane degrees: a thousandth off over a radius, ten times cheaper than geography.
        SELECT h.name, h.geom, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat,
               h.radius_m / 111195.0 AS reach, cos(radians(ST_Y(h.geom))) AS squeeze
        FROM harbour h, area WHERE h.geom && ST_Expand(area.geom, 0.1)
    ), vessel_inside AS MATERIALIZED (
        SELECT v.kind, v.crew_aboard, m.fix_at < %(stale_before)s AS stale, m.lon, m.lat,
               (SELECT h.name FROM port h
                WHERE m.lat BETWEEN h.lat - h.reach AND h.lat + h.reach
                  AND (h.lat - m.lat) ^ 2 + ((h.lon - m.lon) * h.squeeze) ^ 2 < h.reach ^ 2
                LIMIT 1) AS port
        FROM mover m JOIN vessel v ON v.vessel_id = m.vessel_id AND v.kind <> 'net_buoy'
    ), afloat AS MATERIALIZED (
        SELECT 'aquaculture' AS group_code, f.name, f.people, f.geom FROM (
            SELECT a.name, a.people, ST_PointOnSurface(a.geom) AS geom
            FROM aquaculture_area a, area WHERE a.geom && area.geom AND a.people > 0) f, area
        WHERE ST_Covers(area.geom, f.geom) AND NOT EXISTS (
            SELECT FROM other o WHERE o.earlier AND 'aquaculture' = ANY(o.due_groups)
                                  AND ST_Covers(o.geom, f.geom))
        UNION ALL
        SELECT 'moored_crew', p.name, sum(least(v.crew_aboard, %(watch)s))::int, p.geom
        FROM vessel_inside v JOIN port p ON p.name = v.port
        WHERE v.crew_aboard > 0 AND NOT EXISTS (
            SELECT FROM other o WHERE o.earlier AND 'moored_crew' = ANY(o.due_groups)
                        AND ST_Covers(o.geom, ST_SetSRID(ST_MakePoint(v.lon, v.lat), 4326)))
        GROUP BY p.name, p.geom
    )
    SELECT
        (SELECT ARRAY[
            coalesce(sum(people) FILTER (WHERE NOT taken AND group_code <> 'visitor'), 0),
            coalesce(round(sum(households * share) FILTER (WHERE NOT taken)), 0),
            coalesce(sum(people) FILTER (WHERE NOT taken AND group_code = 'visitor'), 0),
            coalesce(round(sum(mobility_limited * share) FILTER (WHERE due)), 0),
            coalesce(sum(people) FILTER (WHERE taken), 0)]
         FROM grouped) AS land,
        (SELECT json_object_agg(group_code, people)
         FROM (SELECT group_code, sum(people) AS people
               FROM grouped WHERE NOT taken GROUP BY group_code) t) AS groups,
        (SELECT json_agg(json_build_array(code, name, people) ORDER BY people DESC, code)
         FROM (SELECT u.code, u.name, sum(g.people) AS people
               FROM grouped g JOIN admin_unit u ON u.code = g.village_code
               WHERE g.due GROUP BY u.code, u.name) t WHERE people > 0) AS villages,
        (SELECT ARRAY[count(*), coalesce(sum(crew_aboard), 0),
                      count(*) FILTER (WHERE crew_aboard IS NULL),
                      count(*) FILTER (WHERE port IS NOT NULL), count(*) FILTER (WHERE stale)]
         FROM vessel_inside) AS sea,
        (SELECT json_object_agg(kind, n) FROM
            (SELECT kind, count(*) AS n FROM vessel_inside GROUP BY kind) t) AS by_kind,
        (SELECT array_agg(h.code ORDER BY h.code) FROM hazard_point h, area
         WHERE ST_Covers(area.geom, h.geom)) AS hazard_points,
        (SELECT array_agg(r.code ORDER BY r.code) FROM risk_area r, area
         WHERE ST_Intersects(area.geom, r.geom)) AS risk_areas,
        (SELECT json_agg(json_build_array(s.code, s.name,
                    CASE WHEN s.status IN ('unavailable', 'closing', 'closed', 'full') THEN 0
                         ELSE greatest(s.rated_capacity - s.occupied, 0) END, s.status)
                ORDER BY s.code)
         FROM shelter s, area WHERE ST_Covers(area.geom, s.geom)) AS shelters,
        (SELECT json_agg(json_build_array(o.zone_id, o.number, o.name,
                    ST_Area(ST_Intersection(o.geom, area.geom)::geography) / 1e6,
                    (SELECT coalesce(sum(s.residents + s.visitors), 0) FROM site s
                     WHERE ST_Covers(o.geom, s.geom))) ORDER BY o.number)
         FROM other o, area) AS overlaps,
        (SELECT ST_Area(geom::geography) / 1e6 FROM area) AS area_km2,
        (SELECT max(fix_at) FROM position_latest WHERE world_id = %(world)s) AS newest_fix_at,
        (SELECT ARRAY[coalesce(sum(h.threatened_households), 0),
                      coalesce(sum(h.threatened_people), 0)]
         FROM hazard_point h, area WHERE ST_Covers(area.geom, h.geom)) AS threatened,
        (SELECT json_agg(json_build_array(f.group_code, f.name, f.people, s.site_id::text,
                    s.village_code, s.village, ST_DistanceSphere(s.geom, f.geom))
                ORDER BY f.group_code, f.name)
         FROM afloat f CROSS JOIN LATERAL (
            SELECT s.site_id, s.village_code, u.name AS village, s.geom
            FROM population_site s JOIN admin_unit u ON u.code = s.village_code
            ORDER BY s.geom <-> f.geom LIMIT 1) s) AS landings
"""  # noqa: S608 a constant of this file

_DEMAND = f"""
    {_AREA}
    SELECT g.site_id::text AS site, g.village_code, u.name AS village, sum(g.people)::int AS people,
           g.group_code = 'visitor' AS visitors, g.group_code = 'aquaculture' AS at_sea
    FROM grouped g JOIN admin_unit u ON u.code = g.village_code
    WHERE g.due AND g.people > 0
    GROUP BY g.site_id, g.village_code, u.name, 5, 6 ORDER BY g.site_id, 5, 6
"""  # noqa: S608 a constant of this file


def measure(
    conn: Connection, question: AreaQuestion, at: datetime, stale_after: timedelta, watch: int
) -> Exposure:
    """What `question.polygon` holds. `at` is the incident's moment.

    `watch`: how many of a crew stay aboard in port; the others are at home.
    """
    parameters = {**_query_parameters(question), "stale_before": at - stale_after, "watch": watch}
    row = conn.execute(_EXPOSURE, parameters).fetchone()
    assert row is not None  # noqa: S101 a SELECT without FROM always gives its row
    return _exposure_of_row(row, question.due)


def _query_parameters(question: AreaQuestion) -> dict[str, Any]:
    return {
        "polygon": question.polygon,
        "incident": question.incident_id,
        "world": question.world_id,
        "zone_id": question.zone_id,
        "number": question.number,
        "due": [str(code) for code in question.due],
    }


def _exposure_of_row(row: tuple[Any, ...], due: frozenset[GroupCode]) -> Exposure:
    land, found, villages, sea, by_kind, hazards, risks, shelters, overlaps = row[:9]
    area, newest, threatened, afloat = row[9:]
    groups: dict[str, int] = found or {}
    at_home = groups.get(GroupCode.AQUACULTURE, 0)
    working = [_landing(each) for each in afloat or ()]
    landings = tuple(list_uncounted(working, at_home))
    return Exposure(
        land=_land_of_row(land, groups, due, landings),
        sea=SeaExposure(*(int(n) for n in sea), by_kind=by_kind or {}),
        hazard_points=tuple(hazards or ()),
        risk_areas=tuple(risks or ()),
        shelters=tuple(ShelterInside(*item) for item in shelters or ()),
        overlaps=tuple(Overlap(*item) for item in overlaps or ()),
        counted_elsewhere=int(land[4]),
        area_km2=float(area),
        villages=_villages(villages or (), [each for each in landings if each.group in due]),
        inputs={"newest_position_at": "" if newest is None else newest.isoformat()},
        threatened=Threatened(*(int(n) for n in threatened)),
        landings=landings,
        farthest_farm_m=max(
            (each.metres for each in working if each.group is GroupCode.AQUACULTURE), default=0.0
        ),
    )


def _landing(item: list[Any]) -> Landing:
    return Landing(GroupCode(item[0]), *item[1:])


def _land_of_row(
    counts: list[Any],
    groups: dict[str, int],
    due: frozenset[GroupCode],
    landings: Sequence[Landing],
) -> LandExposure:
    afloat = Counter[str](groups)
    for landing in landings:
        afloat[landing.group] += landing.people
    found = tuple(
        GroupCount(code, afloat[code], code in due)
        for code in GroupCode
        if afloat[code] or code in due
    )
    residents, households, visitors, mobility_limited = (int(n) for n in counts[:4])
    at_work = sum(each.people for each in landings if each.group is GroupCode.AQUACULTURE)
    return LandExposure(residents, households, visitors, mobility_limited, found, at_work)


def _villages(
    counted: Sequence[list[Any]], landing: Sequence[Landing]
) -> tuple[VillagePeople, ...]:
    """The villages with those who land there, the largest first."""
    names = {code: name for code, name, _ in counted}
    names |= {each.village_code: each.village for each in landing}
    people = Counter[str]({code: count for code, _, count in counted})
    for each in landing:
        people[each.village_code] += each.people
    found = (VillagePeople(code, names[code], count) for code, count in people.items())
    return tuple(sorted(found, key=lambda each: (-each.people, each.code)))


def list_demand(conn: Connection, question: AreaQuestion) -> list[SiteDemand]:
    """People who must leave their dwelling points, by point."""
    with conn.cursor(row_factory=class_row(SiteDemand)) as cursor:
        return cursor.execute(_DEMAND, _query_parameters(question)).fetchall()
