"""Recommended response level: the default trigger table of reference domain §2.2.

No authority stands behind it and it is not the local plan. Its hours are configuration. What the
table asks for and no data can answer is named, never taken as fulfilled or as absent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.response.model import FiredRule, Recommendation
from app.typhoon.model import StormClass
from app.typhoon.strength import at_least

NOT_CONSIDERED = (
    "海上防台风响应：没有渔场风预报",
    "Ⅰ级的复合情形：没有风暴潮、天文潮和暴雨预警",
)
CLASS_NAMES = {
    StormClass.TS: "热带风暴",
    StormClass.STS: "强热带风暴",
    StormClass.TY: "台风",
    StormClass.STY: "强台风",
}
_FORCE_NAMES = {7: "七", 10: "十", 12: "十二"}


@dataclass(frozen=True, slots=True)
class Rule:
    """All conditions that are given must hold. `within` names the hours in configuration; a
    force without it must only be awaited at all."""

    code: str
    level: int
    force: int | None = None
    within: str | None = None
    inside_line_h: int | None = None
    class_now: StormClass | None = None
    class_nearest: StormClass | None = None


RULES = (
    Rule("R1-STY", 1, 10, "response.level1_force10_h", class_nearest=StormClass.STY),
    Rule("R2-T10", 2, 10, "response.level2_force10_h"),
    Rule("R2-TY", 2, 10, "response.level2_typhoon_h", class_nearest=StormClass.TY),
    Rule("R2-T12", 2, 12),
    Rule("R3-LINE", 3, 7, inside_line_h=24, class_now=StormClass.STS),
    Rule("R3-T7", 3, 7, "response.level3_force7_h"),
    Rule("R3-T10", 3, 10, "response.level3_force10_h"),
    Rule("R4-LINE", 4, inside_line_h=48, class_now=StormClass.TS),
    Rule("R4-T7", 4, 7, "response.level4_force7_h"),
)
LIMIT_KEYS = tuple(dict.fromkeys(rule.within for rule in RULES if rule.within))


@dataclass(frozen=True, slots=True)
class Situation:
    """What the table is asked with.

    `force_in_h`: hours until a force reaches the first county seat, 0 or less when it blows
    there, absent when it is not awaited. `class_nearest`: awaited at the closest approach."""

    class_now: StormClass | None
    class_nearest: StormClass | None
    inside_lines_h: frozenset[int]
    force_in_h: Mapping[int, float]


def recommend(situation: Situation, limits_h: Mapping[str, float]) -> Recommendation:
    """The highest level of which a rule holds, with every rule of that level that holds."""
    fired = [rule for rule in RULES if _holds(rule, situation, limits_h)]
    level = min((rule.level for rule in fired), default=None)
    told = (
        FiredRule(rule.code, rule.level, "；".join(_reasons(rule, situation, limits_h)))
        for rule in fired
        if rule.level == level
    )
    return Recommendation(level, tuple(told), NOT_CONSIDERED)


def _holds(rule: Rule, situation: Situation, limits_h: Mapping[str, float]) -> bool:
    if rule.inside_line_h is not None and rule.inside_line_h not in situation.inside_lines_h:
        return False
    if rule.class_now is not None and not at_least(situation.class_now, rule.class_now):
        return False
    nearest = rule.class_nearest
    if nearest is not None and not at_least(situation.class_nearest, nearest):
        return False
    if rule.force is None:
        return True
    hours = situation.force_in_h.get(rule.force)
    return hours is not None and (rule.within is None or hours <= limits_h[rule.within])


def _reasons(rule: Rule, situation: Situation, limits_h: Mapping[str, float]) -> Iterator[str]:
    if rule.class_now is not None:
        yield f"现为{CLASS_NAMES[rule.class_now]}以上"
    if rule.class_nearest is not None:
        yield f"最近时预报为{CLASS_NAMES[rule.class_nearest]}以上"
    if rule.inside_line_h is not None:
        yield f"已进 {rule.inside_line_h} 小时警戒线"
    if rule.force is not None:
        hours, name = situation.force_in_h[rule.force], _FORCE_NAMES[rule.force]
        yield f"{name}级风已到" if hours <= 0 else f"{name}级风 {hours:.1f} 小时后到第一个县区驻地"
    if rule.within is not None:
        yield f"门槛 {limits_h[rule.within]:g} 小时"
