"""Reading a table of signals that a person wrote, and showing it again."""

import math
from dataclasses import dataclass
from typing import Any, cast

from app.errors import InvalidInput
from app.warnings.model import Colour, SignalKind, SignalRule
from app.wording import Text, join_sentences

MAX_RULES = 30
_FORCES = (1, 18)
_MAX_HOURS, _MAX_MM = 72.0, 2000.0
_WIND_FIELDS = {"kind", "colour", "within_h", "mean_force", "gust_force"}
_RAIN_FIELDS = {"kind", "colour", "within_h", "rain_mm"}


def read_rules(data: object) -> tuple[SignalRule, ...]:
    """Rules of a JSON list, the gravest first. Raises InvalidInput that tells every fault."""
    faults: list[Text] = []
    items = cast(list[object], data) if isinstance(data, list) else []
    if not 0 < len(items) <= MAX_RULES:
        faults.append(
            Text(
                f"rules 要是 1 到 {MAX_RULES} 条规则的列表",
                f"rules must be a list of 1 to {MAX_RULES} rules",
            )
        )
    read = [_read_rule(item, number, faults) for number, item in enumerate(items[:MAX_RULES], 1)]
    rules = [rule for rule in read if rule is not None]
    ids = [rule.rule_id for rule in rules]
    faults += [
        Text(f"{each} 写了两条", f"{each} stands twice")
        for each in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if faults:
        raise InvalidInput(
            "E-WRN-001",
            Text("信号表没有改", "The signal table was not changed"),
            join_sentences(faults),
            Text("改正后整张表再发", "Correct it and send the whole table again"),
            detail={"faults": faults},
        )
    return tuple(sorted(rules, key=lambda rule: (rule.kind, rule.colour.rank)))


@dataclass(frozen=True, slots=True)
class WindRow:
    """A row for wind, as `read_rules` reads it."""

    kind: SignalKind
    colour: Colour
    within_h: float
    mean_force: int | None
    gust_force: int | None


@dataclass(frozen=True, slots=True)
class RainRow:
    """A row for rain, as `read_rules` reads it."""

    kind: SignalKind
    colour: Colour
    within_h: float
    rain_mm: float | None


def present_rule(rule: SignalRule) -> WindRow | RainRow:
    """A rule as `read_rules` reads it."""
    head = rule.kind, rule.colour, rule.within_h
    if rule.kind is SignalKind.RAIN:
        return RainRow(*head, rain_mm=rule.rain_mm)
    return WindRow(*head, mean_force=rule.mean_force, gust_force=rule.gust_force)


def _read_rule(item: object, number: int, faults: list[Text]) -> SignalRule | None:
    fields = cast(dict[str, Any], item) if isinstance(item, dict) else {}
    try:
        kind, colour = SignalKind(fields.get("kind")), Colour(fields.get("colour"))
    except ValueError:
        faults.append(
            Text(
                f"第 {number} 条的 kind 或 colour 看不懂",
                f"kind or colour of rule {number} cannot be read",
            )
        )
        return None
    rain = kind is SignalKind.RAIN
    wanted = _RAIN_FIELDS if rain else _WIND_FIELDS
    if set(fields) != wanted:
        faults.append(
            Text(
                f"第 {number} 条要有且只有 {'、'.join(sorted(wanted))}",
                f"Rule {number} must have {', '.join(sorted(wanted))} and nothing else",
            )
        )
        return None
    rule = SignalRule(
        kind,
        colour,
        _read_number(fields["within_h"], _MAX_HOURS),
        mean_force=None if rain else _read_force(fields["mean_force"]),
        gust_force=None if rain else _read_force(fields["gust_force"]),
        rain_mm=_read_number(fields["rain_mm"], _MAX_MM) if rain else None,
    )
    if not rule.within_h or 0 in (rule.mean_force, rule.gust_force, rule.rain_mm):
        faults.append(
            Text(f"第 {number} 条的数超出范围", f"A number of rule {number} is out of range")
        )
    return rule


def _read_number(value: object, most: float) -> float:
    """The number, 0 when it is none that can stand here."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if math.isfinite(value) and 0 < value <= most else 0.0


def _read_force(value: object) -> int:
    low, high = _FORCES
    return value if type(value) is int and low <= value <= high else 0
