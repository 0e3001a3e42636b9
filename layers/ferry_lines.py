"""Ferry lines with boats, seats and the wind force at which each stops."""

from app.maplayers.definition import (
    Categories,
    Field,
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
from app.registers.kinds.ferry_lines import CRAFT
from app.unit_words import FORCE, MINUTES, SEATS, VESSELS
from app.wording import Text

LAYER = Layer(
    id="ferry-lines",
    title=Text("客运航线", "Ferry lines"),
    group=Group.TRANSPORT,
    order=26,
    geometry=Geometry.LINE,
    key="line_id",
    sql="""
        SELECT f.line_id, f.name, f.craft, a.name AS from_harbour, b.name AS to_harbour, f.boats,
               f.seats, f.trip_min, f.limit_force::integer AS limit_force, f.geom
        FROM ferry_line f
        JOIN harbour a ON a.harbour_id = f.from_harbour_id
        JOIN harbour b ON b.harbour_id = f.to_harbour_id
    """,
    fields=(
        Field("name", Text("航线", "Line")),
        Field("craft", Text("船型", "Craft"), enum=CRAFT),
        Field("from_harbour", Text("起", "From")),
        Field("to_harbour", Text("讫", "To")),
        Field("boats", Text("船数", "Boats"), Kind.INTEGER, unit=VESSELS),
        Field("seats", Text("每航次座位", "Seats a trip"), Kind.INTEGER, unit=SEATS),
        Field("trip_min", Text("单程含掉头", "One way with turn-round"), Kind.NUMBER, unit=MINUTES),
        Field("limit_force", Text("停航风力", "Stops at force"), Kind.INTEGER, unit=FORCE),
    ),
    style=Categories(
        "craft",
        {
            "high_speed": Symbol(line=Line("bridge", 1.2, dash=(1, 2.5))),
            "conventional": Symbol(line=Line("bridge", 1.2, dash=(1, 4))),
            "ro_ro": Symbol(line=Line("bridge", 1.6, dash=(1, 1.8))),
        },
    ),
    labels=(Label("name", min_zoom=12, color="t3", size=11),),
    refresh=Static(),
    wall=True,
    zoom=(9, 22),
    illustrative=True,
    source=Text("航线名真实；运力为示意", "Lines real; boats and seats illustrative"),
    search=Search(
        kind_label=Text("航线", "Ferry line"),
        sql="""
            SELECT line_id AS key, name, pinyin, initials, NULL AS also, geom FROM ferry_line
        """,
        rank=45,
    ),
)
