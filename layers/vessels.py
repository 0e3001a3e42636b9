"""Vessels at the incident's moment: the last fix of each that is not after it.

A county also sees those of others inside its sea area, by position, name and kind only: their rows
of the register are hidden from it. Drawn from live frames, so there are no tiles. The latest
position answers for the present; only a moment before it is looked up in the history, one index
step a vessel.
"""

from app.maplayers.definition import (
    Categories,
    Field,
    Geometry,
    Group,
    Icon,
    Kind,
    Layer,
    Positions,
    Search,
    Symbol,
)
from app.registers.kinds.vessels import GEARS, KINDS
from app.unit_words import FORCE, KNOTS, PEOPLE
from app.wording import Text

SOURCES = {
    "1": Text("AIS（UDP）", "AIS over UDP"),
    "2": Text("AIS（TCP）", "AIS over TCP"),
    "3": Text("北斗", "BeiDou"),
    "4": Text("回放", "Replay"),
    "5": Text("网关", "Gateway"),
}

LAYER = Layer(
    id="vessels",
    title=Text("船舶", "Vessels"),
    group=Group.SEA,
    order=80,
    geometry=Geometry.POINT,
    key="vessel_id",
    sql="""
        SELECT l.vessel_id, coalesce(v.name, visitor.name) AS name,
               coalesce(v.kind, visitor.kind) AS kind, v.gear, v.mmsi::text AS mmsi, v.beidou_id,
               coalesce(v.registered, true) AS registered,
               p.fix_at, p.sog_kn, p.cog_deg, p.heading_deg, p.source::integer AS source,
               v.length_m, v.power_kw, v.crew_rated, v.crew_aboard,
               v.wind_rating::integer AS wind_rating, h.name AS home_harbour,
               t.name AS township, c.name AS county,
               ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) AS geom
        FROM position_latest l
        LEFT JOIN vessel v ON v.vessel_id = l.vessel_id
        LEFT JOIN visiting_vessels(%(world)s) visitor ON visitor.vessel_id = l.vessel_id
        JOIN LATERAL (
            SELECT l.fix_at, l.lon, l.lat, l.sog_kn, l.cog_deg, l.heading_deg, l.source
            WHERE l.fix_at <= %(at)s
            UNION ALL
            (SELECT b.fix_at, b.lon, b.lat, b.sog_kn, b.cog_deg, b.heading_deg, b.source
             FROM position_history b
             WHERE l.fix_at > %(at)s AND b.world_id = l.world_id
               AND b.vessel_id = l.vessel_id AND b.fix_at <= %(at)s
             ORDER BY b.fix_at DESC LIMIT 1)
        ) p ON true
        LEFT JOIN harbour h ON h.harbour_id = v.home_harbour_id
        LEFT JOIN admin_unit t ON t.code = v.township_code
        LEFT JOIN admin_unit c ON c.code = v.county_code
        WHERE l.world_id = %(world)s
          AND (v.vessel_id IS NOT NULL OR visitor.vessel_id IS NOT NULL)
    """,
    fields=(
        Field("name", Text("船名", "Name")),
        Field("kind", Text("种类", "Kind"), enum=KINDS),
        Field("gear", Text("作业方式", "Gear"), enum=GEARS),
        Field("mmsi", Text("MMSI", "MMSI")),
        Field("beidou_id", Text("北斗号", "BeiDou number")),
        Field("registered", Text("在册", "In the register"), Kind.BOOLEAN),
        Field("fix_at", Text("船位时间", "Fix at"), Kind.TIME),
        Field("sog_kn", Text("航速", "Speed"), Kind.NUMBER, unit=KNOTS),
        Field("cog_deg", Text("航向", "Course"), Kind.NUMBER, unit="°"),
        Field("heading_deg", Text("船首向", "Heading"), Kind.NUMBER, unit="°"),
        Field("source", Text("来源", "Source"), Kind.INTEGER, enum=SOURCES),
        Field("length_m", Text("船长", "Length"), Kind.NUMBER, unit="m"),
        Field("power_kw", Text("主机功率", "Power"), Kind.NUMBER, unit="kW"),
        Field("crew_rated", Text("核定船员", "Rated crew"), Kind.INTEGER, unit=PEOPLE),
        Field("crew_aboard", Text("在船人数", "Aboard"), Kind.INTEGER, unit=PEOPLE),
        Field("wind_rating", Text("抗风等级", "Stands force"), Kind.INTEGER, unit=FORCE),
        Field("home_harbour", Text("船籍港", "Home harbour")),
        Field("township", Text("乡镇街道", "Township")),
        Field("county", Text("县区", "County")),
    ),
    style=Categories("kind", {kind: Symbol(icon=Icon(rotate_by="cog_deg")) for kind in KINDS}),
    refresh=Positions(),
    wall=True,
    zoom=(9, 22),
    illustrative=True,
    source=Text("演练：模拟船队发出的 AIS 与北斗", "Exercise: AIS and BeiDou of a simulated fleet"),
    search=Search(
        kind_label=Text("船舶", "Vessel"),
        sql="""
            SELECT v.vessel_id AS key, v.name, v.pinyin, v.initials,
                   concat_ws(' ', v.mmsi, v.beidou_id) AS also,
                   ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) AS geom
            FROM vessel v
            LEFT JOIN position_latest p
                   ON p.vessel_id = v.vessel_id AND p.world_id = %(world)s
            UNION ALL
            SELECT visitor.vessel_id, visitor.name, NULL, NULL, NULL,
                   ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326)
            FROM visiting_vessels(%(world)s) visitor
            JOIN position_latest p
              ON p.vessel_id = visitor.vessel_id AND p.world_id = %(world)s
        """,
        rank=60,
    ),
)
