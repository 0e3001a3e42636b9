"""Roads, bridges and tunnels 道路: a row is a stretch between two crossings."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import FORCE, VEHICLES_PER_HOUR
from app.wording import Text

CLASSES = {
    "expressway": Text("高速公路", "Expressway"),
    "primary": Text("主要公路", "Primary"),
    "secondary": Text("次要公路", "Secondary"),
    "tertiary": Text("乡道", "Tertiary"),
    "village": Text("村道", "Village road"),
    "bridge": Text("跨海桥", "Cross-sea bridge"),
    "tunnel": Text("隧道", "Tunnel"),
}
WORDS = {
    "高速": "expressway",
    "国道": "primary",
    "省道": "primary",
    "一级": "primary",
    "一级公路": "primary",
    "主干路": "primary",
    "县道": "secondary",
    "二级": "secondary",
    "二级公路": "secondary",
    "次干路": "secondary",
    "三级": "tertiary",
    "三级公路": "tertiary",
    "四级": "village",
    "四级公路": "village",
    "等外": "village",
    "等外公路": "village",
    "支路": "tertiary",
    "桥": "bridge",
    "大桥": "bridge",
    "桥梁": "bridge",
}
# What a road of a class carries, where the office does not say: km/h, vehicles an hour one way.
CARRIES = {
    "expressway": (80, 3600),
    "primary": (60, 1600),
    "secondary": (45, 1000),
    "tertiary": (35, 700),
    "village": (25, 350),
    "bridge": (60, 1400),
    "tunnel": (45, 1000),
}

REGISTER = Register(
    id="roads",
    title=Text("道路与桥", "Roads and bridges"),
    group=RegisterGroup.WAYS,
    table="road_edge",
    key="code",
    geometry=Geometry.LINE,
    open_to_all=True,
    file_names=("道路", "公路", "路网", "桥", "roads"),
    matched_by=(),
    draws=("roads",),
    sql="""
        SELECT e.code, e.name, e.road_class, e.bridge, e.length_m, e.speed_kmh, e.capacity_vph,
               e.limit_force::integer AS limit_force, e.origin, e.geom
        FROM road_edge e
    """,
    entries=(
        Item("name", Text("名称", "Name"), aliases=("路名", "道路名称", "路线名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("路段编号", "路线编号")),
        Item("road_class", Text("等级", "Class"), enum=CLASSES, required=True, words=WORDS,
             aliases=("道路等级", "技术等级", "行政等级", "类型")),
        Item("bridge", Text("桥名", "Bridge"), aliases=("桥梁名称", "跨海桥名")),
        Item("length_m", Text("长度", "Length"), Kind.NUMBER, "m", computed=True,
             aliases=("路段长度", "里程")),
        Item("speed_kmh", Text("车速", "Speed"), Kind.NUMBER, "km/h", low=1, high=150,
             derive=Derive.ROAD_SPEED, aliases=("设计速度", "限速", "时速"), listed=False),
        Item("capacity_vph", Text("单向通行能力", "Capacity, one way"), Kind.NUMBER,
             VEHICLES_PER_HOUR, low=1, high=20_000, derive=Derive.ROAD_CAPACITY,
             aliases=("通行能力",), listed=False),
        Item("limit_force", Text("限行风力", "Closes at force"), Kind.INTEGER, FORCE, low=1,
             high=17, aliases=("封闭风力", "封桥风力", "封道风力")),
        Item("from_node", Text("起点节点", "From node"), Kind.INTEGER, derive=Derive.NODE,
             shown=False),
        Item("to_node", Text("终点节点", "To node"), Kind.INTEGER, derive=Derive.NODE,
             shown=False),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
)  # fmt: skip
