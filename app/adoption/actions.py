"""Changing what an office may change. Every change is kept; some wait for a second person."""

from datetime import datetime
from typing import Any

from app.accounts.rights import Permission, may
from app.adoption import queries, refusals
from app.adoption.model import SIGNED_ON, Change, Wanted
from app.configuration.queries import Adoption, find_in_force, lock_key, put_in_force
from app.events.model import EventKind
from app.transaction import Transaction
from app.wording import Text

_REASON, _SOURCE = Text("理由", "The reason"), Text("出处", "The source")


def ask_change(
    tx: Transaction, wanted: Wanted, at: datetime, *, four_eyes: bool | None = None
) -> Change:
    """Put a change in force, or let it wait where signed things rest on it (`four_eyes`).

    Raises InvalidInput without reason or source, Conflict when someone was quicker or another
    change of the key waits.
    """
    for name, words in ((_REASON, wanted.reason), (_SOURCE, wanted.source)):
        if not 0 < len(words) <= refusals.MOST_CHARACTERS:
            raise refusals.no_grounds(name)
    lock_key(tx.conn, wanted.key)
    current = _version_of(tx, wanted.key)
    if wanted.edited is not None and wanted.edited != current:
        raise refusals.overtaken(wanted.edited, current)
    for other in queries.list_open_changes(tx.conn):
        if other.key == wanted.key:
            raise refusals.waits_already(other)
    number = queries.insert_change(tx.conn, wanted, current, tx.actor.name, at)
    change = _lock_change(tx, number)
    if wanted.key in SIGNED_ON if four_eyes is None else four_eyes:
        tx.audit("ask_value_change", change.key, detail=_change_in_audit(change))
        _announce_change(tx, change, "asked", at)
        return change
    return _put_in_force(tx, change, None, at)


def approve_change(tx: Transaction, change_id: int, at: datetime) -> Change:
    """Put in force what another asked for. Raises NotFound, Conflict, Denied for who asked."""
    change = _open_change(tx, change_id)
    if change.asked_by == tx.actor.name:
        raise refusals.own_change()
    lock_key(tx.conn, change.key)
    current = _version_of(tx, change.key)
    if change.edited != current:
        raise refusals.overtaken(change.edited, current)
    return _put_in_force(tx, change, tx.actor.name, at)


def withdraw_change(tx: Transaction, change_id: int, at: datetime) -> Change:
    """Take back what waits, or refuse it. Raises NotFound, Conflict, Denied."""
    if not (may(tx.actor, Permission.CONFIGURE) or may(tx.actor, Permission.SIGN)):
        raise refusals.not_yours()
    change = _open_change(tx, change_id)
    queries.mark_withdrawn(tx.conn, change_id, tx.actor.name, at)
    tx.audit("withdraw_value_change", change.key, detail=_change_in_audit(change))
    _announce_change(tx, change, "withdrawn", at)
    return _lock_change(tx, change_id)


def _version_of(tx: Transaction, key: str) -> int:
    row = find_in_force(tx.conn, key)
    return 0 if row is None else row.version


def _lock_change(tx: Transaction, change_id: int) -> Change:
    change = queries.lock_change(tx.conn, change_id)
    if change is None:
        raise refusals.no_change(change_id)
    return change


def _open_change(tx: Transaction, change_id: int) -> Change:
    change = _lock_change(tx, change_id)
    if not change.is_open:
        raise refusals.no_longer_open(change)
    return change


def _put_in_force(tx: Transaction, change: Change, approver: str | None, at: datetime) -> Change:
    """Write it, and say so to the audit and to every screen."""
    version = change.edited + 1
    queries.mark_in_force(tx.conn, change.change_id, version, approver, at)
    adoption = Adoption(
        change.key, version, change.value, change.source, change.reason, change.asked_by
    )
    put_in_force(tx.conn, adoption, at)
    tx.audit("change_value", change.key, detail=_change_in_audit(change) | {"version": version})
    payload = {"key": change.key, "version": version}
    tx.append_event(EventKind.CONFIGURATION_CHANGED, change.key, payload, valid_at=at)
    return _lock_change(tx, change.change_id)


def _announce_change(tx: Transaction, change: Change, what: str, at: datetime) -> None:
    """Tell the desks that something waits, or no longer does."""
    payload = {"key": change.key, "what": what}
    tx.append_event(EventKind.CONFIGURATION_ASKED, change.key, payload, valid_at=at)


def _change_in_audit(change: Change) -> dict[str, Any]:
    """A change as the audit keeps it, whole."""
    names = ("change_id", "value", "source", "reason", "asked_by")
    return {name: getattr(change, name) for name in names}
