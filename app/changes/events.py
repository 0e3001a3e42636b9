"""The storm events of what is known, and which of them a bulletin brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.changes.model import ArrivalChange, Knowledge
from app.storm_events.coast import Coastline, landfall_events
from app.storm_events.line_events import line_events
from app.storm_events.model import (
    MotionRules,
    StormEvent,
    StormEventKind,
    clock_text,
    story_of,
)
from app.storm_events.motion import motion_events
from app.typhoon.explanation import Explanation
from app.typhoon.outlook import Outlook


@dataclass(frozen=True, slots=True)
class EventRules:
    """What counts as an event."""

    motion: MotionRules
    coast: Coastline
    arrival_moved_min: float


def storm_events(outlook: Outlook, rules: EventRules) -> list[StormEvent]:
    """Every line crossed, landfall, stall, loop and sharp turn of one agency, in order of time."""
    story = story_of(outlook)
    if story is None:
        return []
    found = [
        *line_events(story),
        *landfall_events(story, rules.coast),
        *motion_events(story, rules.motion),
    ]
    return sorted(found, key=lambda event: (event.valid_at, event.key))


def new_events(before: Knowledge | None, after: Knowledge, rules: EventRules) -> list[StormEvent]:
    """Events that the bulletin before did not know of. All of a first bulletin's are new."""
    known: set[str] = set()
    if before is not None:
        known = {event.key for event in storm_events(before.outlook, rules)}
    return [event for event in storm_events(after.outlook, rules) if event.key not in known]


def moved_arrivals(
    changes: Iterable[ArrivalChange], after: Knowledge, least_min: float
) -> list[StormEvent]:
    """An event for every arrival that moved by more than the configured minutes."""
    return [_moved_event(change, after) for change in changes if change.moved(least_min)]


def _moved_event(change: ArrivalChange, after: Knowledge) -> StormEvent:
    track, kind = after.outlook.track, StormEventKind.ARRIVAL_MOVED
    shift = change.shift_min
    figures = {
        "unit_code": change.unit_code,
        "name": change.name,
        "force": change.force,
        "before_at": change.before_at,
        "after_at": change.after_at,
        "shift_min": None if shift is None else round(shift),
    }
    place = f"{change.unit_code}/{change.force}"
    return StormEvent(
        kind,
        f"{track.agency}/{track.kind}/{kind}/{place}/{after.issued_at:%Y-%m-%dT%H:%M}",
        after.issued_at,
        change.after_at or change.before_at or after.issued_at,
        track.agency,
        track.kind,
        True,
        arrival_text(change),
        figures,
        change.lon,
        change.lat,
    )


def arrival_text(change: ArrivalChange) -> Explanation:
    """What became of an arrival, with both times."""
    zh, en = f"{change.name} {change.force} 级风", f"Force {change.force} at {change.name}"
    before, after, shift = change.before_at, change.after_at, change.shift_min
    if after is None or before is None:
        if after is not None:
            when = clock_text(after)
            return Explanation(f"{zh}：原不到，现 {when} 到", f"{en}: newly awaited at {when}")
        was = "" if before is None else clock_text(before)
        return Explanation(f"{zh}：原 {was} 到，现不到", f"{en}: was {was}, no longer awaited")
    side_zh, side_en = ("提前", "earlier") if (shift or 0) < 0 else ("推后", "later")
    span_zh, span_en = span_text(abs(shift or 0))
    return Explanation(
        f"{zh}：{clock_text(before)} → {clock_text(after)}，{side_zh} {span_zh}",
        f"{en}: {clock_text(before)} → {clock_text(after)}, {span_en} {side_en}",
    )


def span_text(minutes: float) -> tuple[str, str]:
    """A span in words, to the minute."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest} 分钟", f"{rest} min"
    if not rest:
        return f"{hours} 小时", f"{hours} h"
    return f"{hours} 小时 {rest} 分", f"{hours} h {rest} min"


@dataclass(frozen=True, slots=True)
class LandfallJudgement:
    """What one track says of landfall: where and when, or how near it came to which land."""

    agency: str
    track_kind: str
    landfalls: tuple[StormEvent, ...]
    nearest_land: Explanation | None
    nearest_km: float | None


def judge_landfalls(outlooks: Sequence[Outlook], coast: Coastline) -> list[LandfallJudgement]:
    """Each agency's and kind's own answer, so that an operational landfall and a re-analysis
    without one stand side by side. Fixes only, no forecast."""
    judged: list[LandfallJudgement] = []
    for outlook in outlooks:
        story = story_of(Outlook(outlook.track, None))
        if story is None:
            continue
        nearest = coast.nearest(story.path)
        judged.append(
            LandfallJudgement(
                outlook.track.agency,
                outlook.track.kind,
                tuple(landfall_events(story, coast)),
                None if nearest is None else nearest[0].title,
                None if nearest is None else round(nearest[1], 1),
            )
        )
    return judged
