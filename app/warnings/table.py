"""The table of warning signals, as a kind of rule table. Nothing here issues a signal."""

from app.configuration import warning_rules
from app.rule_tables.model import RefusalText, TableKind
from app.warnings.rules import present_rule, read_rules
from app.wording import Text

TABLE = TableKind(
    key=warning_rules.KEY,
    default_rules=warning_rules.DEFAULT_RULES,
    default_source=warning_rules.SOURCE,
    read=read_rules,
    present=present_rule,
    audit_action="adopt_warning_rules",
    no_source=RefusalText(
        "E-WRN-002",
        Text("信号表没有改", "The signal table was not changed"),
        Text("写明依据哪份文件或谁定的", "Say which document it rests on, or who decided it"),
    ),
    overtaken=RefusalText(
        "E-WRN-003",
        Text("信号表没有改", "The signal table was not changed"),
        Text("取最新的一版，再改一次", "Take the newest version and change it again"),
    ),
)
