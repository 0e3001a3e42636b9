"""Townships, towns and streets. Outlines are derived from seats, not surveyed."""

from app.maplayers.definition import (
    Field,
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
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

LAYER = Layer(
    id="townships",
    title=Text("乡镇街道界", "Townships"),
    group=Group.BASE,
    order=23,
    geometry=Geometry.POLYGON,
    key="code",
    sql="""
        SELECT t.code, t.name, c.name AS county, t.population, t.households, t.approximate, t.geom
        FROM admin_unit t
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
        WHERE t.kind = 'township'
    """,
    fields=(
        Field("name", Text("乡镇街道", "Township")),
        Field("code", Text("区划代码", "Code")),
        Field("county", Text("县区", "County")),
        Field("population", Text("人口", "Population"), Kind.INTEGER, unit=PEOPLE),
        Field("households", Text("户数", "Households"), Kind.INTEGER, unit=HOUSEHOLDS),
        Field("approximate", Text("界线为推算", "Outline derived"), Kind.BOOLEAN),
    ),
    style=Single(Symbol(line=Line("t3", 1, dash=(4, 3), opacity=0.45))),
    labels=(Label("name", min_zoom=10, size=13),),
    refresh=Static(),
    zoom=(9, 22),
    default_on=False,
    illustrative=True,
    source=Text("名称与代码真实；界线按驻地推算", "Names and codes real; outlines derived"),
    search=Search(
        kind_label=Text("乡镇街道", "Township"),
        sql="""
            SELECT code AS key, name, pinyin, initials, NULL AS also, coalesce(seat, geom) AS geom
            FROM admin_unit WHERE kind = 'township'
        """,
        rank=10,
    ),
)
