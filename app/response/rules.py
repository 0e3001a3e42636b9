"""The rule table as data: what a rule is, and reading one that a person wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from app.errors import InvalidInput
from app.response.measures import MEANINGS, Comparison, Limit, Measure
from app.typhoon.explanation import Explanation

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
    faults: list[str] = []
    items = cast(list[object], data) if isinstance(data, list) else []
    if not 0 < len(items) <= MAX_RULES:
        faults.append(f"rules 要是 1 到 {MAX_RULES} 条规则的列表")
    rules = [_rule(item, number, faults) for number, item in enumerate(items[:MAX_RULES], 1)]
    ids = [rule.rule_id for rule in rules]
    faults += [f"编号 {each} 用了两次" for each in sorted({i for i in ids if ids.count(i) > 1})]
    if faults:
        raise InvalidInput(
            "E-RSP-006", "规则表没有改", "；".join(faults), "改正后整张表再发",
            detail={"faults": faults},
        )  # fmt: skip
    return tuple(rules)


def present_rule(rule: Rule) -> dict[str, Any]:
    """JSON of a rule, as `read_rules` reads it."""
    return {
        "id": rule.rule_id,
        "level": rule.level,
        "text": {"zh": rule.text.zh, "en": rule.text.en},
        "conditions": [
            {"measure": condition.measure, "value": condition.value}
            for condition in rule.conditions
        ],
    }


def _rule(item: object, number: int, faults: list[str]) -> Rule:
    data = cast(dict[str, object], item) if isinstance(item, dict) else {}
    rule_id = data.get("id")
    name = rule_id if isinstance(rule_id, str) and 0 < len(rule_id) <= 40 else None
    where = f"第 {number} 条" if name is None else name
    faults += [f"{where}：{fault}" for fault in _faults(data, name)]
    texts = cast(dict[str, object], data["text"]) if isinstance(data.get("text"), dict) else {}
    level = data.get("level")
    return Rule(
        name or "",
        level if isinstance(level, int) else None,
        Explanation(str(texts.get("zh", "")), str(texts.get("en", ""))),
        tuple(_conditions(data.get("conditions"), where, faults)),
    )


def _faults(data: dict[str, object], name: str | None) -> Iterator[str]:
    if name is None:
        yield "id 要是 1 到 40 字的文字"
    if "level" not in data or not (data["level"] is None or _is_level(data["level"])):
        yield "level 要是 1 到 4，或空（海上防台风）"
    text = data.get("text")
    texts = [cast(dict[str, object], text).get(key) for key in ("zh", "en")] if isinstance(
        text, dict
    ) else []  # fmt: skip
    if not texts or not all(isinstance(each, str) and 0 < len(each) <= MAX_TEXT for each in texts):
        yield f"text 要有 zh 和 en，各 1 到 {MAX_TEXT} 字"


def _is_level(value: object) -> bool:
    return type(value) is int and value in LEVELS


def _conditions(data: object, where: str, faults: list[str]) -> Iterator[Condition]:
    items: Sequence[object] = cast(list[object], data) if isinstance(data, list) else ()
    if not 0 < len(items) <= MAX_CONDITIONS:
        faults.append(f"{where}：conditions 要有 1 到 {MAX_CONDITIONS} 个条件")
    for item in items[:MAX_CONDITIONS]:
        fields = cast(dict[str, object], item) if isinstance(item, dict) else {}
        try:
            measure = Measure(str(fields.get("measure")))
        except ValueError:
            faults.append(f"{where}：没有 {fields.get('measure')} 这个量")
            continue
        value = fields.get("value")
        if fault := _value_fault(measure, value):
            faults.append(f"{where}：{fault}")
        else:
            yield Condition(measure, cast(Limit, value))


def _value_fault(measure: Measure, value: object) -> str | None:
    meaning = MEANINGS[measure]
    if value is None:
        return None if meaning.optional else f"{measure} 要有 value"
    if meaning.comparison is Comparison.HOLDS:
        return f"{measure} 不用 value"
    if meaning.choices:
        known = type(value) in (int, float, str) and value in meaning.choices
        return None if known else f"{measure} 要从 {'、'.join(map(str, meaning.choices))} 里选"
    low, high = meaning.bounds or (0, 0)
    if type(value) in (int, float) and low <= cast(float, value) <= high:
        return None
    return f"{measure} 要是 {low:g} 到 {high:g} 的数"
