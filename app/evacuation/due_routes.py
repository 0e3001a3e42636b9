"""HTTP of the table of who is due for which hazard."""

from dataclasses import dataclass

from app import edge
from app.adoption.present import ChangeView, present_change
from app.blueprint import Blueprint
from app.clock import real_now
from app.evacuation.words import GROUP_TITLES
from app.exposure.due_rules import TABLE, DueRule, get_due_rules
from app.exposure.model import GroupCode
from app.rule_tables.actions import ask_for_rules
from app.rule_tables.queries import read_shipped
from app.wording import Text

blueprint = Blueprint("due", __name__, url_prefix="/api/v1/due-rules")


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """What a group of people is called."""

    code: GroupCode
    title: Text


@dataclass(frozen=True, slots=True)
class DueRules:
    """The table in force, and the groups there are."""

    version: int
    rules: list[DueRule]
    shipped: list[DueRule]
    source: str
    adopted_by: str | None
    is_default: bool
    groups: list[GroupTitle]


@blueprint.get("")
def get_rules() -> DueRules:
    """Which groups leave for which hazard, by the table in force."""
    with edge.transaction() as tx:
        table = get_due_rules(tx.conn)
    return DueRules(
        version=table.version,
        rules=list(table.rules),
        shipped=list(read_shipped(TABLE)),
        source=table.source,
        adopted_by=table.adopted_by,
        is_default=table.is_default,
        groups=[GroupTitle(code, GROUP_TITLES[code]) for code in GroupCode],
    )


@blueprint.put("")
def put_rules() -> tuple[ChangeView, int]:
    """Ask for a whole table, for a `reason` and by a `source`; another person approves it.

    `version` is the one that was edited; `rules` null: the shipped table, again."""
    data = edge.body()
    with edge.transaction() as tx:
        return present_change(tx, ask_for_rules(tx, TABLE, data, real_now())), 201
