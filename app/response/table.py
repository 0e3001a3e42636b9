"""The table that recommends a response level, as a kind of rule table."""

from app.configuration import response_rules
from app.response.rules import present_rule, read_rules
from app.rule_tables.model import RefusalText, TableKind
from app.wording import Text

TABLE = TableKind(
    key=response_rules.KEY,
    default_rules=response_rules.DEFAULT_RULES,
    default_source=response_rules.SOURCE,
    read=read_rules,
    present=present_rule,
    audit_action="adopt_response_rules",
    no_source=RefusalText(
        "E-RSP-007",
        Text("规则表没有改", "The rule table was not changed"),
        Text("写明依据哪份预案或谁定的", "Say which plan it rests on, or who decided it"),
    ),
    overtaken=RefusalText(
        "E-RSP-008",
        Text("规则表没有改", "The rule table was not changed"),
        Text("取最新的一版，再改一次", "Take the newest version and change it again"),
    ),
)
