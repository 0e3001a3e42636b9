"""Evacuation zones 转移区: edge by order state (all drafts yet), colour by time left to start."""

from app.configuration.urgency import NEAR_HOURS, SOON_HOURS
from app.events.model import EventKind
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
    OnEvents,
    Symbol,
)
from app.unit_words import PEOPLE, VESSELS
from app.wording import Text

URGENCY = {
    "late": Text("◆ 已过最迟下令", "◆ Past latest start"),
    "soon": Text(f"▲ 不足 {SOON_HOURS} 小时", f"▲ Under {SOON_HOURS} h"),
    "near": Text(f"■ 不足 {NEAR_HOURS} 小时", f"■ Under {NEAR_HOURS} h"),
    "later": Text(f"{NEAR_HOURS} 小时以上", f"Over {NEAR_HOURS} h"),
    "unknown": Text("没有时限", "No latest start"),
}
# The six kinds of app.evacuation.timing, as the card names them.
BINDING = {
    "wind_land": Text("陆上大风", "Wind on land"),
    "bridge": Text("桥与路封闭", "Bridge or road closes"),
    "ferry": Text("轮渡停航", "Ferry suspended"),
    "wind_sea": Text("海上大风", "Wind at sea"),
    "dark": Text("天黑", "Nightfall"),
    "surge": Text("风暴潮高潮", "Surge high water"),
}


def _draft(color: str) -> Symbol:
    return Symbol(
        fill=Fill(color, opacity=0.14),
        line=Line(color, 2.5, dash=(3, 2), casing="symbol-outer"),
    )


LAYER = Layer(
    id="evacuation-zones",
    title=Text("转移区", "Evacuation zones"),
    group=Group.EVACUATION,
    order=60,
    geometry=Geometry.POLYGON,
    key="zone_id",
    sql=f"""
        SELECT z.zone_id::text AS zone_id, z.number, z.name, z.number || ' ' || z.name AS tag,
               CASE WHEN t.latest_start_at IS NULL THEN 'unknown'
                    WHEN t.latest_start_at < %(at)s THEN 'late'
                    WHEN t.latest_start_at < %(at)s + interval '{SOON_HOURS} hours' THEN 'soon'
                    WHEN t.latest_start_at < %(at)s + interval '{NEAR_HOURS} hours' THEN 'near'
                    ELSE 'later' END AS urgency,
               t.latest_start_at, z.answer->'timing'->'binding'->>'kind' AS binding,
               (z.answer->'exposure'->'land'->>'people')::integer AS people,
               (z.answer->'exposure'->'sea'->>'vessels')::integer AS vessels,
               (z.answer->'assignment'->>'unplaced')::integer AS unplaced,
               (z.answer->'clearance'->>'used_min')::double precision AS clearance_min,
               z.version, z.changed_by, z.valid_at, z.geom
        FROM evacuation_zones_at(%(incident)s, %(past)s) z
        CROSS JOIN LATERAL (
            SELECT (z.answer->'timing'->>'latest_start_at')::timestamptz AS latest_start_at
        ) t
        WHERE z.state = 'draft'
    """,  # noqa: S608 literals of our own
    fields=(
        Field("name", Text("名称", "Name")),
        Field("number", Text("编号", "Number"), Kind.INTEGER),
        Field("tag", Text("标牌", "Tag")),
        Field("urgency", Text("余时", "Time left"), enum=URGENCY),
        Field("latest_start_at", Text("最迟下令", "Latest start"), Kind.TIME),
        Field("binding", Text("决定时限", "Binding cut-off"), enum=BINDING),
        Field("people", Text("陆上应转移", "People due on land"), Kind.INTEGER, unit=PEOPLE),
        Field("vessels", Text("区内船舶", "Vessels inside"), Kind.INTEGER, unit=VESSELS),
        Field("unplaced", Text("没有去处", "Without a place"), Kind.INTEGER, unit=PEOPLE),
        Field("clearance_min", Text("清空时间", "Clearance"), Kind.NUMBER, unit="min"),
        Field("version", Text("版本", "Version"), Kind.INTEGER, in_tile=False),
        Field("changed_by", Text("改动人", "Changed by"), personal=True, in_tile=False),
        Field("valid_at", Text("改动时刻", "Changed"), Kind.TIME, in_tile=False),
    ),
    style=Categories(
        "urgency",
        {
            "late": _draft("red"),
            "soon": _draft("orange"),
            "near": _draft("yellow"),
            "later": _draft("t1"),
            "unknown": _draft("t3"),
        },
    ),
    labels=(Label("tag", min_zoom=9, color="t1", size=14),),
    refresh=OnEvents(
        (
            EventKind.ZONE_CHANGED,
            EventKind.ZONE_DELETED,
            EventKind.ZONE_ANSWERED,
            EventKind.CLOCK_CHANGED,
        )
    ),
    wall=True,
    zoom=(6, 22),
    source=Text("本事件中圈画", "Drawn in this incident"),
)
