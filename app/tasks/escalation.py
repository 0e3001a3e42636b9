"""When a task that nobody acknowledges goes up, and to whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.tasks.chain import units_above
from app.tasks.model import ChainUnit, Task, TaskLevel

CAUSE = "unanswered"


def ladder_of(task: Task, units: Mapping[str, ChainUnit]) -> list[ChainUnit]:
    """To whom it goes up, one after the other: a grid's own village first."""
    own = [units[task.unit_code]] if task.level is TaskLevel.GRID else []
    return [*own, *units_above(task.unit_code, units)]


def steps_up(
    task: Task, ladder: Sequence[ChainUnit], at: datetime, every: timedelta
) -> Sequence[ChainUnit]:
    """The units that it goes up to now, once each; none while it is young or answered.

    A fast clock may bring several at once.
    """
    if every <= timedelta(0):
        return ()
    due = int((at - task.addressed_at) / every)
    return ladder[task.escalation : max(due, task.escalation)]
