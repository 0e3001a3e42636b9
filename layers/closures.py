"""What somebody said is closed, or will close: bridges, roads, lines, scenic areas, works."""

from app.closures.words import KINDS, STANDINGS
from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Dot,
    Field,
    Geometry,
    Group,
    Kind,
    Label,
    Layer,
    OnEvents,
    Symbol,
)
from app.unit_words import FORCE
from app.wording import Text

CLOSED, WILL_CLOSE = "closed", "will_close"

LAYER = Layer(
    id="closures",
    title=Text("封闭", "Closures"),
    group=Group.TRANSPORT,
    order=78,
    geometry=Geometry.POINT,
    key="entry_id",
    sql="""
        SELECT e.entry_id::integer AS entry_id, e.name, e.kind, e.from_at, e.until_at, e.issuer,
               e.reason, e.limit_force::integer AS limit_force,
               CASE WHEN e.from_at <= %(at)s THEN 'closed' ELSE 'will_close' END AS standing,
               e.geom
        FROM closure_entry e
        JOIN world w USING (world_id)
        WHERE e.world_id = %(world)s AND e.state = 'closed' AND e.said_at <= %(at)s
          AND NOT (e.recorded_at < w.anchor_real_at AND e.said_at > w.anchor_incident_at)
          AND (e.until_at IS NULL OR e.until_at > %(at)s)
          AND NOT EXISTS (
              SELECT FROM closure_entry o
              WHERE o.world_id = e.world_id AND o.state = 'open' AND o.said_at <= %(at)s
                AND NOT (o.recorded_at < w.anchor_real_at AND o.said_at > w.anchor_incident_at)
                AND o.from_at <= greatest(e.from_at, %(at)s)
                AND (o.until_at IS NULL OR o.until_at > %(at)s)
                AND (o.lifts = e.entry_id OR (o.lifts IS NULL AND o.kind = e.kind
                     AND o.object = e.object AND o.entry_id > e.entry_id)))
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field(
            "kind", Text("类型", "Kind"), enum={str(kind): title for kind, title in KINDS.items()}
        ),
        Field(
            "standing",
            Text("状态", "State"),
            enum={str(each): STANDINGS[each] for each in STANDINGS if each in (CLOSED, WILL_CLOSE)},
        ),
        Field("from_at", Text("起", "From"), Kind.TIME),
        Field("until_at", Text("止", "Until"), Kind.TIME),
        Field("issuer", Text("发布单位", "Issuer")),
        Field("reason", Text("原因", "Reason"), in_tile=False),
        Field("limit_force", Text("风力", "Wind rule"), Kind.INTEGER, unit=FORCE, in_tile=False),
    ),  # fmt: skip
    style=Categories(
        "standing",
        {
            CLOSED: Symbol(dot=Dot("red", 7, outline="halo")),
            WILL_CLOSE: Symbol(dot=Dot("red", 7, outline="halo", hollow=True)),
        },
    ),
    labels=(Label("name", min_zoom=10, size=12),),
    refresh=OnEvents((EventKind.CLOSURE_CHANGED,)),
    wall=True,
    source=Text("值班录入", "Entered at the desk"),
    example="""
        INSERT INTO closure_entry (world_id, kind, object, name, state, from_at, issuer, reason,
            origin, said_at, recorded_by, geom)
        SELECT world_id, 'works', '码头施工', '码头施工', 'closed', 'epoch', '建设局', '',
               'entered', 'epoch', 'x', ST_SetSRID(ST_MakePoint(122.2, 30.0), 4326) FROM world
    """,
)
