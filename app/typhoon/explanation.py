"""Why an arrival is as it is, in words for the screen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.typhoon.derived_circles import BETWEEN_RULE, OUTWARD_RULE, STAND_IN_RULE, with_force
from app.typhoon.model import WindRadius
from app.typhoon.outlook import Assumption, Outlook
from app.typhoon.persisted_circles import PERSIST_RULE
from app.typhoon.quadrants import JMA_RULE, RANGE_RULE
from app.typhoon.synthetic.forecasts import RADII_RULE


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence in both languages."""

    zh: str
    en: str

    def followed_by(self, others: "Sequence[Explanation]") -> "Explanation":
        """This and the others, one after the other."""
        every = (self, *others)
        return Explanation("；".join(o.zh for o in every), "; ".join(o.en for o in every))


NO_RADII = Explanation("源数据无风圈", "no radii in source")
_RULES_ZH = {
    JMA_RULE: "最长半径按来报方向落到象限，对侧取最短，其间取均值",
    RANGE_RULE: "来报只给范围，四个象限都取上限，宁早勿晚",
    RADII_RULE: "预报沿用实况风圈，预报风速低于门槛处不画",
    PERSIST_RULE: "预报未给风圈：沿用最近一次的四象限，预报风速低于门槛处不画",
    BETWEEN_RULE: "推算：由相邻两级风圈按修正兰金廓线内插",
    OUTWARD_RULE: "推算：由最外两级风圈按修正兰金廓线外推",
    STAND_IN_RULE: "只有较低一级风圈，以它代替，宁早勿晚",
}
_CONVENTIONS = Explanation(
    "分象限（与图上一致）与象限间渐变两种算法，取早者",
    "step: radius constant in each quadrant, as drawn; smooth: linear in azimuth between the"
    " quadrants' middles; the earlier of both counts",
)


_ASSUMPTIONS = {
    Assumption.LENT: Explanation(
        "没有报风圈的定位借最近一次定位的风圈，中心风速不够的不借",
        "fixes without the circle are lent the nearest one's, those too weak for it excepted",
    ),
    Assumption.RAMPED: Explanation(
        "有风圈与没有风圈的两报之间按线性消长",
        "between a point with the circle and one without it the radii grow or shrink evenly",
    ),
}


def told_assumptions(
    assumptions: Collection[Assumption], force: int, circle_force: int
) -> list[Explanation]:
    """Those in words that `circle_rule` does not name itself."""
    told = [text for each, text in _ASSUMPTIONS.items() if each in assumptions]
    if Assumption.ROUNDED in assumptions:
        early = circle_force < force
        told.append(
            Explanation(
                f"{force} 级没有风圈，按 {circle_force} 级，偏{'早' if early else '晚'}",
                f"no circle of force {force}: force {circle_force} stands in and comes too"
                f" {'early' if early else 'late'}",
            )
        )
    return told


def circle_rule(outlook: Outlook, force: int) -> Explanation:
    """How the circle was read from the source and how the arrival was found."""
    circles = _circles_of(outlook, force)
    circle = circles[0]
    owner, threshold = outlook.circle_owner, f"{circle.threshold_ms:g} m/s"
    rules = list(dict.fromkeys(each.rule for each in circles))
    averaging = _averaging_words(owner.averaging_min)
    zh = f"{owner.agency} {threshold} 风圈（{averaging.zh}）"
    en = f"{owner.agency} circle of {threshold} ({averaging.en})"
    if outlook.circles_from is not None:
        zh += f"，借到 {outlook.track.agency} 路径上，按最近时刻"
        en += f" lent to the track of {outlook.track.agency}, nearest in time"
    return Explanation(
        f"{zh}≈{force}级；{'；'.join(_RULES_ZH.get(rule, rule) for rule in rules)}；"
        f"{_CONVENTIONS.zh}",
        f"{en} ≈ force {force}; {'; '.join(rules)}; {_CONVENTIONS.en}",
    )


def _circles_of(outlook: Outlook, force: int) -> list[WindRadius]:
    points = with_force(outlook.points, force)
    return [circle for point in points for circle in point.radii if circle.force == force]


def _averaging_words(minutes: int | None) -> Explanation:
    if minutes is None:
        return Explanation("平均时段未注明", "averaging not stated")
    return Explanation(f"{minutes} 分钟平均", f"{minutes}-min mean")


def without_circle(outlook: Outlook, force: int) -> Explanation:
    """Why there is no answer for a force."""
    if not any(point.radii for point in outlook.points):
        return NO_RADII
    agency = outlook.circle_owner.agency
    return Explanation(f"{agency} 没有{force}级风圈", f"{agency} gives no force-{force} circle")
