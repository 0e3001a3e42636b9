"""The 24 h and 48 h warning lines for typhoons of the north-west Pacific."""

from app.maplayers.definition import (
    Categories,
    Field,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    Line,
    Static,
    Symbol,
)
from app.typhoon.warning_lines import PATH_24H, PATH_48H
from app.wording import Text

SQL = (
    "SELECT * FROM (VALUES (24, '24小时警戒线', ST_GeomFromText('LINESTRING("  # noqa: S608 constants
    + PATH_24H
    + ")', 4326)), (48, '48小时警戒线', ST_GeomFromText('LINESTRING("
    + PATH_48H
    + ")', 4326))) AS line (hours, name, geom)"
)

LAYER = Layer(
    id="warning-lines",
    title=Text("警戒线", "Warning lines"),
    group=Group.WEATHER,
    order=12,
    geometry=Geometry.LINE,
    key="hours",
    sql=SQL,
    fields=(
        Field(
            "hours",
            Text("警戒线", "Line"),
            Kind.INTEGER,
            "h",
            enum={
                "24": Text("24小时警戒线", "24 h line"),
                "48": Text("48小时警戒线", "48 h line"),
            },
        ),
        Field("name", Text("名称", "Name")),
    ),
    style=Categories(
        "hours",
        {
            "24": Symbol(line=Line("wind", 1.5)),
            "48": Symbol(line=Line("wind", 1.5, dash=(6, 4))),
        },
    ),
    labels=(Label("name", min_zoom=3, color="wind-text"),),
    refresh=Static(),
    source=Text(
        "国家气象部门通用警戒线，五套独立底图一致",
        "As used by CMA; five independent map code bases agree",
    ),
    wall=True,
)
