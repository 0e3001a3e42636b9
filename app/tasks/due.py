"""When a task is due: at a fixed moment, or minutes from something that the forecast moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Anchor(StrEnum):
    """What a deadline is counted from: force 7 or 10 at the unit, or the landfall."""

    T7 = "t7"
    T10 = "t10"
    LANDFALL = "landfall"

    @property
    def force(self) -> int | None:
        """The force whose arrival it is; None for the landfall."""
        return {Anchor.T7: 7, Anchor.T10: 10}.get(self)

    @staticmethod
    def after(moment: datetime, minutes: int) -> datetime:
        """So many minutes after a moment, before it below zero; to the minute."""
        return (moment + timedelta(minutes=minutes)).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`fixed_at` as it was signed, else `offset_min` from the anchor; neither: no deadline."""

    fixed_at: datetime | None = None
    anchor: Anchor | None = None
    offset_min: int = 0


Anchors = Mapping[Anchor, datetime | None]


def due_of(rule: Deadline, anchors: Anchors) -> datetime | None:
    """When it is due under the anchors of its unit; None where the anchor is not in sight."""
    if rule.anchor is None:
        return rule.fixed_at
    moment = anchors.get(rule.anchor)
    if moment is None:
        return None
    return Anchor.after(moment, rule.offset_min)
