"""Which signals the figures call for: of each kind the gravest whose rule holds. Pure.

A rule's figure is reached at its own value (≥), and its hours count to their very end (≤). There
is no hysteresis: the brief gives none, and lowering a signal is the observatory's own judgement.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from app.clock import BEIJING
from app.warnings.model import RainPoint, Signal, SignalKind, SignalRule, StationRain, Wind


def suggest_wind(
    rules: Iterable[SignalRule], kind: SignalKind, winds: Sequence[Wind], at: datetime
) -> Signal | None:
    """The gravest wind signal of a kind that holds at `at`."""
    for rule in _graver_first(rules, kind):
        horizon = at + timedelta(hours=rule.within_h)
        fired = [
            wind for wind in winds if _does_reach(wind, rule) and _does_last(wind, at, horizon)
        ]
        if fired:
            return _wind_signal(rule, fired, at)
    return None


def suggest_rain(
    rules: Iterable[SignalRule], rains: Sequence[StationRain], at: datetime
) -> Signal | None:
    """The gravest rain signal that holds at `at`: by what fell, what is awaited, or both."""
    for rule in _graver_first(rules, SignalKind.RAIN):
        sums = [
            (total, end, rain)
            for rain in rains
            for total, end in window_sums(rain.points, rule.within_h, at)
            if total >= (rule.rain_mm or 0.0)
        ]
        if sums:
            total, end, rain = max(sums, key=lambda found: (found[0], found[2].place))
            return _rain_signal(rule, total, end, rain, at)
    return None


def window_sums(
    points: Sequence[RainPoint], hours: float, at: datetime
) -> Iterator[tuple[float, datetime]]:
    """Rain of each window of `hours` that ends with a value between `at`'s last and `at + hours`.

    Only spans that lie wholly inside are added, and a missing value adds nothing: the sum is what
    is known to fall at least.
    """
    fallen = [point.at for point in points if point.at <= at]
    first_end = max(fallen, default=at)
    if at - first_end > timedelta(hours=hours):
        first_end = at
    for last in points:
        if first_end <= last.at <= at + timedelta(hours=hours):
            begin = last.at - timedelta(hours=hours)
            inside = (one for one in points if one.at <= last.at and _begins_at(one) >= begin)
            yield round(sum(one.millimetres for one in inside), 3), last.at


def _begins_at(point: RainPoint) -> datetime:
    return point.at - timedelta(minutes=point.span_min)


def _graver_first(rules: Iterable[SignalRule], kind: SignalKind) -> list[SignalRule]:
    return sorted((r for r in rules if r.kind is kind), key=lambda rule: rule.colour.rank)


def _does_reach(wind: Wind, rule: SignalRule) -> bool:
    needed = rule.gust_force if wind.gust else rule.mean_force
    return needed is not None and wind.force >= needed


def _does_last(wind: Wind, at: datetime, horizon: datetime) -> bool:
    return wind.since <= horizon and (wind.until is None or wind.until > at)


def _wind_signal(rule: SignalRule, fired: Sequence[Wind], at: datetime) -> Signal:
    first = min(fired, key=lambda wind: (wind.since, -wind.force))
    ends = [wind.until for wind in fired if wind.until is not None]
    needed = rule.gust_force if first.gust else rule.mean_force
    lower = first.at_least and needed is not None and first.force > needed
    return Signal(
        rule=rule,
        until_at=max(ends) if len(ends) == len(fired) else None,
        zh=_wind_zh(rule, first, at) + (f"；{needed} 级没有风圈，到得更早" if lower else ""),
        en=_wind_en(rule, first, at) + ("; a lower force comes earlier still" if lower else ""),
        figures={
            "force": first.force,
            "gust": first.gust,
            "since_h": round(max(0.0, (first.since - at).total_seconds() / 3600), 2),
            "place": first.place,
            "observed": first.observed,
            "threshold_force": needed,
            "within_h": rule.within_h,
        },
        illustrative=any(wind.illustrative for wind in fired),
    )


def _wind_zh(rule: SignalRule, wind: Wind, at: datetime) -> str:
    what = f"{'阵风' if wind.gust else '平均风'} {wind.force} 级"
    when = f"{wind.since.astimezone(BEIJING):%m-%d %H:%M}"
    told = f"{when} 已测到" if wind.observed else ("已受影响" if wind.since <= at else f"{when} 到")
    return (
        f"{wind.place}{what}，{told}（{wind.basis}）；门槛 {rule.within_h:g} 小时内平均风 "
        f"{rule.mean_force} 级或阵风 {rule.gust_force} 级"
    )


def _wind_en(rule: SignalRule, wind: Wind, at: datetime) -> str:
    what = f"{'gusts' if wind.gust else 'mean wind'} of force {wind.force}"
    when = f"{wind.since.astimezone(BEIJING):%m-%d %H:%M} (UTC+8)"
    told = "measured at" if wind.observed else ("since" if wind.since <= at else "from")
    return (
        f"{wind.place}: {what} {told} {when}; threshold within {rule.within_h:g} h: mean force "
        f"{rule.mean_force} or gusts of {rule.gust_force}"
    )


def _rain_signal(
    rule: SignalRule, total: float, end: datetime, rain: StationRain, at: datetime
) -> Signal:
    when = f"{end.astimezone(BEIJING):%m-%d %H:%M}"
    awaited = end > at
    begin = end - timedelta(hours=rule.within_h)
    known = [one for one in rain.points if _begins_at(one) >= begin and one.at <= end]
    missing_h = rule.within_h - sum(one.span_min for one in known) / 60
    goes_on = any(not one.observed and one.millimetres > 0 and one.at > at for one in rain.points)
    last = "" if awaited or goes_on else "，是否持续没有预报，由人判断"
    gap = f"，其中 {missing_h:g} 小时没有资料" if missing_h > 0 else ""
    return Signal(
        rule=rule,
        until_at=end if awaited else None,
        zh=f"{rain.place}到 {when} 的 {rule.within_h:g} 小时{'将降' if awaited else '已降'} "
        f"{total:g} mm{gap}{last}；门槛 {rule.within_h:g} 小时 {rule.rain_mm:g} mm",
        en=f"{rain.place}: {total:g} mm in the {rule.within_h:g} h to {when} (UTC+8), "
        f"{'awaited' if awaited else 'measured'}; threshold {rule.rain_mm:g} mm",
        figures={
            "rain_mm": total,
            "hours": rule.within_h,
            "missing_h": round(missing_h, 2),
            "place": rain.place,
            "observed": not awaited,
            "threshold_mm": rule.rain_mm,
        },
        illustrative=rain.illustrative,
    )
