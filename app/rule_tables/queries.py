"""The table in force, out of the configuration and into it."""

from datetime import datetime
from typing import Any

from app import strict_json
from app.configuration.queries import adopt_table, find_adopted
from app.database import Connection
from app.rule_tables.model import Rule, RuleTable, TableKind


def get_rule_table(conn: Connection, kind: TableKind[Rule]) -> RuleTable[Rule]:
    """The table an office adopted, else the shipped default with version 0."""
    adopted = find_adopted(conn, kind.key)
    if adopted is None:
        return RuleTable(0, kind.read(list(kind.default_rules)), kind.default_source, None)
    value, source, adopted_by = adopted
    return RuleTable(int(value["version"]), kind.read(value["rules"]), source, adopted_by)


def save_rule_table(
    conn: Connection, kind: TableKind[Rule], table: RuleTable[Rule], at: datetime
) -> dict[str, Any]:
    """Put an adopted table in force; gives it as it was written."""
    value = {"version": table.version, "rules": [kind.present(rule) for rule in table.rules]}
    value = strict_json.plain(value)
    adopt_table(conn, kind.key, value, source=table.source, actor=table.adopted_by or "", now=at)
    return value
