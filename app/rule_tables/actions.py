"""Adopting a table of rules. Only a person does."""

from datetime import datetime

from app.configuration.queries import lock_key
from app.errors import Conflict, InvalidInput
from app.events.model import EventKind
from app.rule_tables.model import RefusalText, Rule, RuleTable, TableKind
from app.rule_tables.queries import get_rule_table, save_rule_table
from app.transaction import Transaction
from app.wording import Text

_SOURCE_LIMIT = 2000


def adopt_rules(
    tx: Transaction,
    kind: TableKind[Rule],
    rules: object,
    *,
    source: str,
    expected_version: int | None,
    at: datetime,
) -> RuleTable[Rule]:
    """Put an office's table in force as its next version; the audit keeps every one whole.

    Raises InvalidInput for a table that cannot be, Conflict when someone was quicker.
    """
    read = kind.read(rules)
    if not 0 < len(source.strip()) <= _SOURCE_LIMIT:
        refusal = kind.no_source
        raise InvalidInput(
            refusal.code, refusal.what, Text("没有写出处", "No source is given"), refusal.todo
        )
    lock_key(tx.conn, kind.key)
    version = get_rule_table(tx.conn, kind).version
    if expected_version is not None and expected_version != version:
        raise _overtaken(kind.overtaken, expected_version, version)
    table = RuleTable(version + 1, read, source.strip(), tx.actor.name)
    _put_in_force(tx, kind, table, at)
    return table


def _overtaken(refusal: RefusalText, edited: int, current: int) -> Conflict:
    why = Text(
        f"您改的是第 {edited} 版，现行已是第 {current} 版",
        f"You changed version {edited}; version {current} is in force now",
    )
    return Conflict(refusal.code, refusal.what, why, refusal.todo, detail={"version": current})


def _put_in_force(
    tx: Transaction, kind: TableKind[Rule], table: RuleTable[Rule], at: datetime
) -> None:
    """Write it, and say so to the audit and to every screen."""
    told = save_rule_table(tx.conn, kind, table, at)
    tx.audit(kind.audit_action, kind.key, detail={"source": table.source, **told})
    payload = {"key": kind.key, "version": table.version}
    tx.append_event(EventKind.CONFIGURATION_CHANGED, kind.key, payload, valid_at=at)
