"""Order now or wait, said in one sentence in both languages."""

from collections.abc import Mapping
from datetime import datetime

from app.evacuation.weighing import NotWeighed, Unweighed, Weighed
from app.figure_text import force_text, moment_text
from app.wording import Text, join_clauses, join_sentences

_GAPS: Mapping[Unweighed, Text] = {
    Unweighed.NO_STORM: Text("没有台风资料", "no typhoon is known"),
    Unweighed.NO_FORECAST: Text("没有机构在报", "no agency has a forecast"),
    Unweighed.NO_ENSEMBLE: Text("概率还没有算出来", "the probabilities are not worked out yet"),
    Unweighed.NO_PLACE: Text(
        "这些村还没有算概率", "no probabilities are worked out for these villages"
    ),
    Unweighed.NO_CIRCLE: Text("没有这级风的风圈", "nobody tells a wind circle of that force"),
    Unweighed.NOBODY: Text("没有人走陆路或乘船转移", "nobody leaves by road or boat"),
    Unweighed.TOO_LATE: Text(
        "有人按方案已来不及，不能再等", "too late for some by the plan already, do not wait"
    ),
    Unweighed.BLOWING: Text("风已到，等下一报没有意义", "the wind is here, nothing to wait for"),
}


def explain_waiting(weighed: Weighed | NotWeighed, at: datetime) -> Text:
    """The figures and the advice, or why there are none."""
    if isinstance(weighed, NotWeighed):
        return join_clauses([Text("等不等没有算", "waiting is not weighed"), _say_why(weighed)])
    told = weighed.told
    now, following = _percent_text(told.needless), _percent_text(told.late_next)
    next_at = moment_text(weighed.next_at)
    figures = join_clauses(
        [
            Text(f"现在下令：{now}多余", f"order now: {now} needless"),
            *_late_already(told.late_now),
            Text(
                f"等下一报（{next_at.zh}）：{following}因等来不及",
                f"wait for the next bulletin ({next_at.en}): {following} too late for waiting",
            ),
            _how_long(weighed, at),
        ]
    )
    return join_sentences([figures, _say_advice(weighed, at)])


def _say_advice(weighed: Weighed, at: datetime) -> Text:
    by_at = weighed.order_by_at
    if by_at is None:
        return Text("建议：等下一报再定", "advice: wait for the next bulletin")
    if by_at <= at:
        return Text("建议：现在下令", "advice: order now")
    by = moment_text(by_at)
    return Text(f"建议：不等下一报，{by.zh} 前下令", f"advice: order by {by.en}, await no bulletin")


def explain_basis(weighed: Weighed) -> Text:
    """Which wind, how much time, whose forecast and until when."""
    force, known, until = (
        force_text(weighed.force), moment_text(weighed.known_at), moment_text(weighed.until_at)
    )  # fmt: skip
    minutes, limit, miss = (
        f"{weighed.needed_min:.0f}", _percent_text(weighed.limit), _percent_text(weighed.told.miss)
    )  # fmt: skip
    return join_clauses(
        [
            Text(
                f"按 {force.zh}风到村、从下令到走完 {minutes} 分钟",
                f"by {force.en} at the villages and {minutes} min from the order to all safe",
            ),
            Text(
                f"{known.zh} 的预报，报到 {until.zh} 为止",
                f"forecast known at {known.en}, which ends at {until.en}",
            ),
            Text(
                f"“风来了而令下晚了”不超过 {limit}，照此等下去是 {miss}",
                f"wind that comes on a late order held to {limit}; by this rule {miss}",
            ),
        ]
    )


def _say_why(gap: NotWeighed) -> Text:
    until = "" if gap.until_at is None else moment_text(gap.until_at)
    if gap.why is Unweighed.AWAY and isinstance(until, Text):
        force = force_text(gap.force)
        return Text(
            f"没有一个成员在 {until.zh} 前有 {force.zh}风到这里",
            f"no member brings {force.en} here before {until.en}",
        )
    if gap.why is Unweighed.FORECAST_OVER and isinstance(until, Text):
        return Text(f"预报到 {until.zh} 为止，已过", f"the forecast ended at {until.en}")
    return _GAPS[gap.why]


def _late_already(share: float) -> list[Text]:
    if share == 0:
        return []
    told = _percent_text(share)
    return [Text(f"{told}现在下令也来不及", f"{told} too late even now")]


def _how_long(weighed: Weighed, at: datetime) -> Text:
    until_at = weighed.wait_until_at
    if until_at is None:
        return Text("一直等也不过限", "waiting never passes the limit")
    hours = max((until_at - at).total_seconds() / 3600, 0.0)
    until = moment_text(until_at)
    return Text(
        f"可多等 {hours:.1f} 小时（到 {until.zh}）",
        f"it can wait {hours:.1f} h more (until {until.en})",
    )


def _percent_text(share: float) -> str:
    return f"{share * 100:.0f}%"
