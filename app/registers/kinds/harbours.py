"""Harbours 渔港、锚地、码头: where boats lie, ferries land and islanders leave from."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import FORCE, VESSELS
from app.wording import Text

LEVELS = {
    "central": Text("中心渔港", "Central harbour"),
    "first": Text("一级渔港", "First-grade harbour"),
    "second": Text("二级渔港", "Second-grade harbour"),
    "third": Text("三级渔港", "Third-grade harbour"),
    "anchorage": Text("避风锚地", "Anchorage"),
    "ferry": Text("客运码头", "Ferry pier"),
}
WORDS = {
    "中心": "central",
    "一级": "first",
    "二级": "second",
    "三级": "third",
    "锚地": "anchorage",
    "码头": "ferry",
    "轮渡码头": "ferry",
    "客运站": "ferry",
    "车渡码头": "ferry",
}

REGISTER = Register(
    id="harbours",
    title=Text("渔港与码头", "Harbours and piers"),
    group=RegisterGroup.SEA,
    table="harbour",
    key="code",
    geometry=Geometry.POINT,
    open_to_all=True,
    file_names=("渔港", "港口", "码头", "锚地", "harbours", "piers"),
    draws=("harbours",),
    sql="""
        SELECT h.code, h.name, h.level, h.is_refuge, h.wind_rating::integer AS wind_rating,
               h.berth_capacity, h.radius_m, h.township_code, t.name AS township,
               c.name AS county, h.origin, h.geom
        FROM harbour h
        LEFT JOIN admin_unit t ON t.code = h.township_code
        LEFT JOIN admin_unit c ON c.code = h.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True,
             aliases=("港口名称", "渔港名称", "码头名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("港口编号", "渔港编号", "码头编号")),
        Item("level", Text("等级", "Grade"), enum=LEVELS, required=True, words=WORDS,
             aliases=("港口等级", "类型", "类别")),
        Item("is_refuge", Text("可避风", "Refuge"), Kind.BOOLEAN, default=False,
             aliases=("避风", "是否避风港")),
        Item("wind_rating", Text("抗风等级", "Stands force"), Kind.INTEGER, FORCE, low=1, high=17,
             aliases=("避风等级",)),
        Item("berth_capacity", Text("可泊", "Berths"), Kind.INTEGER, VESSELS, low=0, high=100_000,
             aliases=("泊位数", "可泊艘数", "容纳船数")),
        Item("radius_m", Text("港区半径", "Radius"), Kind.NUMBER, "m", default=500, low=10,
             high=20_000, listed=False, aliases=("半径",)),
        Item("township_code", Text("乡镇代码", "Township code"), in_tile=False, units=("township",),
             derive=Derive.TOWNSHIP, listed=False, aliases=("乡镇街道代码",)),
        Item("township", Text("乡镇街道", "Township"), in_tile=False, computed=True, few=True,
             aliases=("所属乡镇", "乡镇", "街道")),
        Item("county", Text("县区", "County"), in_tile=False, computed=True, few=True,
             listed=False, aliases=("所属县区", "区县")),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
    example={"code": "T-1", "name": "试验码头", "level": "ferry", "radius_m": 300},
)  # fmt: skip
