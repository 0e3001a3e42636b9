"""The cut-offs and what they rest on, said in both languages."""

from collections.abc import Callable, Mapping

from app.closures.timeline import Closed
from app.closures.words import tell_word
from app.evacuation.cutoffs import (
    Cutoff,
    CutoffKind,
    Gap,
    NotConsidered,
    SurgeGap,
    SurgeLimit,
    Way,
    WindArrival,
)
from app.evacuation.words import GROUP_TITLES, name_place
from app.figure_text import force_text, moment_text, people_text
from app.typhoon.outlook import Assumption
from app.wind.arrival import Convention
from app.wording import EMPTY, Text, join_clauses, same

TITLES: Mapping[CutoffKind, Text] = {
    CutoffKind.WIND_LAND: Text("陆上大风", "Wind on land"),
    CutoffKind.BRIDGE: Text("桥与路封闭", "Bridge or road closes"),
    CutoffKind.FERRY: Text("轮渡停航", "Ferry suspended"),
    CutoffKind.WIND_SEA: Text("海上大风", "Wind at sea"),
    CutoffKind.DARK: Text("天黑", "Nightfall"),
    CutoffKind.SURGE: Text("风暴潮高潮", "Surge high water"),
    CutoffKind.GROUP_DUE: Text("规定时限", "Hour set by rule"),
}
_CONVENTIONS: Mapping[Convention, Text] = {
    Convention.STEP: Text("分象限", "circles by quadrant"),
    Convention.SMOOTH: Text("象限间渐变", "circles graded between quadrants"),
}
_ASSUMED: Mapping[str, Text] = {
    Assumption.DERIVED: Text("由相邻风圈推算", "derived from neighbouring circles"),
    Assumption.LENT: Text(
        "没报风圈处借最近一报", "where none was given, the circle of the nearest bulletin"
    ),
    Assumption.PERSISTING: Text("预报沿用最近风圈", "the forecast keeps the last circles"),
    Assumption.RAMPED: Text("有无之间线性消长", "growing and shrinking evenly in between"),
}


def explain_wind(wind: WindArrival) -> Text:
    """Whose circle, which force it stands for, what is assumed, from which bulletin."""
    source = _source_of(wind)
    if not wind.has_circle:
        return Text(
            f"{wind.agency} 没有 {wind.circle_force} 级风圈，{source.zh}",
            f"{wind.agency} gives no force-{wind.circle_force} circle, {source.en}",
        )
    parts = [
        Text(
            f"{wind.agency} {wind.threshold_ms:.1f} m/s 风圈",
            f"{wind.agency}, circle of {wind.threshold_ms:.1f} m/s",
        )
    ]
    if wind.circle_force != wind.force:
        parts.append(_say_rounded(wind.force, wind.circle_force))
    parts += [_ASSUMED[each] for each in wind.assumptions if each in _ASSUMED]
    if wind.convention is not None:
        parts.append(_CONVENTIONS[wind.convention])
    return join_clauses([*parts, source])


def _say_rounded(force: int, circle: int) -> Text:
    early = circle < force
    return Text(
        f"{force} 级没有风圈，按 {circle} 级，偏{'早' if early else '晚'}",
        f"force {force} has no circle, force {circle} stands for it, "
        f"{'early' if early else 'late'}",
    )


def _source_of(wind: WindArrival) -> Text:
    if wind.issued_at is None:
        return Text("只有实况", "observed only")
    when = moment_text(wind.issued_at)
    if wind.synthetic:
        return Text(f"{when.zh} 合成预报", f"synthetic forecast of {when.en}")
    return Text(f"{when.zh} 预报", f"forecast of {when.en}")


def explain_cutoff(cutoff: Cutoff) -> Text:
    """What a cut-off rests on."""
    if cutoff.said is not None:
        return _by_word(cutoff, cutoff.said)
    told = _say_inside(cutoff) if cutoff.way is Way.STAY else _CUTOFFS[cutoff.kind](cutoff)
    if cutoff.wind is None:
        return told
    basis = explain_wind(cutoff.wind)
    return Text(f"{told.zh}（{basis.zh}）", f"{told.en} ({basis.en})")


def _say_inside(cutoff: Cutoff) -> Text:
    """Nobody of these leaves: the cut-off is when they must be inside."""
    title, people = TITLES[cutoff.kind], people_text(cutoff.people)
    return Text(
        f"{title.zh}之前，没有去处的 {people.zh}要已通知到、进屋上楼",
        f"the {people.en} without a place must be told, inside and upstairs before: {title.en}",
    )


def _say_land(cutoff: Cutoff) -> Text:
    force, place = force_text(cutoff.force or 0), name_place(cutoff.name)
    return Text(
        f"{force.zh}风到{place.zh}之前转移完毕",
        f"everyone out before {force.en} reaches {place.en}",
    )


def _say_bridge(cutoff: Cutoff) -> Text:
    force, place = force_text(cutoff.force or 0), name_place(cutoff.name)
    people = people_text(cutoff.people)
    return Text(
        f"{place.zh} {force.zh}封闭，{people.zh}要经过",
        f"{place.en} closes at {force.en}; {people.en} must pass it",
    )


def _say_ferry(cutoff: Cutoff) -> Text:
    force, people = force_text(cutoff.force or 0), people_text(cutoff.people)
    return Text(
        f"{cutoff.name} {force.zh}停航，要运 {people.zh}",
        f"{cutoff.name} is suspended at {force.en}; it has to carry {people.en}",
    )


def _by_word(cutoff: Cutoff, closed: Closed) -> Text:
    """Closed by somebody, whatever the forecast says."""
    place, people, word = (
        name_place(cutoff.name),
        people_text(cutoff.people),
        tell_word(closed.said),
    )
    return Text(
        f"{place.zh} {word.zh}；{people.zh}要经过",
        f"{place.en}: {word.en}; {people.en} must pass it",
    )


def _group_due(cutoff: Cutoff) -> Text:
    due = cutoff.due
    if due is None:
        return EMPTY
    title, force, people = GROUP_TITLES[due.code], force_text(due.force), people_text(due.people)
    return Text(
        f"{title.zh} {people.zh}，{force.zh}风到之前 {due.lead_h:g} 小时转移完",
        f"{title.en}, {people.en}: gone {due.lead_h:g} h before {force.en} arrives",
    )


def _tell_farms(cutoff: Cutoff) -> Text:
    force, people = force_text(cutoff.force or 0), people_text(cutoff.people)
    return Text(
        f"{force.zh}风到海上之前，养殖人员 {people.zh}全部上岸",
        f"all {people.en} of the farms ashore before {force.en} reaches the water",
    )


def _say_sea(cutoff: Cutoff) -> Text:
    if cutoff.way is Way.RAFT:
        return _tell_farms(cutoff)
    sea = cutoff.sea
    if sea is None or sea.harbour is None:
        return Text("区内的船都在避风港", "every vessel in the area is in a refuge harbour")
    away, km = sea.vessels - sea.in_port, sea.distance_m / 1000
    vessel = Text("未登记船", "an unregistered vessel") if sea.vessel is None else same(sea.vessel)
    return Text(
        f"海上 {away} 艘，最远的 {vessel.zh} 距{sea.harbour} {km:.0f} km，"
        f"按 {sea.speed_kn:.0f} 节绕行 {sea.detour:.1f} 倍",
        f"{away} at sea; the farthest, {vessel.en}, is {km:.0f} km from {sea.harbour}, at "
        f"{sea.speed_kn:.0f} kn with detours of {sea.detour:.1f}",
    )


def _say_dark(cutoff: Cutoff) -> Text:
    force = force_text(cutoff.force or 0)
    return Text(
        f"{force.zh}风夜里到，要在日落前转移完毕",
        f"{force.en} comes by night; everyone out before sunset",
    )


def _say_surge(cutoff: Cutoff) -> Text:
    told = EMPTY if cutoff.surge is None else _high_water(cutoff.surge)
    if cutoff.outside_dyke is None:
        return told
    people = people_text(cutoff.outside_dyke)
    return join_clauses(
        [told, Text(f"区内海塘外 {people.zh}", f"{people.en} outside the dyke in the area")]
    )


def _high_water(limit: SurgeLimit) -> Text:
    when, datum = moment_text(limit.peak_at), limit.datum
    parts = [
        Text(
            f"{limit.name}（{limit.far_km:.0f} km）{when.zh} 高潮 {limit.peak_m:.2f} m（{datum}），"
            f"其中增水 {limit.surge_m:.2f} m",
            f"{limit.name} ({limit.far_km:.0f} km): high water of {limit.peak_m:.2f} m ({datum}) "
            f"at {when.en}, {limit.surge_m:.2f} m of it surge",
        )
    ]
    if (level := limit.warning_level_m) is not None:
        over = limit.peak_m >= level
        parts.append(
            Text(
                f"警戒潮位 {level:.2f} m，{'达到' if over else '未到'}",
                f"warning level {level:.2f} m, {'reached' if over else 'not reached'}",
            )
        )
    parts.append(Text(f"提前 {limit.lead_h:g} 小时", f"{limit.lead_h:g} h ahead of it"))
    if limit.illustrative:
        parts.append(Text("示意数据", "illustrative data"))
    return join_clauses(parts)


_CUTOFFS: Mapping[CutoffKind, Callable[[Cutoff], Text]] = {
    CutoffKind.WIND_LAND: _say_land,
    CutoffKind.BRIDGE: _say_bridge,
    CutoffKind.FERRY: _say_ferry,
    CutoffKind.WIND_SEA: _say_sea,
    CutoffKind.DARK: _say_dark,
    CutoffKind.SURGE: _say_surge,
    CutoffKind.GROUP_DUE: _group_due,
}
_GAPS: Mapping[Gap, Text] = {
    Gap.NO_STORM: Text("没有台风资料", "no typhoon data"),
    Gap.NOBODY: Text("区内陆上没有人要转移", "nobody on land in the area has to leave"),
    Gap.NOBODY_PLACED: Text(
        "没有一人有安置点可去，清空时间无从算起",
        "nobody has a shelter to go to, so there is no time to clear the area",
    ),
    Gap.NO_LIMITED_WAY: Text(
        "转移路线不经过有封闭风级的桥或路", "no route uses a bridge or road that closes in wind"
    ),
    Gap.NO_FERRY: Text("不用轮渡", "nobody needs a ferry"),
    Gap.NO_VESSEL: Text("区内没有船", "no vessel in the area"),
    Gap.NOBODY_OUTSIDE_DYKE: Text(
        "区内没有海塘外人员，高潮不构成时限",
        "nobody in the area is outside the dyke, so high water sets no limit",
    ),
    Gap.NO_GROUP_HOUR: Text("这些人没有规定的转移时限", "no rule sets an hour for these people"),
    Gap.NO_TIDE: Text(
        "没有潮位序列，高潮时刻未知", "no tide series, so the time of high water is not known"
    ),
}


_SURGE_GAPS = frozenset({Gap.TIDE_TOO_FAR, Gap.NO_SURGE, Gap.NO_SURGE_PEAK})


def explain_gap(item: NotConsidered) -> Text:
    """Why a cut-off was not considered."""
    if item.surge is not None and item.gap in _SURGE_GAPS:
        return _surge_gap(item.surge)
    force = force_text(item.force or 0)
    match item.gap:
        case Gap.WIND_STAYS_AWAY:
            return _stays_away(item, force)
        case Gap.SAID_OPEN:
            place = name_place(item.name)
            return Text(
                f"{force.zh}风到{place.zh}，已确认开放",
                f"{force.en} reaches {place.en}, which was confirmed open",
            )
        case Gap.ALL_IN_PORT:
            return Text(
                f"区内 {item.vessels} 艘船都已在港",
                f"all {item.vessels} vessels in the area are in port",
            )
        case Gap.WIND_NOT_DUE:
            return Text(
                f"{force.zh}风不到，天黑不构成时限",
                f"{force.en} does not come, so nightfall sets no limit",
            )
        case Gap.BY_DAY:
            return Text(
                f"{force.zh}风白天到，天黑不构成时限",
                f"{force.en} comes by day, so nightfall sets no limit",
            )
        case _:
            return _GAPS[item.gap]


def _stays_away(item: NotConsidered, force: Text) -> Text:
    place = name_place(item.name)
    basis = EMPTY if item.wind is None else explain_wind(item.wind)
    return Text(
        f"资料时段内 {force.zh}风圈不到{place.zh}（{basis.zh}）",
        f"the {force.en} circle does not reach {place.en} within the data ({basis.en})",
    )


def _surge_gap(found: SurgeGap) -> Text:
    match found.gap:
        case Gap.TIDE_TOO_FAR:
            return Text(
                f"最近的潮位站{found.station}在 {found.far_km:.0f} km 外，"
                f"超过 {found.limit:.0f} km",
                f"the nearest tide gauge, {found.station}, is {found.far_km:.0f} km away, "
                f"beyond {found.limit:.0f} km",
            )
        case Gap.NO_SURGE:
            return Text(
                f"{found.station}有潮位、没有增水，风暴潮高潮未知",
                f"{found.station} has tide but no surge, so its surge high water is not known",
            )
        case _:
            return Text(
                f"{found.station}资料时段内没有增水 {found.limit:g} m 以上的高潮",
                f"{found.station} has no high water with {found.limit:g} m of surge or more "
                "within the data",
            )
