"""The chain of responsibility 责任链: who answers, by unit, from the city down to the grid.

Orders and tasks are addressed to a post; whoever holds it answers. The post above is that of the
unit above, and is not stored a second time.
"""

from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import LEVELS, ORIGINS
from app.wording import Text

ROLES = {
    "responsible": Text("责任人", "Responsible"),
    "duty": Text("值班", "On duty"),
    "grid": Text("网格员", "Grid member"),
}

REGISTER = Register(
    id="posts",
    title=Text("责任链", "Chain of responsibility"),
    group=RegisterGroup.PEOPLE,
    table="post",
    key="code",
    sql="""
        SELECT p.code, p.name, CASE WHEN p.role = 'grid' THEN 'grid' ELSE u.kind END AS level,
               p.role, p.grid, p.holder, p.phone, p.deputy, p.deputy_phone, p.unit_code,
               u.name AS unit, t.name AS township, c.name AS county, p.origin,
               u.seat AS geom
        FROM post p
        JOIN admin_unit u ON u.code = p.unit_code
        LEFT JOIN admin_unit t ON t.code = left(p.unit_code, 9) AND t.kind = 'township'
        LEFT JOIN admin_unit c ON c.code = left(p.unit_code, 6) AND c.kind = 'county'
    """,
    entries=(
        Item("name", Text("岗位", "Post"), required=True, aliases=("名称",)),
        Item("code", Text("编号", "Code"), required=True, form=Form.CODE),
        Item("level", Text("层级", "Level"), enum=LEVELS, computed=True),
        Item("role", Text("类别", "Role"), enum=ROLES, required=True),
        Item("grid", Text("网格", "Grid"), listed=False, aliases=("网格名称", "自然村")),
        Item("holder", Text("在岗人", "Holder"), personal=True, aliases=("姓名", "责任人")),
        Item("phone", Text("电话", "Telephone"), personal=True, form=Form.PHONE,
             aliases=("手机", "联系电话")),
        Item("deputy", Text("副手", "Deputy"), personal=True, aliases=("副职", "AB岗")),
        Item("deputy_phone", Text("副手电话", "Deputy's telephone"), personal=True,
             form=Form.PHONE, listed=False),
        Item("unit_code", Text("单位代码", "Unit code"), required=True, listed=False,
             units=("city", "county", "functional_zone", "township", "village")),
        Item("unit", Text("单位", "Unit"), computed=True),
        Item("township", Text("乡镇街道", "Township"), computed=True, few=True, listed=False),
        Item("county", Text("县区", "County"), computed=True, few=True),
        Item("origin", Text("来源", "Origin"), enum=ORIGINS, default="real", listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
    example={
        "code": "T-1", "name": "试验村第一网格员", "role": "grid", "grid": "第一网格",
        "unit_code": "330902002006",
    },
)  # fmt: skip
