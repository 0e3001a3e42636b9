"""Adopting a table of signals. Nothing here issues one."""

from datetime import datetime

from app.configuration import warning_rules
from app.configuration.queries import lock_key
from app.errors import Conflict, InvalidInput
from app.events.model import EventKind
from app.transaction import Transaction
from app.warnings import queries
from app.warnings.model import RuleTable
from app.warnings.rules import present_rule, read_rules

_SOURCE_LIMIT = 2000


def adopt_rules(
    tx: Transaction, rules: object, *, source: str, expected_version: int | None, at: datetime
) -> RuleTable:
    """Put an office's table in force as its next version; the audit keeps every one whole.

    Raises InvalidInput for a table that cannot be, Conflict when someone was quicker.
    """
    read = read_rules(rules)
    if not 0 < len(source.strip()) <= _SOURCE_LIMIT:
        raise InvalidInput("E-WRN-002", "信号表没有改", "没有写出处", "写明依据哪份文件或谁定的")
    lock_key(tx.conn, warning_rules.KEY)
    before = queries.get_rule_table(tx.conn)
    if expected_version is not None and expected_version != before.version:
        raise Conflict(
            "E-WRN-003", "信号表没有改",
            f"您改的是第 {expected_version} 版，现行已是第 {before.version} 版",
            "取最新的一版，再改一次", detail={"version": before.version},
        )  # fmt: skip
    table = RuleTable(before.version + 1, read, source.strip(), tx.actor.name)
    queries.save_rule_table(tx.conn, table, at)
    told = {"version": table.version, "rules": [present_rule(rule) for rule in read]}
    tx.audit("adopt_warning_rules", warning_rules.KEY, detail={"source": table.source, **told})
    payload = {"key": warning_rules.KEY, "version": table.version}
    tx.append_event(EventKind.CONFIGURATION_CHANGED, warning_rules.KEY, payload, valid_at=at)
    return table
