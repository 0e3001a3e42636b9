"""The table of warning signals, as a kind of rule table. Nothing here issues a signal."""

from app.configuration import warning_rules
from app.rule_tables.model import TableKind
from app.warnings.rules import present_rule, read_rules

TABLE = TableKind(
    key=warning_rules.KEY,
    default_rules=warning_rules.DEFAULT_RULES,
    default_source=warning_rules.SOURCE,
    read=read_rules,
    present=present_rule,
)
