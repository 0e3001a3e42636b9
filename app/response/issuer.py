"""Whose response a change is: the own unit's, or, for the city, any unit's below it."""

from app.accounts.model import Actor, Reach
from app.database import Connection
from app.errors import Denied, InvalidInput
from app.events.model import Place
from app.response import draft_queries
from app.transaction import Transaction
from app.wording import Text

_ISSUERS = ("city", "county", "functional_zone", "township")
_COUNTY_DIGITS, _TOWNSHIP_DIGITS = 6, 9


def acts_for_all(actor: Actor) -> bool:
    """Whether the actor drafts and signs for other units too: the city, and the system."""
    return actor.scope is None or actor.scope.reach is Reach.CITY


def issuer_of(tx: Transaction, named: object) -> str:
    """Code of the unit that a draft is for; `named` None is the actor's own.

    Raises Denied where it is not the actor's to name, InvalidInput where there is none such.
    """
    own = tx.actor.unit_code
    if named is None or named == own:
        return own
    if not acts_for_all(tx.actor):
        raise Denied(
            "E-RSP-013",
            Text("响应没有起草", "The response was not drafted"),
            Text("只能替本单位起草", "One drafts for one's own unit only"),
            Text("由那个单位或市防指起草", "That unit or the city's headquarters drafts it"),
        )
    if not isinstance(named, str) or draft_queries.unit_kind(tx.conn, named) not in _ISSUERS:
        raise InvalidInput(
            "E-RSP-014",
            Text("响应没有起草", "The response was not drafted"),
            Text(f"没有能启动响应的单位 {named}", f"No unit {named} that can start a response"),
            Text("从单位列表里选", "Choose one from the list of units"),
        )
    return named


def place_of_issuer(conn: Connection, unit_code: str) -> Place:
    """Where a draft belongs, as row-level security places it; a functional zone is its own place.

    The city's code is no county's, so what the city drafts only the city sees.
    """
    if draft_queries.unit_kind(conn, unit_code) == "functional_zone":
        return Place(None, unit_code)
    return Place(unit_code[:_COUNTY_DIGITS], unit_code[:_TOWNSHIP_DIGITS])
