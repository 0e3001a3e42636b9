"""Where people live 人口点, by group: the grain that a zone counts them by."""

from typing import LiteralString

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

_GROUPS: tuple[tuple[LiteralString, Text, tuple[str, ...]], ...] = (
    ("aquaculture", Text("养殖渔民", "Aquaculture"), ("渔排人员", "海上养殖人员")),
    ("outside_dyke", Text("海塘外", "Outside the dyke"), ("海塘外人员", "一线海塘外")),
    ("geohazard", Text("地灾威胁", "Under a slope"), ("地质灾害", "地灾点人员", "受地灾威胁人数")),
    ("dangerous_house", Text("危房", "Unsafe houses"), ("危旧房", "危房人数", "危旧房人员")),
    ("site_hut", Text("工棚", "Site huts"), ("工棚人员", "简易工棚")),
    ("low_lying", Text("低洼", "Low-lying"), ("低洼地", "低洼易涝", "低洼地人员")),
    ("other", Text("其他应转", "Others due"), ("其他人员",)),
)

REGISTER = Register(
    id="population-sites",
    title=Text("人口点", "Where people live"),
    group=RegisterGroup.PEOPLE,
    table="population_site",
    key="code",
    geometry=Geometry.POINT,
    file_names=("人口", "居民点", "自然村", "population"),
    matched_by=(("village_code", "name"),),
    by_seat=True,
    sql="""
        SELECT s.code, s.name, s.residents, s.households, s.visitors, s.mobility_limited,
               s.aquaculture, s.outside_dyke, s.geohazard, s.dangerous_house, s.site_hut,
               s.low_lying, s.other, s.village_code, v.name AS village, t.name AS township,
               c.name AS county, s.origin, s.geom
        FROM population_site s
        JOIN admin_unit v ON v.code = s.village_code
        LEFT JOIN admin_unit t ON t.code = s.township_code
        LEFT JOIN admin_unit c ON c.code = s.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), aliases=("居民点", "自然村", "小区", "点位名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("点位编号",)),
        Item("residents", Text("常住人口", "Residents"), Kind.INTEGER, PEOPLE, required=True,
             low=0, high=1_000_000, aliases=("人口", "人数", "居民人数", "户籍人口", "总人口")),
        Item("households", Text("户数", "Households"), Kind.INTEGER, HOUSEHOLDS, default=0, low=0,
             high=500_000, aliases=("总户数",)),
        Item("visitors", Text("外来人员", "Visitors"), Kind.INTEGER, PEOPLE, default=0, low=0,
             high=1_000_000, aliases=("游客", "流动人口", "外来人口")),
        Item("mobility_limited", Text("行动不便", "Mobility-limited"), Kind.INTEGER, PEOPLE,
             default=0, low=0, high=1_000_000, aliases=("行动不便人数", "重点人群", "失能老人")),
        *(Item(name, label, Kind.INTEGER, PEOPLE, default=0, low=0, high=1_000_000,
               listed=False, aliases=words) for name, label, words in _GROUPS),
        Item("village_code", Text("村代码", "Village code"), in_tile=False, units=("village",),
             derive=Derive.VILLAGE, listed=False, aliases=("村社区代码", "行政村代码")),
        Item("village", Text("村社区", "Village"), in_tile=False, computed=True, listed=False,
             aliases=("行政村", "村", "社区", "所属村", "村名")),
        Item("township", Text("乡镇街道", "Township"), in_tile=False, computed=True, few=True,
             aliases=("所属乡镇", "乡镇", "街道")),
        Item("county", Text("县区", "County"), in_tile=False, computed=True, few=True,
             listed=False, aliases=("所属县区", "区县")),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
    example={"code": "T-1", "name": "试验自然村", "residents": 60, "village_code": "330902002006"},
)  # fmt: skip
