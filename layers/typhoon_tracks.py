"""Where the incident's storm went, and where each agency awaits it, as known at the moment."""

from app.maplayers.definition import (
    Categories,
    Clock,
    Field,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    Line,
    Symbol,
)
from app.wording import Text

# The agency whose forecast is followed is drawn strong, the others thin. A forecast's line starts
# at the last fix, so that the track is whole.
SQL = """
    WITH storm AS (
        SELECT storm_id FROM incident WHERE incident_id = %(incident)s
    ), known AS (
        SELECT f.agency, f.kind, f.fix_at, f.averaging_min, f.source,
               ST_SetSRID(ST_MakePoint(f.lon, f.lat), 4326) AS place
        FROM track_fix f JOIN storm USING (storm_id)
        WHERE f.fix_at <= %(at)s
    ), newest AS (
        SELECT DISTINCT ON (agency) forecast_id, agency, issued_at, synthetic
        FROM forecast_track JOIN storm USING (storm_id)
        WHERE issued_at <= %(at)s
        ORDER BY agency, issued_at DESC
    ), last_fix AS (
        SELECT DISTINCT ON (agency) agency, kind, fix_at, averaging_min, source, place
        FROM known
        ORDER BY agency, fix_at DESC, kind DESC
    ), awaited AS (
        SELECT n.agency, l.kind, n.issued_at, n.synthetic, l.averaging_min, p.valid_at,
               ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) AS place
        FROM newest n
        JOIN last_fix l USING (agency)
        JOIN forecast_point p ON p.forecast_id = n.forecast_id AND p.valid_at > l.fix_at
        UNION ALL
        SELECT n.agency, l.kind, n.issued_at, n.synthetic, l.averaging_min, l.fix_at, l.place
        FROM newest n JOIN last_fix l USING (agency)
    ), track AS (
        SELECT agency, kind, 'observed' AS phase, min(fix_at) AS from_at, max(fix_at) AS to_at,
               NULL::timestamptz AS issued_at, false AS synthetic,
               min(averaging_min) AS averaging_min, min(source) AS source,
               ST_MakeLine(place ORDER BY fix_at) AS geom, count(*) AS points
        FROM known
        GROUP BY agency, kind
        UNION ALL
        SELECT agency, kind, 'forecast', min(valid_at), max(valid_at), issued_at, synthetic,
               min(averaging_min), NULL, ST_MakeLine(place ORDER BY valid_at), count(*)
        FROM awaited
        GROUP BY agency, kind, issued_at, synthetic
    )
    SELECT agency || '-' || kind || '-' || phase AS track_id,
           CASE WHEN agency IN (SELECT agency FROM newest) THEN 'main-' ELSE 'other-' END || phase
               AS look,
           agency || CASE WHEN phase = 'observed' THEN ' 实况'
                          WHEN synthetic THEN ' 合成预报' ELSE ' 预报' END AS name,
           agency, kind, from_at, to_at, issued_at, synthetic, averaging_min, source, geom
    FROM track
    WHERE points > 1
"""

LAYER = Layer(
    id="typhoon-tracks",
    title=Text("台风路径", "Typhoon tracks"),
    group=Group.WEATHER,
    order=14,
    geometry=Geometry.LINE,
    key="track_id",
    sql=SQL,
    fields=(
        Field(
            "look",
            Text("路径", "Track"),
            enum={
                "main-observed": Text("实况路径", "Observed track"),
                "main-forecast": Text("预报路径", "Forecast track"),
                "other-observed": Text("其他机构实况", "Other agencies, observed"),
                "other-forecast": Text("其他机构预报", "Other agencies, forecast"),
            },
        ),
        Field("name", Text("名称", "Name")),
        Field("agency", Text("机构", "Agency")),
        Field(
            "kind",
            Text("性质", "Kind"),
            enum={
                "operational": Text("业务定位", "Operational"),
                "besttrack": Text("最佳路径（事后）", "Best track"),
            },
        ),
        Field("from_at", Text("起", "From"), Kind.TIME),
        Field("to_at", Text("止", "To"), Kind.TIME),
        Field("issued_at", Text("起报时间", "Issued"), Kind.TIME),
        Field("synthetic", Text("合成（演练用）", "Synthetic"), Kind.BOOLEAN),
        Field("averaging_min", Text("风速平均时段", "Wind averaging"), Kind.INTEGER, "min"),
        Field("source", Text("来源", "Source"), in_tile=False),
    ),
    style=Categories(
        "look",
        {
            "main-observed": Symbol(line=Line("t1", 2, casing="halo")),
            "main-forecast": Symbol(line=Line("t1", 2, dash=(3, 2))),
            "other-observed": Symbol(line=Line("t2", 1)),
            "other-forecast": Symbol(line=Line("t2", 1, dash=(3, 2))),
        },
    ),
    labels=(Label("name", min_zoom=5, color="t2"),),
    refresh=Clock(),
    source=Text("日本气象厅、IBTrACS、中央气象台", "JMA, IBTrACS, CMA"),
    wall=True,
)
