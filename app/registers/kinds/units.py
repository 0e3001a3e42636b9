"""Administrative units 行政区划: what every other row belongs to. A code's length is its level."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

LEVELS = {
    "city": Text("市", "City"),
    "county": Text("县区", "County"),
    "functional_zone": Text("功能区", "Functional zone"),
    "township": Text("乡镇街道", "Township"),
    "village": Text("村社区", "Village"),
    "grid": Text("网格", "Grid"),
}

REGISTER = Register(
    id="units",
    title=Text("行政区划", "Administrative units"),
    group=RegisterGroup.PEOPLE,
    table="admin_unit",
    key="code",
    geometry=Geometry.POLYGON,
    open_to_all=True,
    file_names=("单位", "区划", "行政区", "乡镇村", "村社区界线", "units"),
    after=(),
    matched_by=(),
    draws=("counties", "townships", "villages"),
    sql="""
        SELECT u.code, u.name, u.kind, u.parent_code, p.name AS parent, u.population, u.households,
               u.approximate, u.origin, u.geom
        FROM admin_unit u LEFT JOIN admin_unit p ON p.code = u.parent_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, longest=32,
             aliases=("单位名称", "行政区名称", "区划名称")),
        Item("code", Text("代码", "Code"), required=True, form=Form.CODE,
             aliases=("区划代码", "单位代码", "行政区划代码", "编号")),
        Item("kind", Text("级别", "Level"), enum=LEVELS, derive=Derive.LEVEL, aliases=("层级",)),
        Item("parent_code", Text("上级代码", "Code of the unit above"), derive=Derive.PARENT,
             listed=False, aliases=("上级单位代码", "父级代码")),
        Item("parent", Text("上级", "Unit above"), computed=True, aliases=("上级单位",)),
        Item("population", Text("人口", "Population"), Kind.INTEGER, PEOPLE, low=0,
             high=100_000_000, aliases=("户籍人口", "总人口", "人口数")),
        Item("households", Text("户数", "Households"), Kind.INTEGER, HOUSEHOLDS, low=0,
             high=50_000_000, aliases=("总户数",)),
        Item("approximate", Text("界线为推算", "Outline derived"), Kind.BOOLEAN, default=False,
             listed=False),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
)  # fmt: skip
