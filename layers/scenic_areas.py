"""Scenic areas with their daily limit of visitors and whether they are closed."""

from app.maplayers.definition import (
    Categories,
    Field,
    Fill,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    Line,
    Search,
    Static,
    Symbol,
)
from app.registers.kinds.scenic_areas import STATUS
from app.unit_words import PEOPLE
from app.wording import Text

LAYER = Layer(
    id="scenic-areas",
    title=Text("景区", "Scenic areas"),
    group=Group.EVACUATION,
    order=38,
    geometry=Geometry.POLYGON,
    key="scenic_id",
    sql="""
        SELECT s.scenic_id, s.name, s.grade, s.status, s.daily_limit, t.name AS township,
               c.name AS county, s.geom
        FROM scenic_area s
        LEFT JOIN admin_unit t ON t.code = s.township_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("grade", Text("等级", "Grade")),
        Field("status", Text("状态", "Status"), enum=STATUS),
        Field("daily_limit", Text("日限客流", "Visitors a day"), Kind.INTEGER, unit=PEOPLE),
        Field("township", Text("乡镇街道", "Township"), in_tile=False),
        Field("county", Text("县区", "County"), in_tile=False),
    ),
    style=Categories(
        "status",
        {
            "open": Symbol(fill=Fill("t3", 0.08), line=Line("t3", 1, dash=(2, 2))),
            "closed": Symbol(fill=Fill(hatch=True), line=Line("t2", 1.2)),
        },
    ),
    labels=(Label("name", min_zoom=11.5, size=12),),
    refresh=Static(),
    zoom=(10, 22),
    default_on=False,
    illustrative=True,
    source=Text("名称真实；范围与客流为示意", "Names real; outline and visitors illustrative"),
    search=Search(
        kind_label=Text("景区", "Scenic area"),
        sql="""
            SELECT scenic_id AS key, name, pinyin, initials, NULL AS also, geom FROM scenic_area
        """,
        rank=25,
    ),
)
