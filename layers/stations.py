"""Stations with the last value of each kind at the incident's moment."""

from app.maplayers.definition import (
    Categories,
    Dot,
    Every,
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

# Measured values count for a day; `late` is older than two reports of an hour each.
SQL = """
    WITH last AS MATERIALIZED (
        SELECT s.station_code, s.kind, s.nature, s.span_min, o.at, o.value
        FROM series s
        CROSS JOIN LATERAL (
            SELECT at, value FROM observation
            WHERE series_id = s.series_id AND at <= %(at)s AND known_at <= %(at)s
              AND at > %(at)s::timestamptz - interval '24 hours'
            ORDER BY at DESC, known_at DESC, recorded_at DESC LIMIT 1
        ) o
    ), reading AS (
        SELECT station_code,
               max(at) FILTER (WHERE nature = 'observed') AS observed_at,
               max(value) FILTER (WHERE kind = 'tide' AND nature = 'observed') AS level_m,
               max(value) FILTER (WHERE kind = 'tide' AND nature = 'predicted') AS tide_m,
               max(value) FILTER (WHERE kind = 'surge' AND nature = 'observed') AS surge_m,
               max(value) FILTER (WHERE kind = 'rain' AND nature = 'observed') AS rain_mm,
               max(span_min) FILTER (WHERE kind = 'rain' AND nature = 'observed') AS rain_min,
               max(value) FILTER (WHERE kind = 'wind' AND nature = 'observed') AS wind_ms,
               max(value) FILTER (WHERE kind = 'gust' AND nature = 'observed') AS gust_ms
        FROM last GROUP BY station_code
    )
    SELECT t.code, t.name, c.name AS county,
           CASE WHEN r.observed_at IS NULL THEN 'none'
                WHEN r.observed_at < %(at)s::timestamptz - interval '2 hours' THEN 'late'
                ELSE 'fresh' END AS look,
           r.observed_at, r.wind_ms, r.gust_ms, r.rain_mm, r.rain_min, r.level_m, r.tide_m,
           r.surge_m, t.warning_level_m, t.illustrative, t.source, t.geom
    FROM station t
    LEFT JOIN reading r ON r.station_code = t.code
    LEFT JOIN admin_unit c ON c.code = t.county_code
"""

LOOKS = {
    "fresh": Text("两小时内有实测", "Measured within two hours"),
    "late": Text("实测迟到", "Measurement late"),
    "none": Text("一天没有实测", "No measurement for a day"),
}

LAYER = Layer(
    id="stations",
    title=Text("测站", "Stations"),
    group=Group.WEATHER,
    order=73,
    geometry=Geometry.POINT,
    key="code",
    sql=SQL,
    fields=(
        Field("code", Text("站码", "Code")),
        Field("name", Text("站名", "Name")),
        Field("county", Text("县区", "County"), in_tile=False),
        Field("look", Text("实测", "Measured"), enum=LOOKS),
        Field("observed_at", Text("最近实测", "Last measured"), Kind.TIME),
        Field("wind_ms", Text("平均风", "Mean wind"), Kind.NUMBER, "m/s"),
        Field("gust_ms", Text("阵风", "Gust"), Kind.NUMBER, "m/s"),
        Field("rain_mm", Text("雨量", "Rain"), Kind.NUMBER, "mm"),
        Field("rain_min", Text("雨量时段", "Rain over"), Kind.NUMBER, "min", in_tile=False),
        Field("level_m", Text("实测潮位", "Level measured"), Kind.NUMBER, "m"),
        Field("tide_m", Text("天文潮", "Tide predicted"), Kind.NUMBER, "m"),
        Field("surge_m", Text("增水", "Surge"), Kind.NUMBER, "m"),
        Field(
            "warning_level_m", Text("警戒潮位", "Warning level"), Kind.NUMBER, "m", in_tile=False
        ),
        Field("illustrative", Text("示意数据", "Illustrative"), Kind.BOOLEAN),
        Field("source", Text("来源", "Source"), in_tile=False),
    ),
    style=Categories(
        "look",
        {
            "fresh": Symbol(dot=Dot("water", 4, outline="halo")),
            "late": Symbol(dot=Dot("water", 4, hollow=True)),
            "none": Symbol(dot=Dot("t3", 4, hollow=True)),
        },
    ),
    labels=(Label("name", min_zoom=11, size=12),),
    refresh=Every(30),
    wall=True,
    zoom=(8, 22),
    illustrative=True,
    source=Text("示意站与示意过程，不是实测", "Illustrative stations and course, not measured"),
    search=Search(
        kind_label=Text("测站", "Station"),
        sql="SELECT code AS key, name, pinyin, initials, code AS also, geom FROM station",
        rank=45,
    ),
)
