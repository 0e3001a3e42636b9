"""Villages and communities at their seats, with the people counted for each."""

from app.maplayers.definition import (
    Dot,
    Field,
    Geometry,
    Graduated,
    Group,
    Kind,
    Label,
    Layer,
    Search,
    Static,
    Step,
    Symbol,
)
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

LAYER = Layer(
    id="villages",
    title=Text("村社区", "Villages"),
    group=Group.BASE,
    order=30,
    geometry=Geometry.POINT,
    key="code",
    sql="""
        SELECT v.code, v.name, t.name AS township, c.name AS county, v.population, v.households,
               v.seat AS geom
        FROM admin_unit v
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
        WHERE v.kind = 'village' AND v.seat IS NOT NULL
    """,
    fields=(
        Field("name", Text("村社区", "Village")),
        Field("code", Text("区划代码", "Code")),
        Field("township", Text("乡镇街道", "Township")),
        Field("county", Text("县区", "County")),
        Field("population", Text("人口", "Population"), Kind.INTEGER, unit=PEOPLE),
        Field("households", Text("户数", "Households"), Kind.INTEGER, unit=HOUSEHOLDS),
    ),
    style=Graduated(
        "population",
        (
            Step(0, Text("不到 1,000 人", "Under 1,000"), Symbol(dot=Dot("t3", 1.6))),
            Step(1000, Text("1,000 至 5,000 人", "1,000 to 5,000"), Symbol(dot=Dot("t3", 2.4))),
            Step(5000, Text("5,000 人以上", "5,000 and more"), Symbol(dot=Dot("t3", 3.4))),
        ),
    ),
    labels=(Label("name", min_zoom=12.5, size=12),),
    refresh=Static(),
    zoom=(11, 22),
    illustrative=True,
    source=Text("名称与代码真实；位置与人口为示意", "Names and codes real; seats and people not"),
    search=Search(
        kind_label=Text("村社区", "Village"),
        sql="""
            SELECT code AS key, name, pinyin, initials, NULL AS also, seat AS geom
            FROM admin_unit WHERE kind = 'village' AND seat IS NOT NULL
        """,
        rank=30,
    ),
)
