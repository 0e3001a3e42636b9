"""HTTP of tasks."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.body import optional_text
from app.clock import real_now
from app.configuration.queries import value
from app.database import Connection
from app.errors import InvalidInput
from app.incidents.queries import get_incident
from app.incidents.routes import incident_asked
from app.tasks import actions, queries
from app.tasks.actions import TaskDesk, TaskWords
from app.tasks.chain_queries import list_posts, list_seats, load_chain
from app.tasks.ladder import LIVE, TaskState, TaskStep
from app.tasks.model import CallResult, SourceReference, Task, TaskLevel
from app.tasks.present import (
    SilentUnits,
    TaskList,
    TaskView,
    Waits,
    present_list,
    present_silent,
    present_task,
)
from app.tasks.queries import TaskFilter
from app.tasks.rights import own_unit
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("tasks", __name__, url_prefix="/api/v1")

Word = TypeVar("Word", bound=StrEnum)
_MOST = 2000
_ONE = "/tasks/<int:task_id>"


@blueprint.get("/tasks")
def get_tasks() -> TaskList:
    """Tasks of the asker's unit and those below it, in order of risk.

    `state` (several with commas, `live`: what still waits for somebody), `level`, `source`,
    `reference` and `unanswered=1` narrow the list.
    """
    level = _word_asked(TaskLevel, "level")
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        wish = TaskFilter(
            incident.incident_id, _states_asked(), level, request.args.get("source"),
            request.args.get("reference"), own_unit(tx.actor),
        )  # fmt: skip
        found = queries.list_tasks(tx.conn, wish, _MOST)
        steps = queries.list_steps(tx.conn, [each.task_id for each in found])
        at = incident.clock.at(real_now())
        return present_list(found, steps, tx.actor, at, _read_waits(tx.conn))


@blueprint.get("/tasks/chain")
def get_chain() -> TaskList:
    """The tasks of one `source` with one `reference`, each unit before those below it."""
    told = SourceReference(request.args.get("source", ""), request.args.get("reference", ""))
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        found = queries.list_chain_tasks(tx.conn, incident.incident_id, told)
        steps = queries.list_steps(tx.conn, [each.task_id for each in found])
        at = incident.clock.at(real_now())
        return present_list(found, steps, tx.actor, at, _read_waits(tx.conn))


@blueprint.get("/tasks/silent")
def get_silent() -> SilentUnits:
    """Which posts have not acknowledged: no person is named."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        found = queries.list_tasks(
            tx.conn, TaskFilter(incident.incident_id, [TaskState.OPEN]), _MOST
        )
        seats = list_seats(tx.conn, sorted({each.unit_code for each in found}))
        at = incident.clock.at(real_now())
        return present_silent(found, seats, at, _read_waits(tx.conn))


@blueprint.get(_ONE)
def get_task(task_id: int) -> TaskView:
    """One task with its steps, and what the asker may do with it."""
    with edge.transaction() as tx:
        return _view_of(tx, queries.get_task(tx.conn, task_id))


@blueprint.post(f"{_ONE}/acknowledge")
def post_acknowledge(task_id: int) -> TaskView:
    """Say that it has come. A unit above says whom it had on the telephone: `spoken_with`."""
    return _take_step(task_id, TaskStep.ACKNOWLEDGE)


@blueprint.post(f"{_ONE}/done")
def post_done(task_id: int) -> TaskView:
    """Say that it is done; the `note` says what was done."""
    return _take_step(task_id, TaskStep.DONE)


@blueprint.post(f"{_ONE}/cannot")
def post_cannot(task_id: int) -> TaskView:
    """Say that it cannot be done; the `note` says why."""
    return _take_step(task_id, TaskStep.CANNOT)


@blueprint.post(f"{_ONE}/call")
def post_call(task_id: int) -> TaskView:
    """Keep that the post was called, and the `result`."""
    return _take_step(task_id, TaskStep.CALL)


@blueprint.post(f"{_ONE}/reassign")
def post_reassign(task_id: int) -> TaskView:
    """Give it to another `post`, from the beginning; the `note` says why."""
    return _take_step(task_id, TaskStep.REASSIGN)


@blueprint.post(f"{_ONE}/close")
def post_close(task_id: int) -> TaskView:
    """End it; the `note` says why."""
    return _take_step(task_id, TaskStep.CLOSE)


def _take_step(task_id: int, step: TaskStep) -> TaskView:
    data = edge.body() if request.content_length else {}
    said = TaskWords(
        optional_text(data, "note") or "",
        optional_text(data, "spoken_with"),
        _result_of(data) if step is TaskStep.CALL else None,
        optional_text(data, "post"),
    )
    version = _version_of(data)
    with edge.transaction() as tx:
        task = queries.get_task(tx.conn, task_id)
        incident = get_incident(tx.conn, task.incident_id)
        desk = TaskDesk(tx, incident, incident.clock.at(real_now()))
        return _view_of(tx, actions.take(desk, task_id, step, version, said))


def _view_of(tx: Transaction, task: Task) -> TaskView:
    steps = queries.list_steps(tx.conn, [task.task_id])[task.task_id]
    units = load_chain(tx.conn, [task.unit_code])
    return present_task(task, steps, list_posts(tx.conn, sorted(units)), tx.actor)


def _read_waits(conn: Connection) -> Waits:
    return Waits(value(conn, "tasks.escalate_min"), value(conn, "tasks.unanswered_min"))


def _states_asked() -> Sequence[TaskState] | None:
    if request.args.get("unanswered") == "1":
        return [TaskState.OPEN]
    asked = request.args.get("state")
    if not asked:
        return None
    if asked == "live":
        return sorted(LIVE)
    return [_read_word(TaskState, "state", each) for each in asked.split(",")]


def _word_asked(kind: type[Word], name: str) -> Word | None:
    asked = request.args.get(name)
    return None if not asked else _read_word(kind, name, asked)


def _read_word(kind: type[Word], name: str, asked: str) -> Word:
    try:
        return kind(asked)
    except ValueError as error:
        raise _unreadable_part(name) from error


def _result_of(data: dict[str, Any]) -> CallResult | None:
    result = optional_text(data, "result")
    return None if result is None else _read_word(CallResult, "result", result)


def _version_of(data: dict[str, Any]) -> int | None:
    version = data.get("version")
    if version is None or type(version) is int:
        return version
    raise _unreadable_part("version")


def _unreadable_part(name: str) -> InvalidInput:
    return InvalidInput(
        "E-TSK-004",
        Text("没有按任务办理", "Nothing was done with tasks"),
        Text(f"{name} 看不懂", f"{name} cannot be read"),
        Text("按 /docs 的格式再发", "Send it in the form that /docs shows"),
    )
