"""A change as a screen gets it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.accounts.model import Reach
from app.accounts.rights import Permission, may
from app.adoption.model import Change
from app.strict_json import JsonValue
from app.transaction import Transaction


class ChangeState(StrEnum):
    """How far a change came."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a value or table; `value` null: the shipped default, again.

    `version` null: it is not in force, and may never be.
    """

    change_id: int
    key: str
    edited: int
    version: int | None
    value: JsonValue
    source: str
    reason: str
    state: ChangeState
    asked_by: str
    asked_at: datetime
    approved_by: str | None
    in_force_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    may_approve: bool
    may_withdraw: bool


def present_change(tx: Transaction, change: Change) -> ChangeView:
    """A change, with what whoever asks may do with it; the actions check it again."""
    in_city = tx.actor.scope is None or tx.actor.scope.reach is Reach.CITY
    signs, changes = (may(tx.actor, each) for each in (Permission.SIGN, Permission.CONFIGURE))
    open_here = change.is_open and in_city
    return ChangeView(
        change_id=change.change_id, key=change.key, edited=change.edited, version=change.version,
        value=change.value, source=change.source, reason=change.reason, state=_change_state(change),
        asked_by=change.asked_by, asked_at=change.asked_at, approved_by=change.approved_by,
        in_force_at=change.in_force_at, withdrawn_by=change.withdrawn_by,
        withdrawn_at=change.withdrawn_at,
        may_approve=open_here and signs and change.asked_by != tx.actor.name,
        may_withdraw=open_here and (signs or changes),
    )  # fmt: skip


def _change_state(change: Change) -> ChangeState:
    if change.is_open:
        return ChangeState.WAITING
    return ChangeState.WITHDRAWN if change.version is None else ChangeState.IN_FORCE
