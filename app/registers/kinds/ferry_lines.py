"""Ferry lines 客运航线: boats, seats and the wind that stops them; islands leave by these."""

from app.fields import Geometry, Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import FORCE, MINUTES, SEATS, VESSELS
from app.wording import Text

CRAFT = {
    "high_speed": Text("高速客船", "High-speed craft"),
    "conventional": Text("普通客船", "Conventional ferry"),
    "ro_ro": Text("车渡", "Ro-ro ferry"),
}
WORDS = {
    "高速船": "high_speed",
    "快艇": "high_speed",
    "快客": "high_speed",
    "客船": "conventional",
    "普客": "conventional",
    "客渡船": "conventional",
    "客滚": "ro_ro",
    "客滚船": "ro_ro",
    "车客渡": "ro_ro",
    "车客渡船": "ro_ro",
    "汽渡": "ro_ro",
}

REGISTER = Register(
    id="ferry-lines",
    title=Text("客运航线", "Ferry lines"),
    group=RegisterGroup.WAYS,
    table="ferry_line",
    key="code",
    geometry=Geometry.LINE,
    open_to_all=True,
    file_names=("航线", "轮渡", "班船", "客渡", "ferries", "ferry"),
    after=("units", "harbours"),
    draws=("ferry-lines",),
    sql="""
        SELECT f.code, f.name, f.craft, f.from_harbour_code, a.name AS from_harbour,
               f.to_harbour_code, b.name AS to_harbour, f.boats, f.seats, f.trip_min,
               f.limit_force::integer AS limit_force, f.timetable, f.origin, f.geom
        FROM ferry_line f
        JOIN harbour a ON a.harbour_id = f.from_harbour_id
        JOIN harbour b ON b.harbour_id = f.to_harbour_id
    """,
    entries=(
        Item("name", Text("航线", "Line"), required=True, aliases=("名称", "航线名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("航线编号",)),
        Item("craft", Text("船型", "Craft"), enum=CRAFT, required=True, words=WORDS,
             aliases=("船舶类型", "类型")),
        Item("from_harbour_code", Text("起点港", "From"), required=True, refers="harbours",
             listed=False, aliases=("起点", "始发港", "始发码头", "起点码头", "出发港")),
        Item("from_harbour", Text("起", "From harbour"), computed=True),
        Item("to_harbour_code", Text("终点港", "To"), required=True, refers="harbours",
             listed=False, aliases=("终点", "到达港", "目的港", "到达码头", "终点码头")),
        Item("to_harbour", Text("讫", "To harbour"), computed=True),
        Item("boats", Text("船数", "Boats"), Kind.INTEGER, VESSELS, required=True, low=1, high=500,
             aliases=("投入船数", "船舶数", "艘数")),
        Item("seats", Text("每航次座位", "Seats a trip"), Kind.INTEGER, SEATS, required=True, low=1,
             high=10_000, aliases=("座位数", "客位", "核定客位", "载客定额")),
        Item("trip_min", Text("单程含掉头", "One way with turn-round"), Kind.NUMBER, MINUTES,
             required=True, low=1, high=1440,
             aliases=("单程时间", "航行时间", "单程分钟", "单程时长")),
        Item("limit_force", Text("停航风力", "Stops at force"), Kind.INTEGER, FORCE, required=True,
             low=1, high=17, aliases=("停航风级", "限航风力", "抗风等级")),
        Item("timetable", Text("班次", "Timetable"), longest=500, listed=False,
             aliases=("时刻", "时刻表", "开航时间")),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
)  # fmt: skip
