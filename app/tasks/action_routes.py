"""HTTP of the table of actions by response level."""

from dataclasses import dataclass

from app import edge
from app.adoption.present import ChangeView, present_change
from app.blueprint import Blueprint
from app.clock import real_now
from app.rule_tables.actions import ask_for_rules
from app.rule_tables.queries import read_shipped
from app.tasks.action_table import ROLES, TABLE, ActionRule, get_action_rules
from app.wording import Text

blueprint = Blueprint("task_actions", __name__, url_prefix="/api/v1/task-actions")


@dataclass(frozen=True, slots=True)
class RoleTitle:
    """What an office is called."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class ActionRules:
    """The table in force, and the offices there are."""

    version: int
    rules: list[ActionRule]
    shipped: list[ActionRule]
    source: str
    adopted_by: str | None
    is_default: bool
    roles: list[RoleTitle]


@blueprint.get("")
def get_rules() -> ActionRules:
    """What is done at which response level, by the table in force."""
    with edge.transaction() as tx:
        table = get_action_rules(tx.conn)
    return ActionRules(
        version=table.version,
        rules=list(table.rules),
        shipped=list(read_shipped(TABLE)),
        source=table.source,
        adopted_by=table.adopted_by,
        is_default=table.is_default,
        roles=[RoleTitle(code, title) for code, title in ROLES.items()],
    )


@blueprint.put("")
def put_rules() -> tuple[ChangeView, int]:
    """Ask for a whole table, for a `reason` and by a `source`; another person approves it.

    `version` is the one that was edited; `rules` null: the shipped table, again."""
    data = edge.body()
    with edge.transaction() as tx:
        return present_change(tx, ask_for_rules(tx, TABLE, data, real_now())), 201
