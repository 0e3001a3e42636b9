"""What time does to tasks: unanswered ones go up, moving deadlines follow the forecast.

The worker ticks it with each incident's own clock; an exercise's may run sixty times as fast.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.configuration.queries import value
from app.incidents.model import Incident
from app.tasks import queries
from app.tasks.actions import Cause, TaskDesk, moved_to, record_all
from app.tasks.anchors import anchors_of
from app.tasks.chain_queries import load_chain
from app.tasks.due import Anchor, Anchors, Deadline, due_of
from app.tasks.escalation import CAUSE, ladder_of, steps_up
from app.tasks.ladder import TaskStep
from app.tasks.model import ChainUnit, Task
from app.transaction import Transaction

_MOVED = Cause("bulletin")


def escalate(tx: Transaction, incident: Incident, at: datetime) -> int:
    """Take tasks that nobody acknowledged in time to the unit above; how many went up."""
    every = timedelta(minutes=value(tx.conn, "tasks.escalate_min"))
    waiting = queries.list_waiting(tx.conn, incident.incident_id, at - every)
    if not waiting:
        return 0
    units = load_chain(tx.conn, sorted({each.unit_code for each in waiting}))
    rounds: dict[int, list[Task]] = {}
    for task in waiting:
        for raised in _raise_up(task, steps_up(task, ladder_of(task, units), at, every)):
            queries.update_task(tx.conn, raised)
            rounds.setdefault(raised.escalation, []).append(raised)
    desk = TaskDesk(tx, incident, at)
    for _, tasks in sorted(rounds.items()):
        record_all(desk, TaskStep.ESCALATE, tasks, Cause(CAUSE))
    return sum(map(len, rounds.values()))


def _raise_up(task: Task, ups: Sequence[ChainUnit]) -> Iterator[Task]:
    for number, up in enumerate(ups, 1):
        yield replace(
            task,
            version=task.version + number,
            escalation=task.escalation + number,
            escalated_unit=up.code,
        )


def reschedule(tx: Transaction, incident: Incident, at: datetime) -> int:
    """Count moving deadlines from the newest forecast; those that were signed as a moment stay."""
    tasks = queries.list_anchored(tx.conn, incident.incident_id)
    wanted: dict[str, set[Anchor]] = {}
    for task in tasks:
        wanted.setdefault(task.unit_code, set()).add(Anchor(str(task.anchor)))
    anchors = anchors_of(tx.conn, incident, at, wanted)
    moved = [found for task in tasks if (found := _moved_by(task, anchors)) is not None]
    for task in moved:
        queries.update_task(tx.conn, task)
    record_all(TaskDesk(tx, incident, at), TaskStep.RESCHEDULE, moved, _MOVED)
    return len(moved)


def _moved_by(task: Task, anchors: Mapping[str, Anchors]) -> Task | None:
    """With its deadline of now; None where it has not moved. What was in sight once stays."""
    rule = Deadline(None, Anchor(str(task.anchor)), task.offset_min)
    due_at = due_of(rule, anchors.get(task.unit_code, {}))
    if due_at is None or due_at == task.due_at:
        return None
    return replace(moved_to(task, task.state), due_at=due_at)
