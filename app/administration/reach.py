"""How far an officer's office reaches: the units inside the own scope."""

from app.accounts.model import COUNTY_DIGITS, TOWNSHIP_DIGITS, Actor, Reach, Scope
from app.administration.units.queries import find_unit
from app.errors import Denied, NotFound
from app.transaction import Transaction
from app.wording import Text


def reaches(scope: Scope | None, unit_code: str) -> bool:
    """Whether the unit lies inside the scope; the system (None) reaches every one."""
    if scope is None or scope.reach is Reach.CITY:
        return True
    if scope.reach is Reach.COUNTY:
        return unit_code[:COUNTY_DIGITS] == scope.county
    return unit_code[:TOWNSHIP_DIGITS] in scope.townships


def require_unit(tx: Transaction, unit_code: str) -> None:
    """Raises NotFound for a unit that is not in the tree, or lies outside the actor's reach.

    The city itself stands also before its tree is loaded: the first administrator belongs to it.
    """
    found = find_unit(tx.conn, unit_code)
    if (found is None and unit_code != "330900") or not reaches(tx.actor.scope, unit_code):
        raise NotFound(
            "E-ADM-001",
            Text("没有这个单位", "No such unit"),
            Text(
                f"代码 {unit_code} 不存在，或不归您管",
                f"The code {unit_code} does not exist, or is not yours to manage",
            ),
            Text("从单位树里选", "Choose one from the tree of units"),
        )


def require_other(actor: Actor, account_id: int) -> None:
    """Raises Denied when officers act on themselves."""
    if actor.account_id == account_id:
        raise Denied(
            "E-ADM-002",
            Text("没有改", "Not changed"),
            Text(
                "自己的角色、单位和停用不能自己改",
                "Nobody changes their own role, unit or account state",
            ),
            Text("请另一位管理员来改", "Ask another administrator"),
        )
