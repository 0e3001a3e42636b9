"""Who goes where and who cannot, said in both languages. Calculations give codes and figures."""

from collections.abc import Mapping

from app.evacuation.left_out import Excluded, Exclusion, LeftOut, LeftOutReason
from app.exposure.model import GroupCode
from app.network.words import name_road
from app.shelters.words import STATUS_TITLES
from app.wording import Text, list_all, same

GROUP_TITLES: Mapping[GroupCode, Text] = {
    GroupCode.AQUACULTURE: Text("养殖人员", "Aquaculture"),
    GroupCode.OUTSIDE_DYKE: Text("海塘外人员", "Outside the dyke"),
    GroupCode.GEOHAZARD: Text("地灾威胁人员", "Geohazard"),
    GroupCode.DANGEROUS_HOUSE: Text("危旧房人员", "Dangerous houses"),
    GroupCode.SITE_HUT: Text("工棚人员", "Site huts"),
    GroupCode.LOW_LYING: Text("低洼地人员", "Low-lying"),
    GroupCode.MOORED_CREW: Text("在港船员", "Crews in port"),
    GroupCode.OTHER: Text("其他", "Other"),
    GroupCode.VISITOR: Text("游客", "Visitors"),
    GroupCode.RESIDENT: Text("其余居民", "Other residents"),
}
EXPOSURE_METHOD = Text(
    "人口按居住点计数（点在面内），不按面积摊分；船按本事件最新船位；养殖区作业人员家里没数到的，从养殖区上岸；面积用椭球面",
    "people are counted by dwelling points inside the area, not shared out by its size; vessels by "
    "their newest position in this incident; who works on a fish farm and was not counted at home "
    "comes ashore from it; area on the ellipsoid",
)
CLEARANCE_METHOD = Text(
    "最大流下界 · 按最快路线逐 5 分钟占用路段的排程 · 最堵路段小时数加行程；取后两者中慢的",
    "lower bound by maximum flow · schedule that reserves links on the quickest routes in steps of "
    "5 minutes · hours of the tightest link plus the trip; the slower of the last two is used",
)
ELSEWHERE = Text("辖区外的安置点", "a shelter outside your area")
ZONE = Text("转移区", "Zone")
_AREA = Text("本区", "the area")
_REASONS: Mapping[LeftOutReason, Text] = {
    LeftOutReason.NO_ROAD: Text(
        "所在岛没有路网，步行范围内也没有可用安置点",
        "the island has no roads, and no usable shelter is within walking distance",
    ),
    LeftOutReason.CLOSED: Text(
        "通道已断：{names}，这一侧没有可用安置点",
        "the way is closed: {names}; there is no usable shelter on this side",
    ),
    LeftOutReason.FERRY_STOPPED: Text(
        "轮渡已停航：{names}，岛上没有可用安置点",
        "the ferry is suspended: {names}; there is no usable shelter on the island",
    ),
    LeftOutReason.ROAD_GAP: Text(
        "这里的路与岛上安置点所在的路不相通（路网资料有缺口）",
        "the roads here do not join those of the island's shelters (a gap in the road data)",
    ),
    LeftOutReason.NO_SHELTER: Text(
        "岛上没有可用安置点，也没有桥或轮渡去更大的岛",
        "the island has no usable shelter, and neither bridge nor ferry to a larger one",
    ),
    LeftOutReason.TOO_FAR: Text(
        "最近的可用安置点超过单程时限", "the nearest usable shelter is beyond the longest trip"
    ),
    LeftOutReason.BOATS_FULL: Text(
        "停航前船运不完：{names}，岛上没有余位",
        "boats cannot carry everyone before they stop: {names}; the island has no places left",
    ),
    LeftOutReason.NO_ROOM: Text("可到的安置点都已满", "every shelter within reach is full"),
}


def name_place(name: str) -> Text:
    """A place of a cut-off; the area itself and an unnamed road have names in neither language."""
    return name_road(name) if name else _AREA


def describe_assignment() -> Text:
    """How people were assigned to shelters."""
    return Text(
        "最小费用流，每个居住点与它能到的每个安置点都比过，走不到或没位置的单列；"
        "轮渡只从小岛去大岛，按停航前能跑的航次装人；行程不计拥堵",
        "minimum-cost flow over every dwelling point and every shelter that it can reach; "
        "who cannot get there or finds no place is listed apart; ferries carry from the smaller "
        "island to the larger only, as many as sail before they stop; trips without congestion",
    )


def explain_left_out(item: LeftOut) -> Text:
    """Why people have no place."""
    text, names = _REASONS[item.reason], list_all(name_place(name) for name in item.names)
    return Text(text.zh.format(names=names.zh), text.en.format(names=names.en))


def explain_excluded(item: Excluded) -> Text:
    """Why a shelter is no destination; a reason that somebody typed stands as it was typed."""
    match item.exclusion:
        case Exclusion.INSIDE:
            return Text("在转移区内", "inside the zone")
        case Exclusion.DANGER:
            return Text(f"在风险防范区内：{item.told}", f"inside the risk area {item.told}")
        case Exclusion.OTHER_ZONE:
            return Text(f"在{item.told}内", f"inside {item.told}")
        case Exclusion.TYPED:
            return same(item.told)
        case Exclusion.STATUS:
            status = STATUS_TITLES[item.told]
            return Text(f"状态：{status.zh}", f"status: {status.en}")
