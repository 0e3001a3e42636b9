"""Refuses what is not the asker's to do, and says whose it is."""

from collections.abc import Mapping

from app.accounts.model import Actor, Reach, Role
from app.accounts.rights import PERMISSIONS, Permission, require
from app.errors import Denied
from app.web.access import Right

_UNITS: Mapping[Reach, str] = {
    Reach.CITY: "市级",
    Reach.COUNTY: "县区",
    Reach.ZONE: "功能区",
    Reach.TOWNSHIP: "乡镇街道",
}
_ROLES: Mapping[Role, str] = {
    Role.PLANNER: "规划员",
    Role.COMMANDER: "指挥员",
    Role.FIELD: "外勤",
    Role.ADMINISTRATOR: "管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
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
    whose = "、".join(name for reach, name in _UNITS.items() if reach in right.reaches)
    raise Denied(
        "E-ACC-009",
        "没有改",
        f"这是{whose}的事，{_UNITS[actor.scope.reach]}的账号只能改本单位的",
        f"请{whose}的{_holders(right.permission)}来做",
    )


def _holders(permission: Permission) -> str:
    return "或".join(name for role, name in _ROLES.items() if permission in PERMISSIONS[role])
