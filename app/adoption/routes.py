"""HTTP of editable values, and of the changes of values and tables alike."""

from dataclasses import dataclass

from app import edge
from app.accounts.rights import Permission
from app.adoption import actions, queries, refusals
from app.adoption.model import right_for
from app.adoption.present import ChangeView, present_change
from app.adoption.values import OfficeValue, list_values, read_value
from app.adoption.wanted import read_wanted
from app.blueprint import Blueprint
from app.clock import real_now
from app.configuration.model import Setting, TextSetting
from app.configuration.queries import list_settings, list_texts

blueprint = Blueprint("configuration", __name__, url_prefix="/api/v1/configuration")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Configuration:
    """Every editable value and text."""

    values: list[Setting]
    texts: list[TextSetting]


@dataclass(frozen=True, slots=True)
class ValueList:
    """Every value as it stands, and every change that waits for a second person."""

    values: list[OfficeValue]
    waiting: list[ChangeView]


@dataclass(frozen=True, slots=True)
class ValueHistory:
    """Every change of one key, newest first."""

    key: str
    changes: list[ChangeView]


@blueprint.get("")
def get_configuration() -> Configuration:
    """Every editable value and text, with source, version and whether an office adopted it."""
    with edge.transaction() as tx:
        return Configuration(list_settings(tx.conn), list_texts(tx.conn))


@blueprint.get("/values")
def get_values() -> ValueList:
    """Every value with its bounds, who changed it last and why, and what waits for approval."""
    with edge.transaction() as tx:
        waiting = [present_change(tx, each) for each in queries.list_open_changes(tx.conn)]
        return ValueList(list_values(tx.conn), waiting)


@blueprint.put("/values/<key>")
def put_value(key: str) -> ChangeView:
    """Change a value, for a `reason` and by a `source`; `value` null: the shipped default, again.

    `version` is the one that was looked at. Where signed things rest on it, the change waits
    until another person approves it.
    """
    data = edge.body()
    chosen = read_value(key, data.get("value"))
    with edge.transaction() as tx:
        if right_for(key) is not Permission.CONFIGURE:
            raise refusals.another_office(key)
        return present_change(
            tx, actions.ask_change(tx, read_wanted(key, chosen, data), real_now())
        )


@blueprint.get("/changes/<key>")
def get_changes(key: str) -> ValueHistory:
    """Every change of a value or table, newest first."""
    with edge.transaction() as tx:
        found = queries.list_changes(tx.conn, key, _SHOWN)
        return ValueHistory(key, [present_change(tx, each) for each in found])


@blueprint.post("/changes/<int:change_id>/approval")
def post_approval(change_id: int) -> ChangeView:
    """Put in force what another person asked for."""
    with edge.transaction() as tx:
        return present_change(tx, actions.approve_change(tx, change_id, real_now()))


@blueprint.delete("/changes/<int:change_id>")
def delete_change(change_id: int) -> ChangeView:
    """Take back what waits, or refuse it."""
    with edge.transaction() as tx:
        return present_change(tx, actions.withdraw_change(tx, change_id, real_now()))
