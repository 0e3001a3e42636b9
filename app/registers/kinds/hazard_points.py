"""Geological-hazard points 隐患点: slopes under watch, with those they threaten."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
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

REGISTER = Register(
    id="hazard-points",
    title=Text("地灾隐患点", "Hazard points"),
    group=RegisterGroup.RISK,
    table="hazard_point",
    key="code",
    geometry=Geometry.POINT,
    layer="hazard-points",
    sql="""
        SELECT h.code, h.name, h.hazard_type, h.threat_grade, h.stability, h.status,
               h.threatened_households, h.threatened_people, h.threatened_property_wan,
               h.location, h.monitor, h.monitor_phone, h.village_code, v.name AS village,
               t.name AS township, c.name AS county, h.origin, h.geom
        FROM hazard_point h
        JOIN admin_unit v ON v.code = h.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("隐患点名称",)),
        Item("code", Text("统一编号", "Code"), required=True, aliases=("编号",), form=Form.CODE),
        Item("hazard_type", Text("灾害类型", "Type"), enum=TYPES, required=True,
             aliases=("类型",)),
        Item("threat_grade", Text("险情等级", "Threat grade"), enum=GRADES, required=True,
             aliases=("等级",)),
        Item("stability", Text("稳定性", "Stability"), enum=STABILITY, in_tile=False,
             default="unstable"),
        Item("status", Text("状态", "Status"), enum=STATUS, in_tile=False, default="registered"),
        Item("threatened_households", Text("威胁户数", "Households"), Kind.INTEGER, HOUSEHOLDS,
             required=True, low=0, high=100_000, listed=False),
        Item("threatened_people", Text("威胁人数", "People"), Kind.INTEGER, PEOPLE,
             required=True, low=0, high=1_000_000),
        Item("threatened_property_wan", Text("威胁财产", "Property"), Kind.INTEGER, WAN_YUAN,
             in_tile=False, required=True, low=0, high=100_000_000, listed=False),
        Item("location", Text("位置", "Location"), in_tile=False, required=True,
             aliases=("地理位置",), listed=False),
        Item("monitor", Text("监测人", "Monitor"), personal=True),
        Item("monitor_phone", Text("监测人电话", "Monitor's telephone"), personal=True,
             aliases=("电话",), form=Form.PHONE, listed=False),
        Item("village_code", Text("村代码", "Village code"), in_tile=False, units=("village",),
             derive=Derive.VILLAGE, listed=False),
        Item("village", Text("村社区", "Village"), in_tile=False, computed=True, listed=False),
        Item("township", Text("乡镇街道", "Township"), in_tile=False, computed=True, few=True),
        Item("county", Text("县区", "County"), in_tile=False, computed=True, few=True,
             listed=False),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
    example={
        "code": "T-1", "name": "试验后山滑坡", "hazard_type": "landslide", "threat_grade": "small",
        "threatened_households": 3, "threatened_people": 9, "threatened_property_wan": 50,
        "location": "试验路 1 号后山", "village_code": "330902002006",
    },
)  # fmt: skip
