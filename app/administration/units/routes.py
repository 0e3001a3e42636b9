"""HTTP of units and of who answers for them."""

from dataclasses import replace

from app import edge
from app.accounts.rights import Permission, may
from app.administration.reach import reaches
from app.administration.units import actions, queries
from app.administration.units.model import (
    Answerable,
    FunctionalZone,
    Responsibility,
    TreeUnit,
    UnitTree,
)
from app.blueprint import Blueprint
from app.body import list_of, objects_of, text_of

blueprint = Blueprint("units", __name__, url_prefix="/api/v1/units")


@blueprint.get("")
def get_units() -> UnitTree:
    """The tree, flat, as far as the own office reaches; officers also see how many accounts."""
    actor = edge.actor()
    counts = may(actor, Permission.SEE_ACCOUNTS)
    with edge.transaction(as_owner=True) as tx:
        found = queries.list_units(tx.conn)
    own = [unit for unit in found if reaches(actor.scope, unit.code)]
    codes = {unit.code for unit in own}
    return UnitTree([_present_unit(unit, codes, counts) for unit in own])


@blueprint.put("/<code>")
def put_zone(code: str) -> FunctionalZone:
    """Make or change a functional zone: its name and its townships."""
    data = edge.body()
    with edge.transaction(as_owner=True) as tx:
        members = [str(each) for each in list_of(data, "members")]
        actions.make_zone(tx, code, text_of(data, "name"), members)
    return FunctionalZone(code, members)


@blueprint.get("/<code>/responsibility")
def get_responsibility(code: str) -> Responsibility:
    """Who answers for a unit, masked."""
    with edge.transaction() as tx:
        return Responsibility(code, actions.masked(tx, code))


@blueprint.put("/<code>/responsibility")
def put_responsibility(code: str) -> Responsibility:
    """Set who answers; positions that are not given stay as they are."""
    entries = objects_of(edge.body(), "responsibility")
    with edge.transaction() as tx:
        actions.enter(tx, code, entries)
        return Responsibility(code, actions.masked(tx, code))


@blueprint.post("/<code>/responsibility/<position>/reveal")
def post_reveal(code: str, position: str) -> Answerable:
    """One name and number in the clear; each reveal is audited."""
    with edge.transaction() as tx:
        return actions.reveal(tx, code, position)


def _present_unit(unit: TreeUnit, codes: set[str], counts: bool) -> TreeUnit:
    """A unit whose parent is out of reach is the top of what its reader sees."""
    return replace(
        unit,
        parent_code=unit.parent_code if unit.parent_code in codes else None,
        accounts=unit.accounts if counts else None,
    )
