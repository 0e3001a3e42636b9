"""Fishing harbours, anchorages and ferry piers, with berths and wind rating."""

from app.maplayers.definition import (
    Categories,
    Field,
    Geometry,
    Group,
    Icon,
    Kind,
    Label,
    Layer,
    Search,
    Static,
    Symbol,
)
from app.registers.kinds.harbours import LEVELS
from app.unit_words import FORCE, VESSELS
from app.wording import Text

LAYER = Layer(
    id="harbours",
    title=Text("渔港与锚地", "Harbours"),
    group=Group.SEA,
    order=72,
    geometry=Geometry.POINT,
    key="harbour_id",
    sql="""
        SELECT h.harbour_id, h.name, h.level, h.is_refuge, h.wind_rating::integer AS wind_rating,
               h.berth_capacity, t.name AS township, c.name AS county, h.geom
        FROM harbour h
        LEFT JOIN admin_unit t ON t.code = h.township_code
        LEFT JOIN admin_unit c ON c.code = h.county_code
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("level", Text("等级", "Grade"), enum=LEVELS),
        Field("is_refuge", Text("可避风", "Refuge"), Kind.BOOLEAN),
        Field("wind_rating", Text("抗风等级", "Stands force"), Kind.INTEGER, unit=FORCE),
        Field("berth_capacity", Text("可泊", "Berths"), Kind.INTEGER, unit=VESSELS),
        Field("township", Text("乡镇街道", "Township")),
        Field("county", Text("县区", "County")),
    ),
    style=Categories("level", {level: Symbol(icon=Icon()) for level in LEVELS}),
    labels=(Label("name", min_zoom=10.5, size=13),),
    refresh=Static(),
    wall=True,
    zoom=(9, 22),
    illustrative=True,
    source=Text("港名与位置真实；泊位为示意", "Names and places real; berths illustrative"),
    search=Search(
        kind_label=Text("港口", "Harbour"),
        sql="""
            SELECT harbour_id AS key, name, pinyin, initials, NULL AS also, geom FROM harbour
        """,
        rank=15,
    ),
)
