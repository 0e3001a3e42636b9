"""Aquaculture areas 养殖区 with the people who work on rafts and cages."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import PEOPLE
from app.wording import Text

KINDS = {
    "raft": Text("筏式", "Raft"),
    "cage": Text("网箱", "Cage"),
    "pond": Text("围塘", "Pond"),
    "mudflat": Text("滩涂", "Mudflat"),
}
WORDS = {
    "筏式养殖": "raft",
    "贻贝筏": "raft",
    "深水网箱": "cage",
    "渔排": "cage",
    "网箱养殖": "cage",
    "池塘": "pond",
    "围塘养殖": "pond",
    "滩涂养殖": "mudflat",
}

REGISTER = Register(
    id="aquaculture-areas",
    title=Text("养殖区", "Aquaculture"),
    group=RegisterGroup.SEA,
    table="aquaculture_area",
    key="code",
    geometry=Geometry.POLYGON,
    file_names=("养殖", "渔排", "aquaculture"),
    draws=("aquaculture",),
    sql="""
        SELECT a.code, a.name, a.kind, a.people, a.township_code, t.name AS township,
               c.name AS county, a.origin, a.geom
        FROM aquaculture_area a
        LEFT JOIN admin_unit t ON t.code = a.township_code
        LEFT JOIN admin_unit c ON c.code = a.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("养殖区名称",)),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("养殖区编号", "海域使用证号")),
        Item("kind", Text("方式", "Kind"), enum=KINDS, required=True, words=WORDS,
             aliases=("养殖方式", "类型")),
        Item("people", Text("作业人数", "People at work"), Kind.INTEGER, PEOPLE, required=True,
             low=0, high=100_000, aliases=("人数", "渔排人数")),
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
