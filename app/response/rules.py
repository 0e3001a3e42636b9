"""The rule table as data: what a rule is, and reading one that a person wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from app.errors import InvalidInput
from app.response.measures import MEANINGS, Comparison, Limit, Measure
from app.typhoon.explanation import Explanation
from app.wording import Text, join_sentences, list_all, same

MAX_RULES = 100
MAX_CONDITIONS = 10
MAX_TEXT = 200
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold. `value` None: it must only be awaited at all."""

    measure: Measure
    value: Limit


@dataclass(frozen=True, slots=True)
class Rule:
    """All its conditions must hold. `level` None is the response for the sea alone."""

    rule_id: str
    level: int | None
    text: Explanation
    conditions: tuple[Condition, ...]


def read_rules(data: object) -> tuple[Rule, ...]:
    """Rules of a JSON list. Raises InvalidInput that tells every fault at once."""
    faults: list[Text] = []
    items = cast(list[object], data) if isinstance(data, list) else []
    if not 0 < len(items) <= MAX_RULES:
        faults.append(
            Text(
                f"rules 要是 1 到 {MAX_RULES} 条规则的列表",
                f"rules must be a list of 1 to {MAX_RULES} rules",
            )
        )
    rules = [_read_rule(item, number, faults) for number, item in enumerate(items[:MAX_RULES], 1)]
    ids = [rule.rule_id for rule in rules]
    faults += [
        Text(f"编号 {each} 用了两次", f"The id {each} is used twice")
        for each in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if faults:
        raise InvalidInput(
            "E-RSP-006",
            Text("规则表没有改", "The rule table was not changed"),
            join_sentences(faults),
            Text("改正后整张表再发", "Correct it and send the whole table again"),
            detail={"faults": faults},
        )
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as `read_rules` reads it."""

    id: str
    level: int | None
    text: Explanation
    conditions: tuple[Condition, ...]


def present_rule(rule: Rule) -> RuleRow:
    """A rule as `read_rules` reads it."""
    return RuleRow(rule.rule_id, rule.level, rule.text, rule.conditions)


def _read_rule(item: object, number: int, faults: list[Text]) -> Rule:
    data = cast(dict[str, object], item) if isinstance(item, dict) else {}
    rule_id = data.get("id")
    name = rule_id if isinstance(rule_id, str) and 0 < len(rule_id) <= 40 else None
    where = Text(f"第 {number} 条", f"rule {number}") if name is None else same(name)
    faults += [_fault_at(where, fault) for fault in _find_faults(data, name)]
    texts = cast(dict[str, object], data["text"]) if isinstance(data.get("text"), dict) else {}
    level = data.get("level")
    return Rule(
        name or "",
        level if isinstance(level, int) else None,
        Explanation(str(texts.get("zh", "")), str(texts.get("en", ""))),
        tuple(_read_conditions(data.get("conditions"), where, faults)),
    )


def _find_faults(data: dict[str, object], name: str | None) -> Iterator[Text]:
    if name is None:
        yield Text("id 要是 1 到 40 字的文字", "id must be a text of 1 to 40 characters")
    if "level" not in data or not (data["level"] is None or _is_level(data["level"])):
        yield Text(
            "level 要是 1 到 4，或空（海上防台风）",
            "level must be 1 to 4, or empty for the response at sea",
        )
    text = data.get("text")
    texts = (
        [cast(dict[str, object], text).get(key) for key in ("zh", "en")]
        if isinstance(text, dict)
        else []
    )
    if not texts or not all(isinstance(each, str) and 0 < len(each) <= MAX_TEXT for each in texts):
        yield Text(
            f"text 要有 zh 和 en，各 1 到 {MAX_TEXT} 字",
            f"text needs zh and en, each of 1 to {MAX_TEXT} characters",
        )


def _is_level(value: object) -> bool:
    return type(value) is int and value in LEVELS


def _read_conditions(data: object, where: Text, faults: list[Text]) -> Iterator[Condition]:
    items: Sequence[object] = cast(list[object], data) if isinstance(data, list) else ()
    if not 0 < len(items) <= MAX_CONDITIONS:
        why = Text(
            f"conditions 要有 1 到 {MAX_CONDITIONS} 个条件",
            f"conditions must be 1 to {MAX_CONDITIONS} conditions",
        )
        faults.append(_fault_at(where, why))
    for item in items[:MAX_CONDITIONS]:
        fields = cast(dict[str, object], item) if isinstance(item, dict) else {}
        try:
            measure = Measure(str(fields.get("measure")))
        except ValueError:
            name = fields.get("measure")
            faults.append(
                _fault_at(where, Text(f"没有 {name} 这个量", f"there is no measure {name}"))
            )
            continue
        value = fields.get("value")
        if fault := _value_fault(measure, value):
            faults.append(_fault_at(where, fault))
        else:
            yield Condition(measure, cast(Limit, value))


def _value_fault(measure: Measure, value: object) -> Text | None:
    meaning = MEANINGS[measure]
    if value is None:
        return (
            None if meaning.optional else Text(f"{measure} 要有 value", f"{measure} needs a value")
        )
    if meaning.comparison is Comparison.HOLDS:
        return Text(f"{measure} 不用 value", f"{measure} takes no value")
    if meaning.choices:
        known = type(value) in (int, float, str) and value in meaning.choices
        if known:
            return None
        choices = list_all(map(str, meaning.choices))
        return Text(f"{measure} 要从 {choices.zh} 里选", f"{measure} must be one of {choices.en}")
    low, high = meaning.bounds or (0, 0)
    if type(value) in (int, float) and low <= cast(float, value) <= high:
        return None
    return Text(
        f"{measure} 要是 {low:g} 到 {high:g} 的数",
        f"{measure} must be a number from {low:g} to {high:g}",
    )


def _fault_at(where: Text, fault: Text) -> Text:
    return Text(f"{where.zh}：{fault.zh}", f"{where.en}: {fault.en}")
