"""The states of a task: which step leads from which to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DONE = "done"
    CANNOT = "cannot"
    CLOSED = "closed"


class TaskStep(StrEnum):
    """What happens to one; `CREATE`, `ESCALATE` and `RESCHEDULE` are nobody's press."""

    CREATE = "create"
    ACKNOWLEDGE = "acknowledge"
    DONE = "done"
    CANNOT = "cannot"
    REASSIGN = "reassign"
    CALL = "call"
    ESCALATE = "escalate"
    RESCHEDULE = "reschedule"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class TaskMove:
    """From which states a step is taken, and to which it leads; None: it stays where it is."""

    start: frozenset[TaskState]
    end: TaskState | None


S = TaskState
# What still waits for somebody.
LIVE = frozenset({S.OPEN, S.ACKNOWLEDGED, S.CANNOT})
# The transition table, which migration 0027 holds SQL to as well.
MOVES: Mapping[TaskStep, TaskMove] = {
    TaskStep.ACKNOWLEDGE: TaskMove(frozenset({S.OPEN}), S.ACKNOWLEDGED),
    TaskStep.DONE: TaskMove(frozenset({S.ACKNOWLEDGED}), S.DONE),
    TaskStep.CANNOT: TaskMove(frozenset({S.ACKNOWLEDGED}), S.CANNOT),
    TaskStep.REASSIGN: TaskMove(LIVE, S.OPEN),
    TaskStep.CALL: TaskMove(LIVE, None),
    TaskStep.ESCALATE: TaskMove(frozenset({S.OPEN}), None),
    TaskStep.RESCHEDULE: TaskMove(LIVE, None),
    TaskStep.CLOSE: TaskMove(LIVE | {S.DONE}, S.CLOSED),
}
# These are told in words: what was done, or why.
WITH_NOTE = frozenset({TaskStep.DONE, TaskStep.CANNOT, TaskStep.REASSIGN, TaskStep.CLOSE})
# What the one says whom the task is addressed to; another may write down what was said by phone.
ANSWERS = frozenset({TaskStep.ACKNOWLEDGE, TaskStep.DONE, TaskStep.CANNOT})


def leads_to(state: TaskState, step: TaskStep) -> TaskState | None:
    """The state that `step` leads to from `state`; None where it cannot be taken."""
    move = MOVES.get(step)
    if move is None or state not in move.start:
        return None
    return state if move.end is None else move.end
