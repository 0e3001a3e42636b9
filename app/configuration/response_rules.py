"""The shipped table that recommends a response level: default, not the local plan.

sources#response-levels. The trigger clauses of the Zhoushan and Zhejiang plans could not be
read, so no row of it is an authority's (sources#plans). An office adopts its own through PUT
/api/v1/response-rules; what a `measure` means stands in `app.response.measures`.
"""

from collections.abc import Mapping
from typing import Any

from app.configuration.model import Confidence

KEY = "response.rules"
SOURCE = "Haitang's own triggers, not the local plan (sources#response-levels)"
CONFIDENCE = Confidence.DEFAULT


def _make_rule(
    rule_id: str, level: int | None, zh: str, en: str, *conditions: tuple[str, float | str | None]
) -> Mapping[str, Any]:
    told = [{"measure": measure, "value": value} for measure, value in conditions]
    return {"id": rule_id, "level": level, "text": {"zh": zh, "en": en}, "conditions": told}


# `level` None is the response for the sea alone, which has no level.
DEFAULT_RULES: tuple[Mapping[str, Any], ...] = (
    _make_rule("R1-STY", 1, "强台风以上，十级风 24 小时内到",
               "severe typhoon or stronger, force 10 within 24 h",
               ("class_affecting", "STY"), ("force_10_in_h", 24)),
    _make_rule("R1-LAND", 1, "24 小时内在本市登陆，14 级以上",
               "landfall in the city within 24 h, force 14",
               ("landfall_in_h", 24), ("landfall_force", 14)),
    _make_rule("R1-COMP", 1, "风暴潮红色警报、天文大潮、暴雨红色预警同时",
               "surge red, spring tide and rain red at once",
               ("surge_warning", "red"), ("spring_tide", None), ("rain_warning", "red")),
    _make_rule("R2-T10", 2, "十级风 24 小时内到", "force 10 within 24 h", ("force_10_in_h", 24)),
    _make_rule("R2-TY", 2, "台风以上，十级风 36 小时内到",
               "typhoon or stronger, force 10 within 36 h",
               ("class_affecting", "TY"), ("force_10_in_h", 36)),
    _make_rule("R2-LAND", 2, "48 小时内在本市登陆，台风以上",
               "landfall in the city within 48 h as a typhoon or stronger",
               ("landfall_in_h", 48), ("landfall_class", "TY")),
    _make_rule("R2-T12", 2, "预报有十二级风", "force 12 is awaited", ("force_12_in_h", None)),
    _make_rule("R3-LINE", 3, "强热带风暴以上进 24 小时警戒线，七级风会到",
               "severe tropical storm inside the 24 h line, force 7 awaited",
               ("class_now", "STS"), ("inside_line_h", 24), ("force_7_in_h", None)),
    _make_rule("R3-T7", 3, "七级风 36 小时内到", "force 7 within 36 h", ("force_7_in_h", 36)),
    _make_rule("R3-T10", 3, "十级风 48 小时内到", "force 10 within 48 h", ("force_10_in_h", 48)),
    _make_rule("R4-LINE", 4, "热带风暴以上进 48 小时警戒线，七级风会到",
               "tropical storm inside the 48 h line, force 7 awaited",
               ("class_now", "TS"), ("inside_line_h", 48), ("force_7_in_h", None)),
    _make_rule("R4-T7", 4, "七级风 48 小时内到", "force 7 within 48 h", ("force_7_in_h", 48)),
    _make_rule("RS-FISH", None, "48 小时内渔场有十级风，陆上不受影响",
               "force 10 on the fishing grounds within 48 h, none on land",
               ("fishing_ground_force", 10)),
)  # fmt: skip
