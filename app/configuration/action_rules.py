"""The shipped table of what is done at which response level: default, not the local plan.

sources#no-authority. `level` is the lowest at which it is done (`sea`: the sea's own response).
`to`: who gets the task, the issuing headquarters itself or each unit of a level below it; `role` is
the office that does it. Due `offset_min` after `anchor`; without an anchor there is no deadline.
"""

from typing import Any

KEY = "tasks.actions"
SOURCE = (
    "Haitang's own table from practice in Zhejiang: no authority behind it (sources#no-authority)"
)


def _row(
    code: str, level: str, role: str, to: str, zh: str, en: str,
    anchor: str | None = None, hours: float = 0,
) -> dict[str, Any]:  # fmt: skip
    return {"code": code, "level": level, "role": role, "to": to, "zh": zh, "en": en,
            "anchor": anchor, "offset_min": round(hours * 60)}  # fmt: skip


DEFAULT_RULES: tuple[dict[str, Any], ...] = (
    _row("A01", "sea", "hq_office", "issuer", "24 小时值班，带班领导到岗",
         "Duty round the clock, a leader on shift", "activation", 1),
    _row("A02", "sea", "hq_office", "issuer", "会商：气象、海洋、渔业、海事",
         "Consult with weather, ocean, fishery and maritime offices", "activation", 6),
    _row("A03", "sea", "fishery", "issuer", "分海区下达渔船召回令",
         "Issue recall orders by sea area", "t7", -48),
    _row("A04", "sea", "fishery", "issuer", "休闲渔船、12 米以下小船停航",
         "Leisure fishing and boats below 12 m stop", "t7", -36),
    _row("A05", "sea", "fishery", "issuer", "远海作业船返港或到安全海域",
         "Far-ground boats back or in safe waters", "t7", -24),
    _row("A06", "4", "fishery", "issuer", "渔船全部进港或到安全海域",
         "All fishing vessels in port or safe waters", "t7", -12),
    _row("A07", "4", "msa", "issuer", "施工船、无动力船避风，海上停工",
         "Works and unpowered vessels sheltered, offshore works stop", "t7", -24),
    _row("A08", "4", "township", "township", "养殖渔排人员上岸",
         "People of rafts and cages ashore", "t7", -12),
    _row("A09", "4", "tourism", "issuer", "劝离岛上游客，加开航班疏客",
         "Visitors advised off the islands, extra ferries", "t7", -24),
    _row("A10", "4", "township", "township", "查避灾点，落实钥匙、管理人、物资",
         "Check shelters: keys, keepers, stock", "activation", 6),
    _row("A11", "4", "township", "township", "排查隐患点和风险区",
         "Inspect hazard points and risk areas", "activation", 12),
    _row("A12", "4", "water", "issuer", "水库河网预排，查闸门海塘",
         "Drain reservoirs and polders, check gates and dykes", "t7", -24),
    _row("A13", "3", "tourism", "issuer", "关闭沿海景区、海滩、休闲码头",
         "Close coastal scenic areas, beaches, leisure piers", "t7", -12),
    _row("A14", "3", "transport", "issuer", "客运航线按风力停航，提前 4 小时告知",
         "Suspend ferry lines by their limits, told 4 h ahead"),
    _row("A15", "3", "construction", "issuer", "高空停工，塔吊加固，工棚清空",
         "Stop work at height, secure tower cranes, clear huts", "t10", -12),
    _row("A16", "3", "township", "township", "开放指定避灾点",
         "Open the designated shelters", "t10", -18),
    _row("A17", "3", "township", "township", "转移重点人群",
         "Evacuate the priority groups", "t10", -12),
    _row("A18", "3", "fishery", "issuer", "港内渔船逐船点验",
         "Count and check moored vessels one by one", "t7", -6),
    _row("A19", "3", "urban_mgmt", "issuer", "加固广告牌、树木、大棚、架空线",
         "Secure billboards, trees, greenhouses, lines", "t10", -12),
    _row("A20", "2", "hq_commander", "issuer", "发出人员转移令",
         "Issue evacuation orders", "t10", -24),
    _row("A21", "2", "township", "township", "危险区人员应转尽转",
         "Everybody out of the danger zones", "t10", -6),
    _row("A22", "2", "fishery", "issuer", "停泊渔船船员上岸",
         "Crews of moored vessels ashore", "t10", -6),
    _row("A23", "2", "education", "issuer", "学校停课", "Schools suspend classes", "t10", -12),
    _row("A24", "2", "police", "issuer", "桥梁和沿海公路按风力限行、封闭",
         "Restrict and close bridges and coast roads by the wind"),
    _row("A25", "2", "emergency", "issuer", "危化罐区减量，停高危作业",
         "Chemical and tank sites reduce stock, stop risky work", "t10", -12),
    _row("A26", "2", "emergency", "issuer", "抢险队、船、发电机前置",
         "Rescue teams, boats and generators in place", "t10", -12),
    _row("A27", "1", "hq_commander", "issuer", "停工、停课、停业、停运、停市",
         "Work, schools, business, transport and markets stop", "t10", -6),
    _row("A28", "1", "hq_office", "issuer", "通知居家避险，备断水断电断网断路",
         "Tell people to stay in; prepare for cuts of water, power, net and road", "t10", -3),
    _row("A29", "sea", "hq_office", "issuer", "按时汇总上报", "Report the situation on time"),
)  # fmt: skip
