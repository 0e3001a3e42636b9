"""Islands of Zhoushan: outline, name and area. Real coast."""

from app.maplayers.definition import (
    Field,
    Fill,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    Line,
    Search,
    Single,
    Static,
    Symbol,
)
from app.wording import Text

LAYER = Layer(
    id="islands",
    title=Text("岛屿", "Islands"),
    group=Group.BASE,
    order=20,
    geometry=Geometry.POLYGON,
    key="land_id",
    sql="""
        SELECT l.land_id, l.name, c.name AS county, l.area_km2, l.geom
        FROM land_area l
        JOIN admin_unit c ON c.code = l.county_code
        WHERE NOT l.mainland
    """,
    fields=(
        Field("name", Text("岛名", "Name")),
        Field("county", Text("县区", "County")),
        Field("area_km2", Text("面积", "Area"), Kind.NUMBER, unit="km²"),
    ),
    style=Single(Symbol(fill=Fill("land", opacity=0), line=Line("coast", 1.2))),
    labels=(Label("name", min_zoom=11, size=12),),
    refresh=Static(),
    wall=True,
    source=Text("GSHHG 2.3.7 全分辨率海岸线", "GSHHG 2.3.7, full-resolution coast"),
    search=Search(
        kind_label=Text("岛屿", "Island"),
        sql="""
            SELECT land_id AS key, name, pinyin, initials, NULL AS also, geom
            FROM land_area WHERE NOT mainland AND county_code IS NOT NULL AND name IS NOT NULL
        """,
        rank=20,
    ),
)
