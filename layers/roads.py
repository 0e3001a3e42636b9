"""Roads, tunnels and cross-sea bridges with the capacity the evacuation counts on."""

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
from app.registers.kinds.roads import CLASSES
from app.unit_words import FORCE, VEHICLES_PER_HOUR
from app.wording import Text

LAYER = Layer(
    id="roads",
    title=Text("道路与桥", "Roads and bridges"),
    group=Group.TRANSPORT,
    order=25,
    geometry=Geometry.LINE,
    key="edge_id",
    sql="""
        SELECT edge_id, coalesce(bridge, name) AS name, road_class, length_m, speed_kmh,
               capacity_vph, limit_force::integer AS limit_force, geom
        FROM road_edge
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("road_class", Text("等级", "Class"), enum=CLASSES),
        Field("length_m", Text("长度", "Length"), Kind.NUMBER, unit="m", in_tile=False),
        Field("speed_kmh", Text("车速", "Speed"), Kind.NUMBER, unit="km/h", in_tile=False),
        Field(
            "capacity_vph",
            Text("单向通行能力", "Capacity, one way"),
            Kind.NUMBER,
            unit=VEHICLES_PER_HOUR,
            in_tile=False,
        ),
        Field("limit_force", Text("限行风力", "Closes at force"), Kind.INTEGER, unit=FORCE),
    ),  # fmt: skip
    style=Categories(
        "road_class",
        {
            "village": Symbol(line=Line("road", 0.7)),
            "tertiary": Symbol(line=Line("road", 1)),
            "secondary": Symbol(line=Line("road", 1.4)),
            "primary": Symbol(line=Line("road", 1.8)),
            "expressway": Symbol(line=Line("road", 2.4)),
            "tunnel": Symbol(line=Line("road", 1.4, dash=(3, 2))),
            "bridge": Symbol(line=Line("bridge", 2.2)),
        },
        from_zoom={"village": 12, "tertiary": 11},
    ),
    labels=(Label("name", min_zoom=13, color="t3", size=11),),
    refresh=Static(),
    wall=True,
    zoom=(9.5, 22),
    illustrative=True,
    source=Text(
        "桥名真实；路网与通行能力为示意", "Bridges real; network and capacity illustrative"
    ),
)
