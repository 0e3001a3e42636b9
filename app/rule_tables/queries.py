"""The table in force, out of the configuration."""

from typing import Any, cast

from app.configuration.queries import find_in_force
from app.database import Connection
from app.rule_tables.model import Rule, RuleTable, TableKind


def read_shipped(kind: TableKind[Rule]) -> tuple[Rule, ...]:
    """The rows that are in force until an office adopts its own."""
    return kind.read(list(kind.default_rules))


def get_rule_table(conn: Connection, kind: TableKind[Rule]) -> RuleTable[Rule]:
    """The table an office adopted, else the shipped default."""
    row = find_in_force(conn, kind.key)
    if row is None or row.value is None:
        version = 0 if row is None else row.version
        return RuleTable(version, read_shipped(kind), kind.default_source, None)
    rules = cast(dict[str, Any], row.value)["rules"]
    return RuleTable(row.version, kind.read(rules), row.source, row.adopted_by)
