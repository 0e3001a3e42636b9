"""Scenic areas 景区 with their daily limit of visitors."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import PEOPLE
from app.wording import Text

STATUS = {"open": Text("开放", "Open"), "closed": Text("关闭", "Closed")}

REGISTER = Register(
    id="scenic-areas",
    title=Text("景区", "Scenic areas"),
    group=RegisterGroup.RISK,
    table="scenic_area",
    key="code",
    geometry=Geometry.POLYGON,
    open_to_all=True,
    file_names=("景区", "景点", "scenic"),
    draws=("scenic-areas",),
    sql="""
        SELECT s.code, s.name, s.grade, s.status, s.daily_limit, s.township_code,
               t.name AS township, c.name AS county, s.origin, s.geom
        FROM scenic_area s
        LEFT JOIN admin_unit t ON t.code = s.township_code
        LEFT JOIN admin_unit c ON c.code = s.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("景区名称", "景点名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("景区编号",)),
        Item("grade", Text("等级", "Grade"), aliases=("景区等级", "A级")),
        Item("status", Text("状态", "Status"), enum=STATUS, default="open", live=True),
        Item("daily_limit", Text("日限客流", "Visitors a day"), Kind.INTEGER, PEOPLE,
             required=True, low=0, high=1_000_000, aliases=("日最大承载量", "最大承载量")),
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
)  # fmt: skip
