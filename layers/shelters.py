"""Shelters 避灾安置场所 with capacity, occupancy and state."""

from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Column,
    Derive,
    Field,
    Geometry,
    Group,
    Icon,
    Intake,
    Kind,
    Label,
    Layer,
    OnEvents,
    Search,
    Symbol,
)
from app.maplayers.units import PEOPLE
from app.shelters.words import STATUS_TITLES
from app.wording import Text

TIERS = {
    "county": Text("县级", "County"),
    "township": Text("乡镇级", "Township"),
    "village": Text("村级", "Village"),
}
KINDS = {
    "school": Text("学校", "School"),
    "culture_hall": Text("文化礼堂", "Culture hall"),
    "village_office": Text("村办公楼", "Village office"),
    "gymnasium": Text("体育馆", "Gymnasium"),
    "hotel": Text("宾馆", "Hotel"),
    "civil_defence": Text("人防工程", "Civil defence"),
    "care_home": Text("养老院", "Care home"),
}
LAYER = Layer(
    id="shelters",
    title=Text("避灾点", "Shelters"),
    group=Group.EVACUATION,
    order=70,
    geometry=Geometry.POINT,
    key="code",
    sql="""
        SELECT s.code, s.name, s.tier, s.kind, s.status, s.status_reason, s.rated_capacity,
               s.occupied, greatest(s.rated_capacity - s.occupied, 0) AS free,
               s.floor_area_m2, s.accessible, s.generator, s.address, s.keeper, s.keeper_phone,
               v.name AS village, t.name AS township, c.name AS county, s.geom
        FROM shelter s
        JOIN admin_unit v ON v.code = s.village_code
        LEFT JOIN admin_unit t ON t.code = v.parent_code
        LEFT JOIN admin_unit c ON c.code = t.parent_code AND c.kind = 'county'
    """,
    fields=(
        Field("name", Text("名称", "Name")),
        Field("code", Text("编号", "Code")),
        Field("tier", Text("级别", "Tier"), enum=TIERS),
        Field("kind", Text("类型", "Kind"), enum=KINDS),
        Field("status", Text("状态", "Status"), enum=STATUS_TITLES),
        Field("status_reason", Text("原因", "Reason"), in_tile=False),
        Field("rated_capacity", Text("核定容量", "Rated capacity"), Kind.INTEGER, unit=PEOPLE),
        Field("occupied", Text("已安置", "Occupied"), Kind.INTEGER, unit=PEOPLE),
        Field("free", Text("余位", "Free places"), Kind.INTEGER, unit=PEOPLE),
        Field(
            "floor_area_m2", Text("建筑面积", "Floor area"), Kind.INTEGER, unit="m²", in_tile=False
        ),
        Field("accessible", Text("无障碍", "Step-free"), Kind.BOOLEAN),
        Field("generator", Text("有发电机", "Generator"), Kind.BOOLEAN, in_tile=False),
        Field("address", Text("地址", "Address"), in_tile=False),
        Field("keeper", Text("管理员", "Keeper"), personal=True),
        Field("keeper_phone", Text("管理员电话", "Keeper's telephone"), personal=True),
        Field("village", Text("村社区", "Village"), in_tile=False),
        Field("township", Text("乡镇街道", "Township"), in_tile=False),
        Field("county", Text("县区", "County"), in_tile=False),
    ),  # fmt: skip
    style=Categories("status", {status: Symbol(icon=Icon()) for status in STATUS_TITLES}),
    labels=(Label("name", min_zoom=13, size=12),),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    wall=True,
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：三级体系与面积标准真实", "Illustrative; tiers and area norm real"),
    search=Search(
        kind_label=Text("避灾点", "Shelter"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM shelter
        """,
        rank=35,
    ),
    intake=Intake(
        table="shelter",
        key="code",
        columns=(
            Column("code", required=True, aliases=("编号",)),
            Column("name", required=True, aliases=("名称", "场所名称")),
            Column("pinyin", derive=Derive.PINYIN),
            Column("initials", derive=Derive.INITIALS),
            Column("tier", required=True, aliases=("级别",), enum=TIERS),
            Column("kind", required=True, aliases=("类型",), enum=KINDS),
            Column("address", required=True, aliases=("地址",)),
            Column("floor_area_m2", Kind.INTEGER, required=True, aliases=("建筑面积", "面积")),
            Column("rated_capacity", Kind.INTEGER, required=True, aliases=("核定容量", "容量")),
            Column("occupied", Kind.INTEGER, aliases=("已安置",), default=0, live=True),
            Column("status", aliases=("状态",), enum=STATUS_TITLES, default="standby", live=True),
            Column("status_reason", aliases=("原因",), live=True),
            Column("accessible", Kind.BOOLEAN, aliases=("无障碍",), default=False),
            Column("generator", Kind.BOOLEAN, aliases=("有发电机", "发电机"), default=False),
            Column("keeper", aliases=("管理员",)),
            Column("keeper_phone", aliases=("管理员电话", "电话")),
            Column("village_code", derive=Derive.VILLAGE, aliases=("村代码",)),
        ),
    ),
)
