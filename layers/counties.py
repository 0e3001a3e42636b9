"""Counties and districts with their seats' names. Outlines are derived from seats, not surveyed."""

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
    id="counties",
    title=Text("县区界", "Counties"),
    group=Group.BASE,
    order=24,
    geometry=Geometry.POLYGON,
    key="code",
    sql="""
        SELECT code, name, population, households, approximate, geom
        FROM admin_unit WHERE kind = 'county'
    """,
    fields=(
        Field("name", Text("县区", "County")),
        Field("code", Text("区划代码", "Code")),
        Field("population", Text("人口", "Population"), Kind.INTEGER, unit=PEOPLE),
        Field("households", Text("户数", "Households"), Kind.INTEGER, unit=HOUSEHOLDS),
        Field("approximate", Text("界线为推算", "Outline derived"), Kind.BOOLEAN),
    ),
    style=Single(Symbol(line=Line("t3", 1.2, dash=(6, 3, 1, 3), opacity=0.7))),
    labels=(Label("name", min_zoom=8, size=15),),
    refresh=Static(),
    wall=True,
    illustrative=True,
    source=Text("名称与代码真实；界线按驻地推算", "Names and codes real; outlines derived"),
    search=Search(
        kind_label=Text("县区", "County"),
        sql="""
            SELECT code AS key, name, pinyin, initials, NULL AS also, coalesce(seat, geom) AS geom
            FROM admin_unit WHERE kind = 'county'
        """,
        rank=5,
    ),
)
