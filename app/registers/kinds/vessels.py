"""The register of vessels 渔船: who sails, with whom to speak, and what wind a boat stands."""

from app.fields import Kind
from app.registers.definition import Derive, Form, Item, Register, RegisterGroup
from app.registers.words import ORIGINS
from app.unit_words import FORCE, PEOPLE
from app.wording import Text

KINDS = {
    "fishing": Text("渔船", "Fishing vessel"),
    "carrier": Text("渔运船", "Fish carrier"),
    "leisure": Text("休闲船", "Leisure boat"),
    "passenger": Text("客渡船", "Passenger vessel"),
    "merchant": Text("商船", "Merchant vessel"),
    "works": Text("施工船", "Works vessel"),
    "net_buoy": Text("网位仪", "Net buoy"),
    "unknown": Text("未知", "Unknown"),
}
GEARS = {
    "sail_stow": Text("帆张网", "Sail stow net"),
    "stow": Text("张网", "Stow net"),
    "crab_pot": Text("蟹笼", "Crab pot"),
    "trawl": Text("拖网", "Trawl"),
    "gillnet": Text("流刺网", "Gillnet"),
    "seine": Text("围网", "Seine"),
    "light_seine": Text("灯光围网", "Light seine"),
    "longline": Text("钓具", "Longline"),
}
_KIND_WORDS = {
    "捕捞船": "fishing",
    "捕捞渔船": "fishing",
    "运输船": "carrier",
    "休闲渔船": "leisure",
    "客船": "passenger",
    "货船": "merchant",
    "工程船": "works",
}
_GEAR_WORDS = {
    "刺网": "gillnet",
    "笼壶": "crab_pot",
    "单拖": "trawl",
    "双拖": "trawl",
    "钓业": "longline",
    "延绳钓": "longline",
    "灯围": "light_seine",
    "定置张网": "stow",
}

REGISTER = Register(
    id="vessels",
    title=Text("船舶", "Vessels"),
    group=RegisterGroup.SEA,
    table="vessel",
    key="code",
    open_to_all=True,
    file_names=("渔船", "船舶", "船只", "vessels", "boats"),
    after=("units", "harbours"),
    matched_by=(("mmsi",), ("beidou_id",), ("name",)),
    draws=("vessels",),
    sql="""
        SELECT v.code, v.name, v.kind, v.mmsi::text AS mmsi, v.beidou_id, v.gear, v.length_m,
               v.power_kw,
               v.crew_rated, v.crew_aboard, v.wind_rating::integer AS wind_rating, v.owner,
               v.owner_phone, v.skipper, v.skipper_phone, v.home_harbour_code,
               h.name AS home_harbour, v.township_code, t.name AS township, c.name AS county,
               v.origin, NULL::geometry AS geom
        FROM vessel v
        LEFT JOIN harbour h ON h.harbour_id = v.home_harbour_id
        LEFT JOIN admin_unit t ON t.code = v.township_code
        LEFT JOIN admin_unit c ON c.code = v.county_code
        WHERE v.registered
    """,
    entries=(
        Item("name", Text("船名", "Name"), required=True, aliases=("名称", "船名号", "渔船名称")),
        Item("code", Text("编号", "Code"), derive=Derive.NEXT_CODE, form=Form.CODE,
             aliases=("渔船编码", "船舶编号", "渔船编号")),
        Item("kind", Text("种类", "Kind"), enum=KINDS, default="fishing", words=_KIND_WORDS,
             aliases=("船舶类型", "船舶种类", "类型")),
        Item("mmsi", Text("MMSI", "MMSI number"), form=Form.MMSI,
             aliases=("AIS识别码", "AIS码", "九位码")),
        Item("beidou_id", Text("北斗号", "BeiDou number"), form=Form.CODE,
             listed=False,
             aliases=("北斗卡号", "北斗终端号", "北斗ID", "北斗")),
        Item("gear", Text("作业方式", "Gear"), enum=GEARS, words=_GEAR_WORDS,
             aliases=("作业类型",)),
        Item("length_m", Text("船长", "Length"), Kind.NUMBER, "m", low=1, high=500,
             aliases=("总长", "船长米"), listed=False),
        Item("power_kw", Text("主机功率", "Power"), Kind.NUMBER, "kW", low=0, high=100_000,
             aliases=("功率", "主机总功率"), listed=False),
        Item("crew_rated", Text("核定船员", "Rated crew"), Kind.INTEGER, PEOPLE, low=0, high=5000,
             aliases=("核定人数", "定员"), listed=False),
        Item("crew_aboard", Text("在船人数", "Aboard"), Kind.INTEGER, PEOPLE, low=0, high=5000,
             live=True, listed=False),
        Item("wind_rating", Text("抗风等级", "Stands force"), Kind.INTEGER, FORCE, low=1, high=17,
             aliases=("抗风力", "抗风级别")),
        Item("owner", Text("船东", "Owner"), personal=True, aliases=("船主", "所有人"),
             listed=False),
        Item("owner_phone", Text("船东电话", "Owner's telephone"), personal=True, form=Form.PHONE,
             aliases=("船主电话", "所有人电话"), listed=False),
        Item("skipper", Text("船老大", "Skipper"), personal=True, aliases=("驾驶员", "负责人"),
             listed=False),
        Item("skipper_phone", Text("船老大电话", "Skipper's telephone"), personal=True,
             form=Form.PHONE, aliases=("联系电话", "电话", "手机"), listed=False),
        Item("home_harbour_code", Text("船籍港", "Home harbour code"), refers="harbours",
             aliases=("靠泊港", "停靠港", "所属渔港"), listed=False),
        Item("home_harbour", Text("港", "Home harbour"), computed=True),
        Item("township_code", Text("乡镇代码", "Township code"), in_tile=False, units=("township",),
             listed=False, aliases=("乡镇街道代码",)),
        Item("township", Text("乡镇街道", "Township"), in_tile=False, computed=True, few=True,
             aliases=("所属乡镇", "乡镇", "街道")),
        Item("county", Text("县区", "County"), in_tile=False, computed=True, few=True,
             listed=False, aliases=("所属县区", "区县")),
        Item("origin", Text("来源", "Origin"), in_tile=False, enum=ORIGINS, default="real",
             listed=False),
        Item("pinyin", Text("拼音", "Pinyin"), derive=Derive.PINYIN, shown=False),
        Item("initials", Text("首字母", "Initials"), derive=Derive.INITIALS, shown=False),
    ),
    example={
        "code": "T-1", "name": "试验渔00001", "kind": "fishing", "township_code": "330902010",
    },
)  # fmt: skip
