"""The table that recommends a response level, as a kind of rule table."""

from app.configuration import response_rules
from app.response.rules import present_rule, read_rules
from app.rule_tables.model import TableKind

TABLE = TableKind(
    key=response_rules.KEY,
    default_rules=response_rules.DEFAULT_RULES,
    default_source=response_rules.SOURCE,
    read=read_rules,
    present=present_rule,
)
