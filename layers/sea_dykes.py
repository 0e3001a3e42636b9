"""Sea dykes 海塘 with design standard and crest."""

from app.maplayers.definition import (
    Field,
    Geometry,
    Graduated,
    Group,
    Kind,
    Label,
    Layer,
    Line,
    Static,
    Step,
    Symbol,
)
from app.unit_words import RETURN_YEARS
from app.wording import Text

LAYER = Layer(
    id="sea-dykes",
    title=Text("海塘", "Sea dykes"),
    group=Group.HAZARDS,
    order=35,
    geometry=Geometry.LINE,
    key="dyke_id",
    sql="""
        SELECT dyke_id, name, return_years, length_m, crest_m, geom FROM sea_dyke
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field(
            "return_years",
            Text("设计标准", "Design standard"),
            Kind.INTEGER,
            unit=RETURN_YEARS,
        ),
        Field("length_m", Text("长度", "Length"), Kind.NUMBER, unit="m"),
        Field("crest_m", Text("塘顶高程（85 基准）", "Crest, 1985 datum"), Kind.NUMBER, unit="m"),
    ),
    style=Graduated(
        "return_years",
        (
            Step(0, Text("不到 50 年一遇", "Under 1 in 50"), Symbol(line=Line("t2", 1.5))),
            Step(50, Text("50 年一遇", "1 in 50"), Symbol(line=Line("t2", 2.5))),
            Step(100, Text("100 年一遇以上", "1 in 100 and above"), Symbol(line=Line("t2", 3.5))),
        ),
    ),
    labels=(Label("name", min_zoom=13, color="t3", size=11),),
    refresh=Static(),
    zoom=(10.5, 22),
    default_on=False,
    illustrative=True,
    source=Text("示意：走线沿真实海岸", "Illustrative, along the real coast"),
)
