"""The coast 岸线: each island or stretch of mainland is a row; what is none of them is sea."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.wording import Text

REGISTER = Register(
    id="land",
    title=Text("陆地与岛屿", "Land and islands"),
    group=RegisterGroup.WAYS,
    table="land_area",
    key="code",
    geometry=Geometry.POLYGON,
    open_to_all=True,
    file_names=("海岸线", "岸线", "岛屿", "陆地", "coast", "land"),
    draws=("islands",),
    sql="""
        SELECT l.code, l.name, l.mainland, l.area_km2, l.county_code, c.name AS county, l.origin,
               l.geom
        FROM land_area l LEFT JOIN admin_unit c ON c.code = l.county_code
    """,
    entries=(
        Item("name", Text("名称", "Name"), aliases=("岛名", "岛屿名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("岛屿编号", "岛屿代码")),
        Item("mainland", Text("是大陆", "Mainland"), Kind.BOOLEAN, default=False,
             aliases=("大陆",)),
        Item("area_km2", Text("面积", "Area"), Kind.NUMBER, "km²", computed=True,
             aliases=("岛屿面积",)),
        Item("county_code", Text("县区代码", "County code"), units=("county",),
             derive=Derive.COUNTY, listed=False),
        Item("county", Text("县区", "County"), computed=True, few=True, aliases=("所属县区",)),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
)  # fmt: skip
