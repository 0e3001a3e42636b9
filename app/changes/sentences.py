"""A briefing in words: the level first, then what moved, then the track that moved it."""

from collections.abc import Iterator, Sequence

from app.changes.events import arrival_text, span_text
from app.changes.model import (
    ArrivalChange,
    ChangeKind,
    FleetChange,
    Knowledge,
    Sentence,
    Shift,
    Urgency,
    ZoneChange,
)
from app.changes.shifts import told_shift
from app.geo.compass import compass_en, compass_zh
from app.response.model import Recommendation
from app.storm_events.model import StormEvent, clock_text
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix

ROMAN = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ"}
_LEAST_WIND_MS = 1.0
_LEAST_PRESSURE_HPA = 2.0


def first_sentence(after: Knowledge) -> Sentence:
    """There is nothing to compare the first bulletin with."""
    agency = after.outlook.track.agency
    return Sentence(
        ChangeKind.FIRST, f"{agency} 的第一报，没有前一报可比", f"First bulletin of {agency}", {}
    )


def level_sentence(before: Recommendation | None, after: Recommendation) -> Sentence | None:
    """The recommended level, when it changed, with the rules that decide."""
    was = None if before is None else before.level
    if was == after.level:
        return None
    names = [each.rule for each in after.deciding]
    because_zh = "；".join(f"{rule.rule_id} {rule.text.zh}" for rule in names)
    because_en = "; ".join(f"{rule.rule_id} {rule.text.en}" for rule in names)
    zh = f"建议响应：{_level_words(was).zh} → {_level_words(after.level).zh}"
    en = f"Recommended response: {_level_words(was).en} → {_level_words(after.level).en}"
    figures = {"before": was, "after": after.level, "rules": [rule.rule_id for rule in names]}
    return Sentence(
        ChangeKind.LEVEL,
        f"{zh}（{because_zh}）" if names else zh,
        f"{en} ({because_en})" if names else en,
        figures,
    )


def _level_words(level: int | None) -> Explanation:
    if level is None:
        return Explanation("不到Ⅳ级", "below level Ⅳ")
    return Explanation(f"{ROMAN[level]}级", f"level {ROMAN[level]}")


def event_sentences(events: Sequence[StormEvent]) -> Iterator[Sentence]:
    """What happened or is newly awaited of the storm itself."""
    for event in events:
        figures = {"event": event.kind, "expected": event.expected, **event.figures}
        yield Sentence(ChangeKind.EVENT, event.text.zh, event.text.en, figures)


def strength_sentence(before: Knowledge, after: Knowledge) -> Sentence | None:
    """Wind and pressure of the last fixes, where both bulletins have them."""
    was, now = before.outlook.track.fixes[-1], after.outlook.track.fixes[-1]
    told = [*_tell_difference(was, now)]
    if not told:
        return None
    figures = {
        "wind_ms": [was.wind_ms, now.wind_ms],
        "pressure_hpa": [was.pressure_hpa, now.pressure_hpa],
    }
    zh, en = "，".join(each.zh for each in told), ", ".join(each.en for each in told)
    return Sentence(ChangeKind.STRENGTH, f"中心{zh}", f"Centre {en}", figures)


def _tell_difference(was: Fix, now: Fix) -> Iterator[Explanation]:
    if _has_moved(was.wind_ms, now.wind_ms, _LEAST_WIND_MS):
        figures = f"{was.wind_ms:.0f} → {now.wind_ms:.0f}"
        yield Explanation(f"风速 {figures} 米/秒", f"wind {figures} m/s")
    if _has_moved(was.pressure_hpa, now.pressure_hpa, _LEAST_PRESSURE_HPA):
        figures = f"{was.pressure_hpa:.0f} → {now.pressure_hpa:.0f} hPa"
        yield Explanation(f"气压 {figures}", f"pressure {figures}")


def _has_moved(was: float | None, now: float | None, least: float) -> bool:
    return was is not None and now is not None and abs(now - was) >= least


def track_sentence(shifts: Sequence[Shift], least_km: float) -> Sentence | None:
    """The shift a day ahead (or nearest to it), when it is worth telling."""
    shift = told_shift(shifts)
    if shift is None or shift.km < least_km:
        return None
    zh = (
        f"{clock_text(shift.valid_at)}（{shift.lead_h:.0f} 小时后）的预报位置"
        f"向{compass_zh(shift.bearing_deg)}移 {shift.km:.0f} 公里"
    )
    en = (
        f"The position forecast for {clock_text(shift.valid_at)} ({shift.lead_h:.0f} h ahead)"
        f" moved {shift.km:.0f} km {compass_en(shift.bearing_deg)}"
    )
    figures = {
        "km": round(shift.km, 1),
        "bearing_deg": round(shift.bearing_deg, 1),
        "lead_h": round(shift.lead_h, 1),
        "valid_at": shift.valid_at,
    }
    return Sentence(ChangeKind.TRACK, zh, en, figures)


def arrival_sentences(changes: Sequence[ArrivalChange], least_min: float) -> Iterator[Sentence]:
    """Every seat's arrival that moved by more than the configured minutes."""
    for change in changes:
        if change.moved(least_min):
            text, shift = arrival_text(change), change.shift_min
            figures = {
                "unit_code": change.unit_code,
                "force": change.force,
                "before_at": change.before_at,
                "after_at": change.after_at,
                "shift_min": None if shift is None else round(shift),
            }
            yield Sentence(ChangeKind.ARRIVAL, text.zh, text.en, figures)


def zone_sentences(changes: Sequence[ZoneChange], least_min: float) -> Iterator[Sentence]:
    """Zones that became late or are no longer, and latest starts that moved."""
    for change in changes:
        told = _zone_text(change, least_min)
        if told is not None:
            figures = {
                "zone_id": change.zone_id,
                "number": change.number,
                "urgency": change.urgency,
                "before_at": change.before_at,
                "after_at": change.after_at,
            }
            yield Sentence(ChangeKind.ZONE, told.zh, told.en, figures)


def _zone_text(change: ZoneChange, least_min: float) -> Explanation | None:
    name, start = change.name, "" if change.after_at is None else clock_text(change.after_at)
    if change.urgency is Urgency.NEWLY_LATE:
        zh = f"{name}：最迟下令时刻已过（{start}），来不及"
        return Explanation(zh, f"{name}: too late, the latest start was {start}")
    if change.urgency is Urgency.NO_LONGER_LATE:
        zh = f"{name}：又来得及，最迟 {start} 下令" if start else f"{name}：不再有时限"
        return Explanation(zh, f"{name}: in time again, latest start {start or 'none'}")
    shift = change.shift_min
    if change.urgency is Urgency.UNCHANGED or (shift is not None and abs(shift) <= least_min):
        return None
    if shift is None:
        zh = f"{name}：最迟 {start} 下令，原无时限" if start else f"{name}：不再有时限"
        return Explanation(zh, f"{name}: latest start {start or 'none any more'}")
    span_zh, span_en = span_text(abs(shift))
    side_zh, side_en = ("提前", "earlier") if shift < 0 else ("推后", "later")
    return Explanation(
        f"{name}：最迟下令 {start}，{side_zh} {span_zh}",
        f"{name}: latest start {start}, {span_en} {side_en}",
    )


def fleet_sentence(fleet: FleetChange) -> Sentence | None:
    """How many vessels became late or are no longer."""
    newly = sum(each.urgency is Urgency.NEWLY_LATE for each in fleet.changed)
    again = len(fleet.changed) - newly
    if not fleet.changed:
        return None
    zh = f"在海上的 {fleet.at_sea} 艘船中：新增 {newly} 艘、减少 {again} 艘在七级风到前回不了港"
    en = (
        f"Of {fleet.at_sea} vessels at sea {newly} more, {again} fewer cannot reach port"
        " before force 7"
    )
    figures = {
        "newly_late": newly,
        "no_longer_late": again,
        "late_before": fleet.late_before,
        "late_after": fleet.late_after,
    }
    return Sentence(ChangeKind.VESSEL, zh, en, figures)


def no_change_sentence() -> Sentence:
    """A bulletin that moves nothing says so, rather than saying nothing."""
    return Sentence(
        ChangeKind.NO_CHANGE,
        "与前一报相比没有要紧的变化",
        "No change that matters against the bulletin before",
        {},
    )
