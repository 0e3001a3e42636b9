"""Sea dykes 海塘 with design standard and crest."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import RETURN_YEARS
from app.wording import Text

REGISTER = Register(
    id="sea-dykes",
    title=Text("海塘", "Sea dykes"),
    group=RegisterGroup.RISK,
    table="sea_dyke",
    key="code",
    geometry=Geometry.LINE,
    open_to_all=True,
    file_names=("海塘", "堤塘", "dykes"),
    draws=("sea-dykes",),
    sql="""
        SELECT d.code, d.name, d.return_years, d.crest_m, d.length_m, d.township_code,
               t.name AS township, c.name AS county, d.origin, d.geom
        FROM sea_dyke d
        LEFT JOIN admin_unit t ON t.code = d.township_code
        LEFT JOIN admin_unit c ON c.code = d.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), required=True, aliases=("海塘名称",)),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("海塘编号",)),
        Item("return_years", Text("设计标准", "Design standard"), Kind.INTEGER, RETURN_YEARS,
             required=True, low=1, high=10_000, aliases=("防潮标准", "重现期")),
        Item("crest_m", Text("塘顶高程", "Crest, 1985 datum"), Kind.NUMBER, "m", required=True,
             low=-5, high=30, aliases=("堤顶高程", "塘顶高程85", "高程")),
        Item("length_m", Text("长度", "Length"), Kind.NUMBER, "m", computed=True),
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
