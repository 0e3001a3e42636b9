"""Stall, loop and sharp turn, read off a storm's path. Thresholds are configuration.

Stall: for `stall_h` the centre stays within `stall_km` of where it was; overlapping such spans
are one stall. Loop: the path crosses itself within `loop_within_h` and is at least `loop_min_km`
long between; the innermost counts. Sharp turn: the course over the `turn_over_h` before and after
a moment differ by `turn_deg` or more and both legs are at least `turn_min_km` long (a stalled
storm has no course); of consecutive moments the sharpest counts. Moments are full hours and fixes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.geo.compass import compass_en, compass_zh
from app.geo.sphere import Floats, distance_km
from app.storm_events.model import MotionRules, StormEvent, StormEventKind, Story, clock_text
from app.typhoon.explanation import Explanation
from app.typhoon.path import HOUR_S, Path, bearing_deg, length_km


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a path, seconds from its origin."""

    start_s: float
    end_s: float

    @property
    def hours(self) -> float:
        """Its length in time."""
        return (self.end_s - self.start_s) / HOUR_S


@dataclass(frozen=True, slots=True)
class Turn:
    """A sharp turn: when, by how much (right is positive), and the courses before and after."""

    at_s: float
    turn_deg: float
    from_deg: float
    to_deg: float


def motion_events(story: Story, rules: MotionRules) -> Iterator[StormEvent]:
    """Every stall, loop and sharp turn of a story."""
    for stall in find_stalls(story.path, rules):
        yield _stall_event(story, stall, rules)
    for loop in find_loops(story.path, rules):
        yield _loop_event(story, loop)
    for turn in find_turns(story.path, rules):
        yield _turn_event(story, turn, rules)


def find_stalls(path: Path, rules: MotionRules) -> list[Span]:
    """Every stall, in order."""
    window_s, stalls = rules.stall_h * HOUR_S, list[Span]()
    moments = path.hours()
    for start_s in moments[moments + window_s <= path.end_s + 1e-6]:
        end_s = float(start_s + window_s)
        if _farthest_km(path, moments, float(start_s), end_s) > rules.stall_km:
            continue
        if stalls and start_s <= stalls[-1].end_s:
            stalls[-1] = Span(stalls[-1].start_s, end_s)
        else:
            stalls.append(Span(float(start_s), end_s))
    return stalls


def _farthest_km(path: Path, moments: Floats, start_s: float, end_s: float) -> float:
    """How far the centre goes from where it is at `start_s`. Legs are straight, so the farthest
    point is one of the moments."""
    within = np.append(moments[(moments > start_s) & (moments < end_s)], end_s)
    lon, lat = path.centre(within)
    from_lon, from_lat = path.centre(np.full(len(within), start_s))
    return float(distance_km(from_lon, from_lat, lon, lat).max())


def find_loops(path: Path, rules: MotionRules) -> list[Span]:
    """Every loop from the moment the crossing is first passed to when it is passed again."""
    found = [
        span
        for span in _leg_crossings(path)
        if span.hours <= rules.loop_within_h
        and length_km(path, span.start_s, span.end_s) >= rules.loop_min_km
    ]
    loops: list[Span] = []
    for span in sorted(found, key=lambda span: span.hours):
        if all(span.end_s <= loop.start_s or span.start_s >= loop.end_s for loop in loops):
            loops.append(span)
    return sorted(loops, key=lambda span: span.start_s)


def _leg_crossings(path: Path) -> Iterator[Span]:
    """Where two legs that do not touch end to end cross, as times on the earlier and the later."""
    x, y = path.lon, path.lat
    run, rise, spans_s = np.diff(x), np.diff(y), np.diff(path.at_s)
    cross = run[:, None] * rise[None, :] - rise[:, None] * run[None, :]
    off_x, off_y = x[None, :-1] - x[:-1, None], y[None, :-1] - y[:-1, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        here = (off_x * rise[None, :] - off_y * run[None, :]) / cross
        there = (off_x * rise[:, None] - off_y * run[:, None]) / cross
    meets = (cross != 0) & (here >= 0) & (here < 1) & (there >= 0) & (there < 1)
    for i, j in np.argwhere(np.triu(meets, k=2)):
        yield Span(
            float(path.at_s[i] + here[i, j] * spans_s[i]),
            float(path.at_s[j] + there[i, j] * spans_s[j]),
        )


def find_turns(path: Path, rules: MotionRules) -> list[Turn]:
    """Every sharp turn, in order."""
    reach_s, groups = rules.turn_over_h * HOUR_S, list[list[Turn]]()
    moments = path.hours()
    usable = moments[(moments >= reach_s) & (moments + reach_s <= path.end_s + 1e-6)]
    last_s = None
    for turn in _sharp_turns(path, usable, reach_s, rules):
        joined = last_s is not None and turn.at_s - last_s <= HOUR_S + 1e-6
        if joined and (groups[-1][-1].turn_deg > 0) == (turn.turn_deg > 0):
            groups[-1].append(turn)
        else:
            groups.append([turn])
        last_s = turn.at_s
    return [max(group, key=lambda turn: round(abs(turn.turn_deg), 6)) for group in groups]


def _sharp_turns(path: Path, moments: Floats, reach_s: float, rules: MotionRules) -> Iterator[Turn]:
    before, here, after = (path.centre(moments + shift) for shift in (-reach_s, 0.0, reach_s))
    came, goes = bearing_deg(*before, *here), bearing_deg(*here, *after)
    short = np.minimum(distance_km(*before, *here), distance_km(*here, *after))
    turned = (goes - came + 180.0) % 360.0 - 180.0
    sharp = (np.abs(turned) >= rules.turn_deg) & (short >= rules.turn_min_km)
    for index in np.flatnonzero(sharp):
        yield Turn(
            float(moments[index]), float(turned[index]), float(came[index]), float(goes[index])
        )


def _stall_event(story: Story, stall: Span, rules: MotionRules) -> StormEvent:
    path = story.path
    begins, ends = path.moment(stall.start_s), path.moment(stall.end_s)
    moved_km = length_km(path, stall.start_s, stall.end_s)
    figures = {
        "from_at": begins,
        "to_at": ends,
        "hours": round(stall.hours, 1),
        "moved_km": round(moved_km, 1),
        "mean_kmh": round(moved_km / stall.hours, 1),
    }
    zh = (
        f"{clock_text(begins)} 至 {clock_text(ends)} 少动，"
        f"{stall.hours:.0f} 小时移动 {moved_km:.0f} 公里"
    )
    en = f"stalls for {stall.hours:.0f} h, moving {moved_km:.0f} km in all"
    return story.event(
        StormEventKind.STALL,
        at_s=stall.start_s,
        complete_s=stall.start_s + rules.stall_h * HOUR_S,
        text=Explanation(zh, en),
        figures=figures,
    )


def _loop_event(story: Story, loop: Span) -> StormEvent:
    path = story.path
    way_km, clockwise = length_km(path, loop.start_s, loop.end_s), _is_clockwise(path, loop)
    figures = {
        "from_at": path.moment(loop.start_s),
        "to_at": path.moment(loop.end_s),
        "hours": round(loop.hours, 1),
        "way_km": round(way_km, 1),
        "clockwise": clockwise,
    }
    zh = f"{'顺' if clockwise else '逆'}时针打转，{loop.hours:.0f} 小时绕行 {way_km:.0f} 公里"
    turning = "clockwise" if clockwise else "anticlockwise"
    en = f"loops {turning}, {way_km:.0f} km in {loop.hours:.0f} h"
    return story.event(
        StormEventKind.LOOP, at_s=loop.end_s,
        complete_s=loop.end_s, text=Explanation(zh, en), figures=figures,
    )  # fmt: skip


def _is_clockwise(path: Path, loop: Span) -> bool:
    inner = path.at_s[(path.at_s > loop.start_s) & (path.at_s < loop.end_s)]
    lon, lat = path.centre(np.concatenate([[loop.start_s], inner]))
    doubled = lon * np.roll(lat, -1) - np.roll(lon, -1) * lat
    return float(doubled.sum()) < 0


def _turn_event(story: Story, turn: Turn, rules: MotionRules) -> StormEvent:
    side_zh, side_en = ("右", "right") if turn.turn_deg > 0 else ("左", "left")
    came, goes = turn.from_deg, turn.to_deg
    zh = (
        f"急转向：由{compass_zh(came)}转{compass_zh(goes)}，"
        f"{rules.turn_over_h:g} 小时前后向{side_zh}偏 {abs(turn.turn_deg):.0f}°"
    )
    en = (
        f"turns sharply {side_en} by {abs(turn.turn_deg):.0f}°, "
        f"from {compass_en(came)} to {compass_en(goes)}"
    )
    figures = {
        "turn_deg": round(turn.turn_deg, 1),
        "from_deg": round(came, 1),
        "to_deg": round(goes, 1),
        "over_h": rules.turn_over_h,
    }
    return story.event(
        StormEventKind.RECURVATURE, at_s=turn.at_s,
        complete_s=turn.at_s + rules.turn_over_h * HOUR_S, text=Explanation(zh, en),
        figures=figures,
    )  # fmt: skip
