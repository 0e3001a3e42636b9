"""What is known against signing or issuing an order now.

A frozen order is compared with what its zone would say now. A newer bulletin alone is a warning;
one that leaves less time than the paper says is a refusal: people would follow the paper.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.documents.evacuation_order.content import OrderContent, WayDue
from app.documents.model import DocumentFinding
from app.evacuation.basis import KnownBulletin
from app.evacuation.clocks import Advice
from app.evacuation.cutoffs import SOFT, Way
from app.figure_text import moment_text
from app.wording import Text


def gone(name: str, *, deleted: bool) -> DocumentFinding:
    """Nothing is left to be ordered."""
    text = (
        Text(f"{name}已被删除", f"{name} has been deleted")
        if deleted
        else Text(f"{name}没有答案", f"{name} has no answer")
    )
    return DocumentFinding("zone_gone", text, refuses=True)


def compare(
    frozen: OrderContent,
    present: OrderContent,
    known: Sequence[KnownBulletin],
    at: datetime,
) -> list[DocumentFinding]:
    """`present` is the same zone frozen now under the bulletins `known`."""
    return [*_of_the_zone(frozen, present), *_of_the_ways(frozen, present, at),
            *_of_the_bulletins(frozen, known)]  # fmt: skip


def _of_the_zone(frozen: OrderContent, present: OrderContent) -> Iterator[DocumentFinding]:
    name = frozen.zone.name
    if present.zone.version != frozen.zone.version:
        text = Text(
            f"{name}起草后改过（第 {frozen.zone.version} 版改到第 {present.zone.version} 版）",
            f"{name} was changed since (version {frozen.zone.version} to {present.zone.version})",
        )
        yield DocumentFinding("zone_changed", text, refuses=True)


def _of_the_ways(
    frozen: OrderContent, present: OrderContent, at: datetime
) -> Iterator[DocumentFinding]:
    now = {each.way: each for each in present.ways}
    moving = [each for each in frozen.ways if each.way is not Way.STAY and _has_anybody(each)]
    ended = [each for each in moving if _has_ended(each, at) or now.get(each.way, each).over]
    if moving and len(ended) == len(moving):
        text = Text("所有走法都已截止", "Every way out has been cut off")
        yield DocumentFinding("all_over", text, refuses=True)
    for way in ended:
        if way.advice is Advice.LEAVE and way.way is Way.BOAT:
            ends = way.ends_at or at
            text = Text(
                f"轮渡已停（{moment_text(ends).zh}），令里还有 {way.people:,} 人乘船",
                f"the ferry has stopped ({moment_text(ends).en}), and the order still sends "
                f"{way.people:,} people by boat",
            )
            yield DocumentFinding("ferry_stopped", text, refuses=True)
    for way in (each for each in moving if each not in ended):
        yield from _of_a_deadline(way, now.get(way.way), at)


def _of_a_deadline(frozen: WayDue, now: WayDue | None, at: datetime) -> Iterator[DocumentFinding]:
    told, real = frozen.latest_start_at, None if now is None else now.latest_start_at
    if real is not None and (told is None or real < told.replace(second=0, microsecond=0)):
        was = Text("没有时限", "no limit") if told is None else moment_text(told)
        text = Text(
            f"{frozen.title.zh}的最迟开始提前了：令里是 {was.zh}，现在是 {moment_text(real).zh}",
            f"{frozen.title.en}, the latest start has moved up: the order says {was.en}, "
            f"it is now {moment_text(real).en}",
        )
        yield DocumentFinding("less_time", text, refuses=True)
    elif told is not None and told < at:
        text = Text(
            f"{frozen.title.zh}的最迟开始 {moment_text(told).zh} 已过",
            f"{frozen.title.en}, the latest start {moment_text(told).en} has passed",
        )
        yield DocumentFinding("late", text, refuses=False)


def _of_the_bulletins(
    frozen: OrderContent, known: Sequence[KnownBulletin]
) -> Iterator[DocumentFinding]:
    rested = set(frozen.rests_on.bulletins)
    newer = [each.agency for each in known if each not in rested]
    if newer:
        text = Text(
            f"起草后有新报（{'、'.join(newer)}），时限没有提前",
            f"a newer bulletin has come since ({', '.join(newer)}); no deadline moved up",
        )
        yield DocumentFinding("newer_bulletin", text, refuses=False)


def _has_anybody(way: WayDue) -> bool:
    return way.people > 0 or way.vessels > 0


def _has_ended(way: WayDue, at: datetime) -> bool:
    """By what the paper itself says; nightfall or a missed hour ends nobody's way."""
    soft = way.ends_by in SOFT
    return way.over or (way.ends_at is not None and way.ends_at <= at and not soft)
