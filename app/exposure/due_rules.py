"""The table of who is due for which hazard, as a kind of rule table that an office edits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from app.configuration import due_rules
from app.database import Connection
from app.errors import InvalidInput
from app.exposure.due import DueTable, HazardBasis
from app.exposure.model import GroupCode
from app.rule_tables.model import RuleTable, TableKind
from app.rule_tables.queries import get_rule_table
from app.wording import Text, join_sentences


@dataclass(frozen=True, slots=True)
class DueRule:
    """The groups that a hazard threatens, in the order they leave."""

    hazard: HazardBasis
    groups: tuple[GroupCode, ...]


def read_rules(data: object) -> tuple[DueRule, ...]:
    """A rule for each hazard, out of a JSON list. Raises InvalidInput that tells every fault."""
    items = cast(list[Any], data) if isinstance(data, list) else []
    faults: list[Text] = []
    rules = [rule for item in items[:100] for rule in _read_rule(item, faults)]
    for hazard in HazardBasis:
        if (count := sum(rule.hazard is hazard for rule in rules)) != 1:
            faults.append(
                Text(
                    f"{hazard} 要有一行，写了 {count} 行",
                    f"{hazard} needs one row, and there are {count}",
                )
            )
    if faults:
        raise InvalidInput(
            "E-EXP-001",
            Text("应转移人群表没有改", "The table of groups due was not changed"),
            join_sentences(faults),
            Text("改正后整张表再发", "Correct it and send the whole table again"),
            detail={"faults": faults},
        )
    order = list(HazardBasis)
    return tuple(sorted(rules, key=lambda rule: order.index(rule.hazard)))


def _read_rule(item: object, faults: list[Text]) -> Iterator[DueRule]:
    fields = cast(dict[str, Any], item) if isinstance(item, dict) else {}
    named = fields.get("groups")
    try:
        hazard = HazardBasis(str(fields.get("hazard")))
        groups = {GroupCode(str(code)) for code in cast(list[Any], named or [])}
    except (TypeError, ValueError) as error:
        faults.append(Text(f"看不懂：{error}", f"This cannot be read: {error}"))
        return
    if not groups:
        faults.append(
            Text(f"{hazard} 至少要有一类人", f"{hazard} needs at least one group of people")
        )
    yield DueRule(hazard, tuple(code for code in GroupCode if code in groups))


def present_rule(rule: DueRule) -> DueRule:
    """A rule as `read_rules` reads it."""
    return rule


TABLE = TableKind(
    key=due_rules.KEY,
    default_rules=due_rules.DEFAULT_RULES,
    default_source=due_rules.SOURCE,
    read=read_rules,
    present=present_rule,
)


def get_due_rules(conn: Connection) -> RuleTable[DueRule]:
    """The table in force."""
    return get_rule_table(conn, TABLE)


def due_table(table: RuleTable[DueRule]) -> DueTable:
    """The groups of each hazard."""
    return {rule.hazard: frozenset(rule.groups) for rule in table.rules}
