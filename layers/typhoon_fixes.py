"""The storm's fixes and forecast points with class, wind and pressure, as known at the moment."""

from app.maplayers.definition import (
    Categories,
    Clock,
    Dot,
    Field,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    Search,
    Symbol,
)
from app.wording import Text

SQL = """
    WITH storm AS (
        SELECT storm_id, name_zh
        FROM typhoon JOIN incident USING (storm_id)
        WHERE incident_id = %(incident)s
    ), known AS (
        SELECT f.agency, f.kind, f.fix_at AS point_at, NULL::timestamptz AS issued_at, f.lon, f.lat,
               f.class, f.wind_ms, f.averaging_min, f.pressure_hpa, f.source, s.name_zh
        FROM track_fix f JOIN storm s USING (storm_id)
        WHERE f.fix_at <= %(at)s
    ), newest AS (
        SELECT DISTINCT ON (agency) forecast_id, agency, issued_at, method, name_zh
        FROM forecast_track JOIN storm USING (storm_id)
        WHERE issued_at <= %(at)s
        ORDER BY agency, issued_at DESC
    ), last_fix AS (
        SELECT DISTINCT ON (agency) agency, kind, averaging_min, point_at
        FROM known
        ORDER BY agency, point_at DESC, kind DESC
    ), point AS (
        SELECT * FROM known
        UNION ALL
        SELECT n.agency, l.kind, p.valid_at, n.issued_at, p.lon, p.lat,
               p.class, p.wind_ms, l.averaging_min, p.pressure_hpa, n.method, n.name_zh
        FROM newest n
        JOIN last_fix l USING (agency)
        JOIN forecast_point p ON p.forecast_id = n.forecast_id AND p.valid_at > l.point_at
    )
    SELECT agency || '-' || kind || '-'
               || to_char(point_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MI') AS point_id,
           COALESCE(class, 'none') || CASE WHEN issued_at IS NULL THEN '' ELSE '-forecast' END
               AS look,
           name_zh || ' ' || COALESCE(class, '') AS name,
           agency, kind, point_at, issued_at, wind_ms, averaging_min, pressure_hpa,
           to_char(point_at AT TIME ZONE 'Asia/Shanghai', 'FMDD"日"HH24"时"') AS hour_text,
           source, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS geom
    FROM point
"""

CLASSES = {
    "TD": Text("热带低压", "Tropical depression"),
    "TS": Text("热带风暴", "Tropical storm"),
    "STS": Text("强热带风暴", "Severe tropical storm"),
    "TY": Text("台风", "Typhoon"),
    "STY": Text("强台风", "Severe typhoon"),
    "SuperTY": Text("超强台风", "Super typhoon"),
    "EX": Text("变性", "Extratropical"),
    "LOW": Text("低压", "Low"),
    "none": Text("未定级", "No class"),
}
COLORS = {name: f"class-{name.lower()}" for name in CLASSES} | dict.fromkeys(
    ("EX", "LOW", "none"), "t3"
)
FORECASTS = {
    f"{name}-forecast": Text(f"{title.zh}（预报）", f"{title.en}, forecast")
    for name, title in CLASSES.items()
}

LAYER = Layer(
    id="typhoon-fixes",
    title=Text("台风定位", "Typhoon fixes"),
    group=Group.WEATHER,
    order=15,
    geometry=Geometry.POINT,
    key="point_id",
    sql=SQL,
    fields=(
        Field("look", Text("强度", "Class"), enum=CLASSES | FORECASTS),
        Field("name", Text("名称", "Name")),
        Field("agency", Text("机构", "Agency")),
        Field("kind", Text("性质", "Kind")),
        Field("point_at", Text("时刻", "Time"), Kind.TIME),
        Field("issued_at", Text("起报时间", "Issued"), Kind.TIME),
        Field("wind_ms", Text("近中心最大风速", "Maximum wind"), Kind.NUMBER, "m/s"),
        Field("averaging_min", Text("风速平均时段", "Wind averaging"), Kind.INTEGER, "min"),
        Field("pressure_hpa", Text("中心气压", "Central pressure"), Kind.NUMBER, "hPa"),
        Field("hour_text", Text("日时", "Day and hour")),
        Field("source", Text("来源", "Source"), in_tile=False),
    ),
    style=Categories(
        "look",
        {name: Symbol(dot=Dot(color, 4, outline="halo")) for name, color in COLORS.items()}
        | {
            f"{name}-forecast": Symbol(dot=Dot(color, 4, hollow=True))
            for name, color in COLORS.items()
        },
    ),
    labels=(Label("hour_text", min_zoom=6, color="t2", size=12),),
    refresh=Clock(),
    source=Text("日本气象厅、IBTrACS、中央气象台", "JMA, IBTrACS, CMA"),
    wall=True,
    search=Search(
        kind_label=Text("台风", "Typhoon"),
        sql="""
            SELECT DISTINCT ON (t.storm_id)
                   f.agency || '-' || f.kind || '-'
                       || to_char(f.fix_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MI') AS key,
                   t.name_zh AS name, lower(replace(t.name_en, '-', '')) AS pinyin,
                   NULL AS initials, t.name_en || ' ' || t.storm_id AS also,
                   ST_SetSRID(ST_MakePoint(f.lon, f.lat), 4326) AS geom
            FROM incident i
            JOIN typhoon t USING (storm_id)
            JOIN track_fix f USING (storm_id)
            WHERE i.incident_id = %(incident)s AND f.fix_at <= %(at)s
            ORDER BY t.storm_id, f.fix_at DESC
        """,
        rank=1,
    ),
)
