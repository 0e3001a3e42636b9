"""Tasks as the API tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.model import Actor
from app.accounts.rights import Permission, may
from app.administration.units.masking import mask_name
from app.tasks.chain_queries import UnitSeat
from app.tasks.due import Anchor
from app.tasks.ladder import ANSWERS, TaskState, TaskStep
from app.tasks.model import CallResult, ChainPost, StepTaken, Task, TaskLevel
from app.tasks.rights import covers, may_answer, presses_of
from app.tasks.sources import source_of
from app.typed_json import extend
from app.wording import EMPTY, Text

CAUSES: Mapping[str, Text] = {
    "unanswered": Text("没有人应答", "nobody acknowledged it"),
    "bulletin": Text("新报改了时限", "a bulletin moved the deadline"),
    "lifted": Text("文书已解除", "the document was lifted"),
    "withdrawn": Text("文书已撤回", "the document was withdrawn"),
    "superseded": Text("文书已被新的代替", "a newer document replaced it"),
    "level_changed": Text("响应级别变了", "the response level changed"),
}


@dataclass(frozen=True, slots=True)
class TaskUnit:
    """A unit by code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """Who answered last, when, of which unit; `by_phone`: a desk above wrote it down."""

    step: TaskStep
    at: datetime
    name: str
    unit: str
    by_phone: bool


@dataclass(frozen=True, slots=True)
class TaskCall:
    """The last call that was made because of it."""

    result: CallResult
    at: datetime
    unit: str


@dataclass(frozen=True, slots=True)
class TaskAnchor:
    """What its deadline is counted from."""

    anchor: Anchor
    offset_min: int


@dataclass(frozen=True, slots=True)
class TaskHead:
    """A task in a list. `holder` is masked; the register gives the telephone and keeps who asked.

    `own`: the asker's unit answers for the post itself; else an answer names who was spoken with.
    """

    task_id: int
    source: str
    source_title: Text
    reference: str
    number: str
    page: str | None
    says: Text
    unit: TaskUnit
    level: TaskLevel
    post: str | None
    post_name: str | None
    holder: str | None
    people: int | None
    state: TaskState
    version: int
    addressed_at: datetime
    due_at: datetime | None
    counted_from: TaskAnchor | None
    escalation: int
    escalated_to: TaskUnit | None
    answer: TaskAnswer | None
    call: TaskCall | None
    own: bool
    may: list[TaskStep]


@dataclass(frozen=True, slots=True)
class TaskStepView:
    """A step: who took it, when by the world's clock, why."""

    step: TaskStep
    state: TaskState
    name: str
    unit: str
    at: datetime
    cause: Text | None
    note: str
    spoken_with: str | None
    call_result: CallResult | None
    to_unit: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that a task can be given to."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TaskView(TaskHead):
    """One task with everything that was done with it, and to whom else it can go."""

    steps: list[TaskStepView]
    posts: list[PostChoice]


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many stand where."""

    open: int
    acknowledged: int
    done: int
    cannot: int
    closed: int


@dataclass(frozen=True, slots=True)
class TaskList:
    """Tasks in order of risk, or down the chain for one source. After `escalate_min` without an
    answer one goes up, after `unanswered_min` it stands out; both by the world's clock."""

    at: datetime
    escalate_min: float
    unanswered_min: float
    counts: TaskCounts
    tasks: list[TaskHead]


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A post that has not acknowledged, at its unit's seat; no person is named."""

    unit: str
    name: str
    level: TaskLevel
    lon: float | None
    lat: float | None
    since: datetime
    escalation: int
    people: int | None


@dataclass(frozen=True, slots=True)
class SilentUnits:
    """Who has not answered, the longest silent first: what a wall shows."""

    at: datetime
    escalate_min: float
    unanswered_min: float
    units: list[SilentUnit]


@dataclass(frozen=True, slots=True)
class Waits:
    """The office's two spans."""

    escalate_min: float
    unanswered_min: float


def present_list(
    tasks: Sequence[Task],
    steps: Mapping[int, Sequence[StepTaken]],
    actor: Actor,
    at: datetime,
    waits: Waits,
) -> TaskList:
    """Tasks as a list shows them."""
    heads = [present_head(each, steps[each.task_id], actor) for each in tasks]
    counted = {state: sum(each.state is state for each in tasks) for state in TaskState}
    counts = TaskCounts(**{state.value: count for state, count in counted.items()})
    return TaskList(at, waits.escalate_min, waits.unanswered_min, counts, heads)


def present_head(task: Task, steps: Sequence[StepTaken], actor: Actor) -> TaskHead:
    """A task in a list."""
    source = source_of(task.source)
    return TaskHead(
        task_id=task.task_id,
        source=task.source,
        source_title=source.title,
        reference=task.reference,
        number=task.number,
        page=source.page.format(reference=task.reference) or None,
        says=source.says(source.read(task.content)),
        unit=TaskUnit(task.unit_code, task.unit_name),
        level=task.level,
        post=task.post_code,
        post_name=task.post_name,
        holder=None if task.holder is None else mask_name(task.holder),
        people=task.people,
        state=task.state,
        version=task.version,
        addressed_at=task.addressed_at,
        due_at=task.due_at,
        counted_from=_counted_from(task),
        escalation=task.escalation,
        escalated_to=_escalated_to(task),
        answer=_last_answer(steps),
        call=_last_call(steps),
        own=may_answer(actor, task),
        may=presses_of(actor, task),
    )


def present_task(
    task: Task, steps: Sequence[StepTaken], posts: Sequence[ChainPost], actor: Actor
) -> TaskView:
    """A task with its steps; `posts` are those of its unit and of the units above it."""
    whole = may(actor, Permission.REVEAL_PERSONAL)
    head = present_head(task, steps, actor)
    others = [
        PostChoice(post.code, post.name)
        for post in posts
        if TaskStep.REASSIGN in head.may
        and post.code != task.post_code
        and covers(actor, post.unit_code)
    ]
    return extend(
        TaskView, head, steps=[_present_step(each, whole=whole) for each in steps], posts=others
    )


def present_silent(
    tasks: Sequence[Task], seats: Mapping[str, UnitSeat], at: datetime, waits: Waits
) -> SilentUnits:
    """Open tasks by post: since when the oldest waits, and how far one has gone up."""
    posts: dict[tuple[str, TaskLevel, str | None], list[Task]] = {}
    for task in tasks:
        posts.setdefault((task.unit_code, task.level, task.post_code), []).append(task)
    silent = [_silent_post(some, seats.get(some[0].unit_code)) for some in posts.values()]
    ordered = sorted(silent, key=lambda each: (each.since, -(each.people or 0), each.unit))
    return SilentUnits(at, waits.escalate_min, waits.unanswered_min, ordered)


def _silent_post(tasks: Sequence[Task], seat: UnitSeat | None) -> SilentUnit:
    first = tasks[0]
    return SilentUnit(
        first.unit_code,
        first.post_name or first.unit_name if first.level is TaskLevel.GRID else first.unit_name,
        first.level,
        None if seat is None else seat.lon,
        None if seat is None else seat.lat,
        min(each.addressed_at for each in tasks),
        max(each.escalation for each in tasks),
        max((each.people for each in tasks if each.people is not None), default=None),
    )


def _counted_from(task: Task) -> TaskAnchor | None:
    return None if task.anchor is None else TaskAnchor(Anchor(task.anchor), task.offset_min)


def _escalated_to(task: Task) -> TaskUnit | None:
    if task.escalated_unit is None:
        return None
    return TaskUnit(task.escalated_unit, task.escalated_name or task.escalated_unit)


def _last_answer(steps: Sequence[StepTaken]) -> TaskAnswer | None:
    """The last answer of the post that has it now."""
    for each in reversed(steps):
        if each.step is TaskStep.REASSIGN:
            return None
        if each.step in ANSWERS:
            by_phone = each.spoken_with is not None
            return TaskAnswer(each.step, each.at, each.name, each.unit_name, by_phone)
    return None


def _last_call(steps: Sequence[StepTaken]) -> TaskCall | None:
    calls = (each for each in reversed(steps) if each.call_result is not None)
    last = next(calls, None)
    if last is None or last.call_result is None:
        return None
    return TaskCall(last.call_result, last.at, last.unit_name)


def _present_step(taken: StepTaken, *, whole: bool) -> TaskStepView:
    spoken = taken.spoken_with
    return TaskStepView(
        taken.step,
        taken.state,
        taken.name,
        taken.unit_name,
        taken.at,
        None if taken.cause is None else CAUSES.get(taken.cause, EMPTY),
        taken.note,
        spoken if spoken is None or whole else mask_name(spoken),
        taken.call_result,
        taken.to_unit,
        taken.due_at,
    )
