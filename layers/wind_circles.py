"""Wind circles at the moment, by the rule of `app.typhoon.track`: everything linear in time.

The state at a moment comes from the newest point up to it and the next awaited one; a circle that
only one of them has is ramped from or to nothing. Without a next point (an agency with a single
notice) the last circle stands for six hours, the longest wait between two bulletins. Arcs lie on
the same sphere as the arrival's distances.
"""

from app.maplayers.definition import (
    Categories,
    Clock,
    Field,
    Fill,
    Geometry,
    Group,
    Kind,
    Layer,
    Line,
    Symbol,
)
from app.wording import Text

SQL = """
    WITH storm AS (
        SELECT storm_id FROM incident WHERE incident_id = %(incident)s
    ), known AS (
        SELECT f.fix_id, f.agency, f.kind, f.fix_at AS point_at, f.lon, f.lat, f.averaging_min
        FROM track_fix f JOIN storm USING (storm_id)
        WHERE f.fix_at <= %(at)s
    ), last_fix AS (
        SELECT DISTINCT ON (agency) agency, kind, point_at, averaging_min
        FROM known
        ORDER BY agency, point_at DESC, kind DESC
    ), newest AS (
        SELECT DISTINCT ON (agency) forecast_id, agency
        FROM forecast_track JOIN storm USING (storm_id)
        WHERE issued_at <= %(at)s
        ORDER BY agency, issued_at DESC
    ), awaited AS (
        SELECT p.forecast_id, n.agency, l.kind, p.valid_at AS point_at, p.lon, p.lat,
               l.averaging_min
        FROM newest n
        JOIN last_fix l USING (agency)
        JOIN forecast_point p ON p.forecast_id = n.forecast_id AND p.valid_at > l.point_at
    ), point AS (
        SELECT agency, kind, point_at, lon, lat, averaging_min, 'observed' AS phase FROM known
        UNION ALL
        SELECT agency, kind, point_at, lon, lat, averaging_min, 'forecast' FROM awaited
    ), radius AS (
        SELECT k.agency, k.kind, k.point_at, r.threshold_ms, r.force,
               r.ne_km, r.se_km, r.sw_km, r.nw_km, r.rule
        FROM known k JOIN wind_radius r USING (fix_id)
        UNION ALL
        SELECT a.agency, a.kind, a.point_at, r.threshold_ms, r.force,
               r.ne_km, r.se_km, r.sw_km, r.nw_km, r.rule
        FROM awaited a
        JOIN forecast_radius r ON r.forecast_id = a.forecast_id AND r.valid_at = a.point_at
    ), before AS (
        SELECT DISTINCT ON (agency, kind) *
        FROM point WHERE point_at <= %(at)s
        ORDER BY agency, kind, point_at DESC
    ), after AS (
        SELECT DISTINCT ON (agency, kind) *
        FROM point WHERE point_at > %(at)s
        ORDER BY agency, kind, point_at
    ), state AS (
        SELECT b.agency, b.kind, b.averaging_min, b.point_at AS before_at, a.point_at AS after_at,
               COALESCE(a.phase, b.phase) AS phase, s.share,
               b.lat + s.share * (COALESCE(a.lat, b.lat) - b.lat) AS lat,
               b.lon + s.share * (COALESCE(a.lon, b.lon) - b.lon
                   - 360 * round((COALESCE(a.lon, b.lon) - b.lon) / 360)) AS lon
        FROM before b
        LEFT JOIN after a USING (agency, kind)
        CROSS JOIN LATERAL (
            SELECT COALESCE(extract(epoch FROM %(at)s - b.point_at)
                            / extract(epoch FROM a.point_at - b.point_at), 0)::float8 AS share
        ) s
        WHERE a.point_at IS NOT NULL OR %(at)s - b.point_at <= interval '6 hours'
    ), circle AS (
        SELECT s.agency, s.kind, s.averaging_min, s.phase, s.lon, s.lat, s.before_at,
               r.threshold_ms, r.force, min(r.rule) AS rule, count(*) = 1 AND s.after_at IS NOT NULL
                   AS ramped,
               sum(r.ne_km * w.weight) AS ne_km, sum(r.se_km * w.weight) AS se_km,
               sum(r.sw_km * w.weight) AS sw_km, sum(r.nw_km * w.weight) AS nw_km
        FROM state s
        JOIN radius r ON r.agency = s.agency AND r.kind = s.kind
                     AND r.point_at IN (s.before_at, s.after_at)
        CROSS JOIN LATERAL (
            SELECT CASE WHEN r.point_at = s.before_at THEN 1 - s.share ELSE s.share END AS weight
        ) w
        GROUP BY s.agency, s.kind, s.averaging_min, s.phase, s.lon, s.lat, s.before_at, s.after_at,
                 r.threshold_ms, r.force
        HAVING sum(r.ne_km * w.weight) > 0
    )
    SELECT c.agency || '-' || c.kind || '-' || c.force AS circle_id,
           CASE WHEN c.agency IN (SELECT agency FROM newest) THEN '' ELSE 'other-' END || c.force
               AS look,
           CASE WHEN c.agency = 'JMA' THEN 'JMA ' || CASE c.force WHEN 7 THEN '30' ELSE '50' END
                    || ' kt ≈ ' || CASE c.force WHEN 7 THEN '七级' ELSE '十级' END
                ELSE c.agency || CASE c.force WHEN 7 THEN ' 七级' WHEN 10 THEN ' 十级'
                                              ELSE ' 十二级' END || '风圈' END AS name,
           c.agency, c.force, c.threshold_ms, c.averaging_min, c.phase, c.ramped, c.before_at,
           round(c.ne_km::numeric, 1)::float8 AS ne_km, round(c.se_km::numeric, 1)::float8 AS se_km,
           round(c.sw_km::numeric, 1)::float8 AS sw_km, round(c.nw_km::numeric, 1)::float8 AS nw_km,
           c.rule, outline.geom
    FROM circle c
    CROSS JOIN LATERAL (
        SELECT ST_SetSRID(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))), 4326) AS geom
        FROM (
            SELECT ST_MakeLine(ST_MakePoint(
                       c.lon + degrees(atan2(sind(b.bearing) * sin(d.angle) * cosd(c.lat),
                                             cos(d.angle) - sind(c.lat) * sin(l.lat))),
                       degrees(l.lat)) ORDER BY q.quadrant, b.bearing) AS line
            FROM (VALUES (0, c.ne_km), (1, c.se_km), (2, c.sw_km), (3, c.nw_km))
                 AS q (quadrant, radius_km)
            CROSS JOIN LATERAL generate_series(q.quadrant * 90, q.quadrant * 90 + 90, 5)
                 AS b (bearing)
            CROSS JOIN LATERAL (SELECT q.radius_km / 6371.0088 AS angle) d
            CROSS JOIN LATERAL (
                SELECT asin(sind(c.lat) * cos(d.angle)
                            + cosd(c.lat) * sin(d.angle) * cosd(b.bearing)) AS lat
            ) l
        ) ring
    ) outline
"""

LAYER = Layer(
    id="wind-circles",
    title=Text("风圈", "Wind circles"),
    group=Group.WEATHER,
    order=10,
    geometry=Geometry.POLYGON,
    key="circle_id",
    sql=SQL,
    fields=(
        Field(
            "look",
            Text("风圈", "Circle"),
            enum={
                "7": Text("七级风圈", "Force 7"),
                "10": Text("十级风圈", "Force 10"),
                "12": Text("十二级风圈", "Force 12"),
                "other-7": Text("七级，其他机构", "Force 7, other agencies"),
                "other-10": Text("十级，其他机构", "Force 10, other agencies"),
                "other-12": Text("十二级，其他机构", "Force 12, other agencies"),
            },
        ),
        Field("name", Text("名称", "Name")),
        Field("agency", Text("机构", "Agency")),
        Field("force", Text("约合风力", "Nearest force"), Kind.INTEGER),
        Field("threshold_ms", Text("风速门槛", "Threshold"), Kind.NUMBER, "m/s"),
        Field("averaging_min", Text("风速平均时段", "Wind averaging"), Kind.INTEGER, "min"),
        Field("phase", Text("依据", "From")),
        Field("ramped", Text("半径由无到有推算", "Ramped"), Kind.BOOLEAN),
        Field("before_at", Text("最近定位", "Last point"), Kind.TIME),
        Field("ne_km", Text("东北", "NE"), Kind.NUMBER, "km"),
        Field("se_km", Text("东南", "SE"), Kind.NUMBER, "km"),
        Field("sw_km", Text("西南", "SW"), Kind.NUMBER, "km"),
        Field("nw_km", Text("西北", "NW"), Kind.NUMBER, "km"),
        Field("rule", Text("半径换算", "Rule"), in_tile=False),
    ),
    style=Categories(
        "look",
        {
            "7": Symbol(fill=Fill("wind", 0.16), line=Line("wind", 1.5)),
            "10": Symbol(fill=Fill("wind", 0.30), line=Line("wind", 2)),
            "12": Symbol(fill=Fill("wind", 0.50), line=Line("wind", 2.5)),
            "other-7": Symbol(line=Line("wind", 1, dash=(2, 2))),
            "other-10": Symbol(line=Line("wind", 1.5, dash=(2, 2))),
            "other-12": Symbol(line=Line("wind", 2, dash=(2, 2))),
        },
    ),
    refresh=Clock(),
    source=Text("日本气象厅、中央气象台，按各自公布的半径", "JMA and CMA, as each published them"),
    wall=True,
)
