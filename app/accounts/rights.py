"""Which role may do what: the one table. Which route needs what stands in `app.web.access`."""

from collections.abc import Mapping
from enum import StrEnum

from app.accounts.model import Actor, Label, Role
from app.errors import Denied
from app.wording import Text


class Permission(StrEnum):
    """One thing that may be allowed."""

    WATCH = "watch"  # what a wall shows, and nothing that it does not
    VIEW = "view"
    EXPORT = "export"
    REPORT = "report"
    REVEAL_PERSONAL = "reveal_personal"
    CARRY_NAMES = "carry_names"  # the own village's households, to go to their doors
    DRAW_ZONES = "draw_zones"
    ENTER_CLOSURES = "enter_closures"
    IMPORT_LAYERS = "import_layers"
    EDIT_REGISTERS = "edit_registers"
    IMPORT_TYPHOONS = "import_typhoons"
    SET_CLOCK = "set_clock"
    OPEN_INCIDENT = "open_incident"
    SET_RESPONSE = "set_response"
    DRAFT_DOCUMENTS = "draft_documents"  # and issue what another has signed
    SIGN = "sign"
    ANSWER_TASKS = "answer_tasks"  # for the own unit's posts
    DIRECT_TASKS = "direct_tasks"  # call, write down a telephone answer, give to another, end
    RUN_ROLL_CALLS = "run_roll_calls"  # settle what reporters contradict, and close one
    CONFIGURE = "configure"
    ADMINISTER_UNITS = "administer_units"
    ADMINISTER_RIGHTS = "administer_rights"
    READ_AUDIT = "read_audit"
    SEE_ACCOUNTS = "see_accounts"  # the list of people, which two of the officers share


P = Permission
_DESK = frozenset(
    {
        P.WATCH,
        P.VIEW,
        P.EXPORT,
        P.REPORT,
        P.REVEAL_PERSONAL,
        P.SET_CLOCK,
        P.SET_RESPONSE,
        P.OPEN_INCIDENT,
        P.ENTER_CLOSURES,
        P.DRAFT_DOCUMENTS,
        P.ANSWER_TASKS,
        P.DIRECT_TASKS,
        P.RUN_ROLL_CALLS,
    }  # fmt: skip
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({P.WATCH, P.VIEW}),
    Role.WALL: frozenset({P.WATCH}),
    Role.FIELD: frozenset({P.WATCH, P.VIEW, P.REPORT, P.ANSWER_TASKS, P.CARRY_NAMES}),
    Role.PLANNER: _DESK
    | {P.DRAW_ZONES, P.IMPORT_LAYERS, P.EDIT_REGISTERS, P.IMPORT_TYPHOONS, P.CONFIGURE},
    Role.COMMANDER: _DESK | {P.SIGN},
    # The three officers keep each other in check (等保 8.1.4.2): none can do another's work.
    Role.ADMINISTRATOR: frozenset(
        {P.WATCH, P.VIEW, P.ADMINISTER_UNITS, P.EDIT_REGISTERS, P.SEE_ACCOUNTS, P.CONFIGURE}
    ),
    Role.SECURITY_ADMINISTRATOR: frozenset({P.ADMINISTER_RIGHTS, P.SEE_ACCOUNTS}),
    Role.AUDITOR: frozenset({P.READ_AUDIT}),
}

CLEARANCES: Mapping[Role, Label] = {
    Role.WALL: Label.INTERNAL,
    Role.VIEWER: Label.INTERNAL,
    Role.FIELD: Label.INTERNAL,
    Role.PLANNER: Label.SENSITIVE,
    Role.COMMANDER: Label.SENSITIVE,
    Role.ADMINISTRATOR: Label.INTERNAL,
    Role.SECURITY_ADMINISTRATOR: Label.PUBLIC,
    Role.AUDITOR: Label.PUBLIC,
}


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor has the permission; the system itself has every one."""
    return actor.scope is None or permission in PERMISSIONS[actor.role]


def require(actor: Actor, permission: Permission) -> None:
    """Raise Denied when the actor has not the permission."""
    if not may(actor, permission):
        raise Denied(
            "E-ACC-001",
            Text("这个账号不能这样做", "This account may not do that"),
            Text(
                f"角色“{actor.role}”没有这项权限（{permission}）",
                f"The role “{actor.role}” does not have the permission ({permission})",
            ),
            Text(
                "需要时请安全管理员调整角色",
                "If you need it, ask the security administrator to change the role",
            ),
        )
