"""Aquaculture areas with the people who work on rafts and cages."""

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
    Static,
    Symbol,
)
from app.registers.kinds.aquaculture_areas import KINDS
from app.unit_words import PEOPLE
from app.wording import Text

LAYER = Layer(
    id="aquaculture",
    title=Text("养殖区", "Aquaculture"),
    group=Group.SEA,
    order=36,
    geometry=Geometry.POLYGON,
    key="aquaculture_id",
    sql="""
        SELECT a.aquaculture_id, a.name, a.kind, a.people, t.name AS township, c.name AS county,
               a.geom
        FROM aquaculture_area a
        LEFT JOIN admin_unit t ON t.code = a.township_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("kind", Text("方式", "Kind"), enum=KINDS),
        Field("people", Text("作业人数", "People at work"), Kind.INTEGER, unit=PEOPLE),
        Field("township", Text("乡镇街道", "Township"), in_tile=False),
        Field("county", Text("县区", "County"), in_tile=False),
    ),
    style=Categories(
        "kind",
        {
            "raft": Symbol(fill=Fill("water", 0.10), line=Line("water", 1, dash=(3, 2))),
            "cage": Symbol(fill=Fill("water", 0.18), line=Line("water", 1)),
            "pond": Symbol(fill=Fill("water", 0.06), line=Line("water", 1, dash=(1, 2))),
            "mudflat": Symbol(fill=Fill("water", 0.04), line=Line("water", 1, dash=(1, 3))),
        },
    ),
    labels=(Label("name", min_zoom=12.5, color="water", size=12, water=True),),
    refresh=Static(),
    zoom=(10, 22),
    default_on=False,
    illustrative=True,
    source=Text("示意", "Illustrative"),
)
