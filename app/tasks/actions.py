"""Give tasks out, answer them, pass them on, and end them with what they came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import real_now
from app.errors import Conflict, InvalidInput
from app.events.model import EventKind, Place
from app.incidents.model import Incident
from app.tasks import queries
from app.tasks.anchors import load_anchors
from app.tasks.chain_queries import find_chain_unit, find_post, unit_name
from app.tasks.due import due_of
from app.tasks.ladder import WITH_NOTE, TaskState, TaskStep
from app.tasks.model import (
    CallResult,
    NewTask,
    SourceReference,
    StepTaken,
    Task,
    TaskLevel,
)
from app.tasks.rights import check_take, check_target
from app.tasks.sources import source_of
from app.transaction import Transaction
from app.wording import Text

_NOTE, _NAME = 500, 80


@dataclass(frozen=True, slots=True)
class TaskDesk:
    """Where somebody acts: the transaction, the incident and its moment."""

    tx: Transaction
    incident: Incident
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What somebody says with a step."""

    note: str = ""
    spoken_with: str | None = None
    call_result: CallResult | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a step is taken that nobody takes by hand: a code, and the words of whoever caused it."""

    code: str
    note: str = ""


def give_out(desk: TaskDesk, told: SourceReference, tasks: Sequence[NewTask]) -> list[Task]:
    """Make a source's tasks; a post that has its task already gets no second."""
    return give_out_all(desk, [(told, tasks)])


def give_out_all(
    desk: TaskDesk, sources: Sequence[tuple[SourceReference, Sequence[NewTask]]]
) -> list[Task]:
    """The same for several sources at once: the forecast is asked once."""
    conn = desk.tx.conn
    every = [task for _, tasks in sources for task in tasks]
    anchors = load_anchors(conn, desk.incident, desk.at, every)
    made: list[Task] = []
    for told, tasks in sources:
        source_of(told.source)
        due = [(task, due_of(task.due, anchors.get(task.to.unit_code, {}))) for task in tasks]
        made += queries.insert_tasks(conn, desk.incident.incident_id, told, due, desk.at)
    record_all(desk, TaskStep.CREATE, made)
    return made


def end_all(desk: TaskDesk, told: SourceReference, cause: Cause) -> list[Task]:
    """Close what still waits for somebody: what it came from is in force no more."""
    live = queries.list_live(desk.tx.conn, desk.incident.incident_id, told)
    closed = [moved_to(task, TaskState.CLOSED) for task in live]
    for task in closed:
        queries.update_task(desk.tx.conn, task)
    record_all(desk, TaskStep.CLOSE, closed, cause)
    return closed


def take(
    desk: TaskDesk, task_id: int, step: TaskStep, version: int | None, said: TaskWords
) -> Task:
    """Take a step with a task. Raises Denied, RefusedByRule, Conflict, InvalidInput, NotFound."""
    task = queries.hold_task(desk.tx.conn, task_id)
    if version is not None and version != task.version:
        raise queries.changed_meanwhile()
    end = check_take(desk.tx.actor, task, step, said.spoken_with)
    _check_said(step, said)
    moved = moved_to(task, end)
    if step is TaskStep.REASSIGN:
        moved = _passed_on(desk, moved, said.post)
    queries.update_task(desk.tx.conn, moved)
    _record_one(desk, task, moved, step, said)
    return queries.get_task(desk.tx.conn, task_id)


def moved_to(task: Task, state: TaskState) -> Task:
    """The task in its next version."""
    return replace(task, state=state, version=task.version + 1)


def record_all(
    desk: TaskDesk,
    step: TaskStep,
    tasks: Sequence[Task],
    cause: Cause | None = None,
) -> None:
    """One step of many tasks: the steps, one entry in the audit, and one event a township."""
    if not tasks:
        return
    taken = _step_of(desk, step, tasks[0].state, TaskWords("" if cause is None else cause.note))
    code = None if cause is None else cause.code
    rows = [
        (each.task_id, replace(taken, state=each.state, cause=code, due_at=each.due_at,
                               to_unit=each.escalated_unit if step is TaskStep.ESCALATE else None))
        for each in tasks
    ]  # fmt: skip
    queries.insert_steps(desk.tx.conn, rows)
    for told, some in _by_source(tasks):
        detail = {"tasks": [each.task_id for each in some], "cause": code, "number": told.number}
        desk.tx.audit(f"task_{step}", f"{told.source}/{told.reference}", detail=detail)
    for place in sorted({each.place for each in tasks}, key=str):
        here = [each for each in tasks if each.place == place]
        _announce_step(desk, step, here, place)


def _by_source(tasks: Sequence[Task]) -> Iterable[tuple[SourceReference, list[Task]]]:
    found: dict[SourceReference, list[Task]] = {}
    for task in tasks:
        told = SourceReference(task.source, task.reference, task.number)
        found.setdefault(told, []).append(task)
    return found.items()


def _check_said(step: TaskStep, said: TaskWords) -> None:
    if len(said.note) > _NOTE or len(said.spoken_with or "") > _NAME:
        raise InvalidInput(
            "E-TSK-014",
            Text("任务没有动", "The task was not touched"),
            Text(f"说明超过 {_NOTE} 字，或通话人超过 {_NAME} 字",
                 f"The note is longer than {_NOTE} characters, or the name than {_NAME}"),
            Text("写短些再发", "Shorten it and send it again"),
        )  # fmt: skip
    if step in WITH_NOTE and not said.note:
        raise InvalidInput(
            "E-TSK-015",
            Text("任务没有动", "The task was not touched"),
            Text("没有写说明", "There is no note"),
            Text("写明办成了什么，或为什么", "Say what was done, or why"),
        )
    if step is TaskStep.CALL and said.call_result is None:
        raise InvalidInput(
            "E-TSK-016",
            Text("通话没有记下", "The call was not written down"),
            Text("没有写结果", "There is no result"),
            Text(f"用 {'、'.join(CallResult)}", f"Use {', '.join(CallResult)}"),
        )


def _passed_on(desk: TaskDesk, task: Task, post_code: str | None) -> Task:
    """The task at another post, from the beginning."""
    post = None if post_code is None else find_post(desk.tx.conn, post_code)
    unit = None if post is None else find_chain_unit(desk.tx.conn, post.unit_code)
    if post is None or unit is None:
        raise InvalidInput(
            "E-TSK-017",
            Text("没有转交", "It was not given to another"),
            Text("责任链里没有这个岗位", "The chain has no such post"),
            Text("从责任链里选一个岗位", "Choose a post of the chain"),
        )
    check_target(desk.tx.actor, post.unit_code)
    if post.code == task.post_code:
        raise Conflict(
            "E-TSK-018",
            Text("没有转交", "It was not given to another"),
            Text("它已经在这个岗位", "It is at this post already"),
            Text("选另一个岗位", "Choose another post"),
        )
    return replace(
        task,
        unit_code=post.unit_code,
        post_code=post.code,
        level=TaskLevel.GRID if post.role == "grid" else unit.level,
        addressed_at=desk.at,
        escalation=0,
        escalated_unit=None,
    )


def _record_one(desk: TaskDesk, before: Task, task: Task, step: TaskStep, said: TaskWords) -> None:
    """The step, the audit and the event, always together. Who was spoken with stays in the step."""
    given = task.unit_code if step is TaskStep.REASSIGN else None
    taken = replace(_step_of(desk, step, task.state, said), to_unit=given, due_at=task.due_at)
    queries.insert_steps(desk.tx.conn, [(task.task_id, taken)])
    detail = {"source": task.source, "reference": task.reference, "unit": task.unit_code,
              "post": task.post_code, "by_phone": said.spoken_with is not None,
              "call_result": said.call_result, "note": said.note}  # fmt: skip
    desk.tx.audit(f"task_{step}", f"task/{task.task_id}", detail=detail)
    places = {before.place}
    if step is TaskStep.REASSIGN:
        there = find_chain_unit(desk.tx.conn, task.unit_code)
        places |= {queries.get_task(desk.tx.conn, task.task_id).place} if there else set()
    for place in sorted(places, key=str):
        _announce_step(desk, step, [task], place)


def _step_of(desk: TaskDesk, step: TaskStep, state: TaskState, said: TaskWords) -> StepTaken:
    tx = desk.tx
    return StepTaken(
        step,
        state,
        tx.actor.name,
        queries.display_name(tx.conn, tx.actor.name),
        unit_name(tx.conn, tx.actor.unit_code),
        desk.at,
        real_now(),
        note=said.note,
        spoken_with=said.spoken_with,
        call_result=said.call_result,
    )


def _announce_step(desk: TaskDesk, step: TaskStep, tasks: Sequence[Task], place: Place) -> None:
    """No name and no telephone: it goes to every wall of the place."""
    first = tasks[0]
    desk.tx.append_event(
        EventKind.TASK_CHANGED,
        f"task/{first.task_id}" if len(tasks) == 1 else f"{first.source}/{first.reference}",
        {"step": step, "state": first.state, "source": first.source,
         "reference": first.reference, "tasks": len(tasks), "unit": first.unit_code,
         "escalation": first.escalation},
        valid_at=desk.at,
        incident_id=desk.incident.incident_id,
        place=place,
    )  # fmt: skip
