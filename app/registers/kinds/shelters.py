"""Shelters 避灾安置场所: where people are taken in, who keeps the key, who answers for it."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.shelters.words import STATUS_TITLES
from app.unit_words import PEOPLE
from app.wording import Text

TIERS = {
    "county": Text("县级", "County"),
    "township": Text("乡镇级", "Township"),
    "village": Text("村级", "Village"),
}
KINDS = {
    "school": Text("学校", "School"),
    "culture_hall": Text("文化礼堂", "Culture hall"),
    "village_office": Text("村办公楼", "Village office"),
    "gymnasium": Text("体育馆", "Gymnasium"),
    "hotel": Text("宾馆", "Hotel"),
    "civil_defence": Text("人防工程", "Civil defence"),
    "care_home": Text("养老院", "Care home"),
}

REGISTER = Register(
    id="shelters",
    title=Text("避灾点", "Shelters"),
    group=RegisterGroup.SHELTER,
    table="shelter",
    key="code",
    geometry=Geometry.POINT,
    layer="shelters",
    sql="""
        SELECT s.code, s.name, s.tier, s.kind, s.status, s.status_reason, s.rated_capacity,
               s.occupied, greatest(s.rated_capacity - s.occupied, 0) AS free,
               s.floor_area_m2, s.accessible, s.generator, s.address, s.keeper, s.keeper_phone,
               s.responsible_unit, s.responsible, s.responsible_phone, s.village_code,
               v.name AS village, t.name AS township, c.name AS county, s.origin, s.geom
        FROM shelter s
        JOIN admin_unit v ON v.code = s.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("场所名称",)),
        Item("code", Text("编号", "Code"), required=True, form=Form.CODE),
        Item("tier", Text("级别", "Tier"), enum=TIERS, required=True),
        Item("kind", Text("类型", "Kind"), enum=KINDS, required=True),
        Item("status", Text("状态", "Status"), enum=STATUS_TITLES, default="standby", live=True),
        Item("status_reason", Text("原因", "Reason"), in_tile=False, live=True, listed=False),
        Item("rated_capacity", Text("核定容量", "Rated capacity"), Kind.INTEGER, unit=PEOPLE,
             required=True, aliases=("容量",), low=1, high=100_000),
        Item("occupied", Text("已安置", "Occupied"), Kind.INTEGER, unit=PEOPLE, default=0,
             live=True),
        Item("free", Text("余位", "Free places"), Kind.INTEGER, unit=PEOPLE, computed=True,
             listed=False),
        Item("floor_area_m2", Text("建筑面积", "Floor area"), Kind.INTEGER, unit="m²",
             in_tile=False, required=True, aliases=("面积",), low=1, high=1_000_000,
             listed=False),
        Item("accessible", Text("无障碍", "Step-free"), Kind.BOOLEAN, default=False,
             listed=False),
        Item("generator", Text("有发电机", "Generator"), Kind.BOOLEAN, in_tile=False,
             aliases=("发电机",), default=False, listed=False),
        Item("address", Text("地址", "Address"), in_tile=False, required=True, listed=False),
        Item("keeper", Text("管理员", "Keeper"), personal=True),
        Item("keeper_phone", Text("管理员电话", "Keeper's telephone"), personal=True,
             aliases=("电话",), form=Form.PHONE, listed=False),
        Item("responsible_unit", Text("责任单位", "Responsible unit"), in_tile=False,
             listed=False),
        Item("responsible", Text("责任人", "Person responsible"), personal=True, listed=False),
        Item("responsible_phone", Text("责任人电话", "Their telephone"), personal=True,
             form=Form.PHONE, listed=False),
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
        "code": "T-1", "name": "试验小学避灾点", "tier": "village", "kind": "school",
        "rated_capacity": 120, "floor_area_m2": 600, "address": "试验路 1 号",
        "village_code": "330902002006",
    },
)  # fmt: skip
