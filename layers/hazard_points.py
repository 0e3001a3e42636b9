"""Geological-hazard points 隐患点: slopes under watch, with those they threaten."""

from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Column,
    Field,
    Geometry,
    Group,
    Icon,
    Intake,
    Kind,
    Label,
    Layer,
    OnEvents,
    Search,
    Symbol,
)
from app.registers.definition import Derive
from app.unit_words import HOUSEHOLDS, PEOPLE, WAN_YUAN
from app.wording import Text

TYPES = {
    "landslide": Text("滑坡", "Landslide"),
    "collapse": Text("崩塌", "Rockfall"),
    "debris_flow": Text("泥石流", "Debris flow"),
    "ground_collapse": Text("地面塌陷", "Ground collapse"),
    "unstable_slope": Text("不稳定斜坡", "Unstable slope"),
}
GRADES = {
    "small": Text("小型", "Small"),
    "medium": Text("中型", "Medium"),
    "large": Text("大型", "Large"),
    "extra_large": Text("特大型", "Extra large"),
}
STABILITY = {
    "stable": Text("稳定", "Stable"),
    "basically_stable": Text("基本稳定", "Basically stable"),
    "unstable": Text("不稳定", "Unstable"),
}
STATUS = {
    "registered": Text("在册", "Registered"),
    "monitored": Text("监测中", "Monitored"),
    "supervised": Text("挂牌督办", "Supervised"),
    "treating": Text("治理中", "Under treatment"),
}

LAYER = Layer(
    id="hazard-points",
    title=Text("地灾隐患点", "Hazard points"),
    group=Group.HAZARDS,
    order=71,
    geometry=Geometry.POINT,
    key="code",
    sql="""
        SELECT h.code, h.name, h.hazard_type, h.threat_grade, h.stability, h.status,
               h.threatened_households, h.threatened_people, h.threatened_property_wan,
               h.location, h.monitor, h.monitor_phone, v.name AS village, t.name AS township,
               c.name AS county, h.geom
        FROM hazard_point h
        JOIN admin_unit v ON v.code = h.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("code", Text("统一编号", "Code")),
        Field("hazard_type", Text("灾害类型", "Type"), enum=TYPES),
        Field("threat_grade", Text("险情等级", "Threat grade"), enum=GRADES),
        Field("stability", Text("稳定性", "Stability"), enum=STABILITY, in_tile=False),
        Field("status", Text("状态", "Status"), enum=STATUS, in_tile=False),
        Field("threatened_households", Text("威胁户数", "Households"), Kind.INTEGER,
              unit=HOUSEHOLDS),
        Field("threatened_people", Text("威胁人数", "People"), Kind.INTEGER, unit=PEOPLE),
        Field("threatened_property_wan", Text("威胁财产", "Property"), Kind.INTEGER, unit=WAN_YUAN,
              in_tile=False),
        Field("location", Text("位置", "Location"), in_tile=False),
        Field("monitor", Text("监测人", "Monitor"), personal=True),
        Field("monitor_phone", Text("监测人电话", "Monitor's telephone"), personal=True),
        Field("village", Text("村社区", "Village"), in_tile=False),
        Field("township", Text("乡镇街道", "Township"), in_tile=False),
        Field("county", Text("县区", "County"), in_tile=False),
    ),  # fmt: skip
    style=Categories("threat_grade", {grade: Symbol(icon=Icon()) for grade in GRADES}),
    labels=(Label("name", min_zoom=13.5, size=12),),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    wall=True,
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：格式按隐患点台账", "Illustrative, in the form of the register"),
    search=Search(
        kind_label=Text("地灾隐患点", "Hazard point"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM hazard_point
        """,
        rank=40,
    ),
    intake=Intake(
        table="hazard_point",
        key="code",
        columns=(
            Column("code", required=True, aliases=("统一编号", "编号")),
            Column("name", required=True, aliases=("名称", "隐患点名称")),
            Column("pinyin", derive=Derive.PINYIN),
            Column("initials", derive=Derive.INITIALS),
            Column("hazard_type", required=True, aliases=("灾害类型", "类型"), enum=TYPES),
            Column("threat_grade", required=True, aliases=("险情等级", "等级"), enum=GRADES),
            Column("stability", aliases=("稳定性",), enum=STABILITY, default="unstable"),
            Column("status", aliases=("状态",), enum=STATUS, default="registered"),
            Column("threatened_households", Kind.INTEGER, required=True, aliases=("威胁户数",)),
            Column("threatened_people", Kind.INTEGER, required=True, aliases=("威胁人数",)),
            Column("threatened_property_wan", Kind.INTEGER, required=True,
                   aliases=("威胁财产", "威胁财产（万元）")),
            Column("location", required=True, aliases=("位置", "地理位置")),
            Column("monitor", aliases=("监测人",)),
            Column("monitor_phone", aliases=("监测人电话", "电话")),
            Column("village_code", derive=Derive.VILLAGE, aliases=("村代码",)),
        ),
    ),
)  # fmt: skip
