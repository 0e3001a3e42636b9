"""Who may take which step with a task: whoever holds the post, or a desk above it by telephone."""

from app.accounts.model import CITY_CODE, TOWNSHIP_DIGITS, Actor, Reach
from app.accounts.rights import Permission, may, require
from app.errors import Denied, InvalidInput, RefusedByRule
from app.tasks.ladder import ANSWERS, TaskState, TaskStep, leads_to
from app.tasks.model import Task
from app.wording import Text

# What a person does by a press.
_PRESSES = (
    TaskStep.ACKNOWLEDGE,
    TaskStep.DONE,
    TaskStep.CANNOT,
    TaskStep.CALL,
    TaskStep.REASSIGN,
    TaskStep.CLOSE,
)


def holds(actor: Actor, unit_code: str) -> bool:
    """Whether the actor's own unit has the post: a township's account answers for what lies below
    it, because villages and grids have no account of their own."""
    if actor.scope is None:
        return True
    if actor.scope.reach is Reach.TOWNSHIP:
        return unit_code.startswith(actor.unit_code)
    return unit_code == actor.unit_code


def covers(actor: Actor, unit_code: str) -> bool:
    """Whether the unit is the actor's own or one below it."""
    if actor.scope is None or actor.scope.reach is Reach.CITY:
        return True
    if actor.scope.reach is Reach.COUNTY:
        return unit_code.startswith(actor.unit_code)
    if actor.scope.reach is Reach.ZONE:
        inside = unit_code[:TOWNSHIP_DIGITS] in actor.scope.townships
        return inside or unit_code == actor.unit_code
    return unit_code.startswith(actor.unit_code)


def may_answer(actor: Actor, task: Task) -> bool:
    """Whether the actor answers for the post itself."""
    return may(actor, Permission.ANSWER_TASKS) and holds(actor, task.unit_code)


def may_direct(actor: Actor, task: Task) -> bool:
    """Whether the actor calls, writes down what was said, gives it to another post, or ends it."""
    return may(actor, Permission.DIRECT_TASKS) and covers(actor, task.unit_code)


def may_take(actor: Actor, task: Task, step: TaskStep) -> bool:
    """Whether the step is open to the actor now, by telephone too."""
    if step not in _PRESSES or leads_to(task.state, step) is None:
        return False
    return may_direct(actor, task) or (step in ANSWERS and may_answer(actor, task))


def presses_of(actor: Actor, task: Task) -> list[TaskStep]:
    """What the actor may do with it now."""
    return [step for step in _PRESSES if may_take(actor, task, step)]


def check_take(actor: Actor, task: Task, step: TaskStep, spoken_with: str | None) -> TaskState:
    """The state it leads to. Raises Denied, RefusedByRule, InvalidInput.

    Who answers for another's post says with whom they spoke.
    """
    answers = step in ANSWERS and may_answer(actor, task)
    if not answers and not may_direct(actor, task):
        require(actor, Permission.ANSWER_TASKS if step in ANSWERS else Permission.DIRECT_TASKS)
        raise _not_own()
    end = leads_to(task.state, step)
    if end is None:
        raise _not_from(task.state)
    if step in ANSWERS and not answers and spoken_with is None:
        raise _by_whom()
    return end


def check_target(actor: Actor, unit_code: str) -> None:
    """Raise Denied where a task would go to a unit that is not the actor's to direct."""
    if not covers(actor, unit_code):
        raise Denied(
            "E-TSK-010",
            Text("没有转交", "It was not given to another"),
            Text("这个岗位不归本单位管", "That post is not below your unit"),
            Text("转给本单位或下级的岗位", "Choose a post of your unit or below it"),
        )


def own_unit(actor: Actor) -> str | None:
    """How codes of the actor's unit and those below it begin; None: every one is."""
    if actor.scope is None or actor.unit_code == CITY_CODE or actor.scope.reach is Reach.ZONE:
        return None
    return actor.unit_code


def _not_own() -> Denied:
    return Denied(
        "E-TSK-011",
        Text("任务没有动", "The task was not touched"),
        Text("这项任务不是给本单位的", "The task is not your unit's"),
        Text("由那个岗位应答，或由上级电话代记",
             "That post answers, or a unit above it takes the answer by telephone"),
    )  # fmt: skip


def _by_whom() -> InvalidInput:
    return InvalidInput(
        "E-TSK-012",
        Text("没有记下应答", "The answer was not written down"),
        Text("没有写和谁通的话", "It does not say who was spoken with"),
        Text("写上通话人再记", "Say with whom you spoke, then write it down"),
    )


_STANDS = {
    TaskState.OPEN: Text("它还没有应答", "it has not been acknowledged yet"),
    TaskState.ACKNOWLEDGED: Text("它已经应答", "it has been acknowledged already"),
    TaskState.DONE: Text("它已经完成", "it is done"),
    TaskState.CANNOT: Text("对方说办不了", "the post has said that it cannot"),
    TaskState.CLOSED: Text("它已经结束", "it has ended"),
}


def _not_from(state: TaskState) -> RefusedByRule:
    return RefusedByRule(
        "E-TSK-013",
        Text("任务没有动", "The task was not touched"),
        _STANDS[state],
        Text("看它走过的步骤", "Look at its steps"),
        detail={"state": state},
    )
