"""Risk prevention areas 风险防范区: slopes' reach, on permanent patrol."""

from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Column,
    Field,
    Fill,
    Geometry,
    Group,
    Intake,
    Kind,
    Layer,
    Line,
    OnEvents,
    Search,
    Symbol,
)
from app.registers.definition import Derive
from app.registers.kinds.hazard_points import TYPES
from app.unit_words import HOUSEHOLDS, PEOPLE
from app.wording import Text

GRADES = {
    "low": Text("低", "Low"),
    "medium": Text("中", "Medium"),
    "high": Text("高", "High"),
    "very_high": Text("很高", "Very high"),
}


def _hatched(width: float) -> Symbol:
    return Symbol(fill=Fill(hatch=True), line=Line("t2", width, dash=(1, 2)))


LAYER = Layer(
    id="risk-areas",
    title=Text("风险防范区", "Risk areas"),
    group=Group.HAZARDS,
    order=40,
    geometry=Geometry.POLYGON,
    key="code",
    sql="""
        SELECT r.code, r.name, r.risk_grade, r.hazard_type, r.threatened_households,
               r.threatened_people, v.name AS village, t.name AS township, c.name AS county,
               r.geom
        FROM risk_area r
        JOIN admin_unit v ON v.code = r.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("code", Text("编号", "Code")),
        Field("risk_grade", Text("风险等级", "Risk grade"), enum=GRADES),
        Field("hazard_type", Text("灾害类型", "Type"), enum=TYPES),
        Field(
            "threatened_households", Text("威胁户数", "Households"), Kind.INTEGER, unit=HOUSEHOLDS
        ),
        Field("threatened_people", Text("威胁人数", "People"), Kind.INTEGER, unit=PEOPLE),
        Field("village", Text("村社区", "Village"), in_tile=False),
        Field("township", Text("乡镇街道", "Township"), in_tile=False),
        Field("county", Text("县区", "County"), in_tile=False),
    ),
    style=Categories(
        "risk_grade",
        {
            "low": _hatched(1),
            "medium": _hatched(1),
            "high": _hatched(1.5),
            "very_high": _hatched(2),
        },
    ),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：数量按舟山 2023 年公开数", "Illustrative; number as published for 2023"),
    search=Search(
        kind_label=Text("风险防范区", "Risk area"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM risk_area
        """,
        rank=42,
    ),
    intake=Intake(
        table="risk_area",
        key="code",
        columns=(
            Column("code", required=True, aliases=("编号", "统一编号")),
            Column("name", required=True, aliases=("名称",)),
            Column("pinyin", derive=Derive.PINYIN),
            Column("initials", derive=Derive.INITIALS),
            Column("risk_grade", required=True, aliases=("风险等级",), enum=GRADES),
            Column("hazard_type", required=True, aliases=("灾害类型",), enum=TYPES),
            Column("threatened_households", Kind.INTEGER, required=True, aliases=("威胁户数",)),
            Column("threatened_people", Kind.INTEGER, required=True, aliases=("威胁人数",)),
            Column("village_code", derive=Derive.VILLAGE, aliases=("村代码",)),
        ),
    ),
)
