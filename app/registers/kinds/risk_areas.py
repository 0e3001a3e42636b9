"""Risk prevention areas 风险防范区: slopes' reach, on permanent patrol."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.kinds.hazard_points import TYPES
from app.registers.words import ORIGINS
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

GRADES = {
    "low": Text("低", "Low"),
    "medium": Text("中", "Medium"),
    "high": Text("高", "High"),
    "very_high": Text("很高", "Very high"),
}
WORDS = {
    "低风险": "low",
    "中风险": "medium",
    "高风险": "high",
    "极高": "very_high",
    "很高风险": "very_high",
    "极高风险": "very_high",
}

REGISTER = Register(
    id="risk-areas",
    title=Text("风险防范区", "Risk areas"),
    group=RegisterGroup.RISK,
    table="risk_area",
    key="code",
    geometry=Geometry.POLYGON,
    file_names=("防范区", "风险区"),
    layer="risk-areas",
    sql="""
        SELECT r.code, r.name, r.risk_grade, r.hazard_type, r.threatened_households,
               r.threatened_people, r.village_code, v.name AS village, t.name AS township,
               c.name AS county, r.origin, r.geom
        FROM risk_area r
        JOIN admin_unit v ON v.code = r.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("防范区名称",)),
        Item("code", Text("编号", "Code"), required=True, form=Form.CODE,
             aliases=("统一编号", "防范区编号")),
        Item("risk_grade", Text("风险等级", "Risk grade"), enum=GRADES, required=True,
             words=WORDS, aliases=("等级",)),
        Item("hazard_type", Text("灾害类型", "Type"), enum=TYPES, required=True,
             aliases=("类型",)),
        Item("threatened_households", Text("威胁户数", "Households"), Kind.INTEGER, HOUSEHOLDS,
             required=True, low=0, high=100_000, listed=False),
        Item("threatened_people", Text("威胁人数", "People"), Kind.INTEGER, PEOPLE,
             required=True, low=0, high=1_000_000),
        Item("village_code", Text("村代码", "Village code"), in_tile=False, units=("village",),
             derive=Derive.VILLAGE, listed=False, aliases=("村社区代码", "行政村代码")),
        Item("village", Text("村社区", "Village"), in_tile=False, computed=True, listed=False,
             aliases=("行政村", "村", "社区", "所属村")),
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
