"""Adopting a table of rules. A person asks, another approves: signed things rest on it."""

from datetime import datetime
from typing import Any

from app import strict_json
from app.adoption.actions import ask_change
from app.adoption.model import Change
from app.adoption.wanted import read_wanted
from app.rule_tables.model import Rule, TableKind
from app.transaction import Transaction


def ask_for_rules(
    tx: Transaction, kind: TableKind[Rule], data: dict[str, Any], at: datetime
) -> Change:
    """Ask for the table of a body; `rules` null: the shipped table, again.

    Raises InvalidInput for a table that cannot be or without its grounds, Conflict when someone
    was quicker.
    """
    rules = data.get("rules")
    told = None if rules is None and "rules" in data else _table_kept(kind, rules)
    return ask_change(tx, read_wanted(kind.key, told, data), at, four_eyes=True)


def _table_kept(kind: TableKind[Rule], rules: object) -> dict[str, Any]:
    """The table as it is kept: read and written again, so that nothing else is in it."""
    kept = {"rules": [kind.present(rule) for rule in kind.read(rules)]}
    return strict_json.plain(kept)
