"""HTTP of units and of who answers for them."""

from typing import Any

from flask import Blueprint

from app import edge
from app.accounts.rights import Permission, may
from app.administration.reach import reaches
from app.administration.units import actions, queries
from app.body import list_of, objects_of, text_of
from app.clock import real_now

blueprint = Blueprint("units", __name__, url_prefix="/api/v1/units")


@blueprint.get("")
def get_units() -> dict[str, Any]:
    """The tree, flat, as far as the own office reaches; officers also see how many accounts."""
    actor = edge.actor()
    counts = may(actor, Permission.SEE_ACCOUNTS)
    with edge.transaction(as_owner=True) as tx:
        found = queries.list_units(tx.conn)
    own = [unit for unit in found if reaches(actor.scope, unit["code"])]
    codes = {unit["code"] for unit in own}
    return {"units": [_present(unit, codes, counts) for unit in own]}


@blueprint.put("/<code>")
def put_zone(code: str) -> tuple[dict[str, Any], int]:
    """Make or change a functional zone: its name and its townships."""
    data = edge.body()
    with edge.transaction(as_owner=True) as tx:
        members = [str(each) for each in list_of(data, "members")]
        actions.make_zone(tx, code, text_of(data, "name"), members)
    return {"code": code, "members": members}, 200


@blueprint.get("/<code>/responsibility")
def get_responsibility(code: str) -> dict[str, Any]:
    """Who answers for a unit, masked."""
    with edge.transaction() as tx:
        return {"unit_code": code, "responsibility": actions.masked(tx, code)}


@blueprint.put("/<code>/responsibility")
def put_responsibility(code: str) -> dict[str, Any]:
    """Set who answers; positions that are not given stay as they are."""
    entries = objects_of(edge.body(), "responsibility")
    with edge.transaction() as tx:
        actions.enter(tx, code, entries, real_now())
        return {"unit_code": code, "responsibility": actions.masked(tx, code)}


@blueprint.post("/<code>/responsibility/<position>/reveal")
def post_reveal(code: str, position: str) -> dict[str, Any]:
    """One name and number in the clear; each reveal is audited."""
    with edge.transaction() as tx:
        return actions.reveal(tx, code, position)


def _present(unit: dict[str, Any], codes: set[str], counts: bool) -> dict[str, Any]:
    """A unit whose parent is out of reach is the top of what its reader sees."""
    parent = unit["parent_code"] if unit["parent_code"] in codes else None
    shown = {
        "code": unit["code"], "name": unit["name"], "level": unit["level"],
        "parent_code": parent, "members": unit["members"],
    }  # fmt: skip
    return shown | ({"accounts": unit["accounts"]} if counts else {})
