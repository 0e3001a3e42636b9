"""How a change is refused: what, why and what to do."""

from app.adoption.model import Change
from app.errors import Conflict, Denied, InvalidInput, NotFound
from app.wording import Text

_WHAT = Text("没有改", "Nothing was changed")
_NOT_APPROVED = Text("没有批准", "It was not approved")
MOST_CHARACTERS = 2000


def no_value(key: str) -> NotFound:
    """There is no such key."""
    why = Text(f"没有“{key}”这一项", f"There is no value “{key}”")
    return NotFound(
        "E-CFG-001", _WHAT, why, Text("刷新列表再选", "Reload the list and choose again")
    )


def cannot_be(why: Text) -> InvalidInput:
    """The value is none that can stand there."""
    todo = Text("改正后再存", "Correct it and save again")
    return InvalidInput("E-CFG-002", _WHAT, why, todo)


def no_grounds(name: Text) -> InvalidInput:
    """Reason or source is missing."""
    why = Text(
        f"{name.zh}要写 1 到 {MOST_CHARACTERS} 字",
        f"{name.en} needs 1 to {MOST_CHARACTERS} characters",
    )
    todo = Text("写明为什么改、依据什么", "Say why it is changed, and what it rests on")
    return InvalidInput("E-CFG-003", _WHAT, why, todo)


def overtaken(edited: int, current: int) -> Conflict:
    """Someone else was quicker."""
    why = Text(
        f"改的是第 {edited} 版，现行已是第 {current} 版",
        f"Version {edited} was changed; version {current} is in force now",
    )
    todo = Text("看现行的，再改一次", "Look at what is in force and change it again")
    return Conflict("E-CFG-004", _WHAT, why, todo, detail={"version": current})


def waits_already(change: Change) -> Conflict:
    """Another change of the same key waits for a second person."""
    why = Text(
        f"{change.asked_by} 提出的改动还在等批准",
        f"A change that {change.asked_by} asked for still waits to be approved",
    )
    todo = Text("先批准或撤回那一份", "Approve or withdraw that one first")
    return Conflict("E-CFG-005", _WHAT, why, todo, detail={"change_id": change.change_id})


def no_change(change_id: int) -> NotFound:
    """There is no change of this number."""
    why = Text(f"没有第 {change_id} 号改动", f"There is no change {change_id}")
    return NotFound("E-CFG-006", _WHAT, why, Text("刷新后再看", "Reload and look again"))


def no_longer_open(change: Change) -> Conflict:
    """It is in force or withdrawn."""
    done = change.version is not None
    why = Text(
        "这份改动已生效" if done else "这份改动已撤回",
        "The change is in force already" if done else "The change was withdrawn",
    )
    todo = Text("看历次改动", "Look at the history")
    return Conflict("E-CFG-007", _WHAT, why, todo)


def own_change() -> Denied:
    """Who asked does not approve."""
    return Denied(
        "E-CFG-008",
        _NOT_APPROVED,
        Text("提出改动的人不能自己批准", "Who asked for a change cannot approve it"),
        Text("由另一位有签发权的人批准", "Somebody else with the right to sign approves it"),
    )


def another_office(key: str) -> Denied:
    """A security value is the security administrator's."""
    return Denied(
        "E-CFG-009",
        _WHAT,
        Text(f"{key} 归安全管理员改", f"{key} is the security administrator's to change"),
        Text(
            "由安全管理员在“管理 · 密码策略”里改",
            "The security administrator changes it under Policy",
        ),
    )


def not_yours() -> Denied:
    """Only who may change or approve takes a change back."""
    return Denied(
        "E-CFG-010",
        Text("没有撤回", "It was not withdrawn"),
        Text("这个角色不改参数，也不签发", "This role neither changes values nor signs"),
        Text("由提出的人或有签发权的人撤回", "Who asked, or who may sign, withdraws it"),
    )
