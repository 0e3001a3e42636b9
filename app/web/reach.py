"""Refuses what is not the asker's to do, and says whose it is."""

from collections.abc import Mapping

from app.accounts.model import Actor, Reach, Role
from app.accounts.rights import PERMISSIONS, Permission, require
from app.errors import Denied
from app.web.access import Right
from app.wording import Text, list_all

_UNITS: Mapping[Reach, Text] = {
    Reach.CITY: Text("市级", "the city"),
    Reach.COUNTY: Text("县区", "the county"),
    Reach.ZONE: Text("功能区", "the functional zone"),
    Reach.TOWNSHIP: Text("乡镇街道", "the township"),
}
_ROLES: Mapping[Role, Text] = {
    Role.PLANNER: Text("规划员", "planner"),
    Role.COMMANDER: Text("指挥员", "commander"),
    Role.FIELD: Text("外勤", "field"),
    Role.ADMINISTRATOR: Text("管理员", "administrator"),
    Role.SECURITY_ADMINISTRATOR: Text("安全管理员", "security administrator"),
}


def require_right(actor: Actor, right: Right | Permission) -> None:
    """Raise Denied without the permission, or where the actor's unit does not reach so far.

    The system reaches everywhere.
    """
    if isinstance(right, Permission):
        return require(actor, right)
    require(actor, right.permission)
    return _require_reach(actor, right)


def _require_reach(actor: Actor, right: Right) -> None:
    if actor.scope is None or actor.scope.reach in right.reaches:
        return
    whose = list_all(name for reach, name in _UNITS.items() if reach in right.reaches)
    unit, holders = _UNITS[actor.scope.reach], _name_holders(right.permission)
    raise Denied(
        "E-ACC-009",
        Text("没有改", "Not changed"),
        Text(
            f"这是{whose.zh}的事，{unit.zh}的账号只能改本单位的",
            f"This is for {whose.en}; an account of {unit.en} changes its own unit's only",
        ),
        Text(f"请{whose.zh}的{holders.zh}来做", f"Ask {whose.en}, role {holders.en}"),
    )


def _name_holders(permission: Permission) -> Text:
    names = [name for role, name in _ROLES.items() if permission in PERMISSIONS[role]]
    return Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))
