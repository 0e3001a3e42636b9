"""The table of default actions by response level, as a kind of rule table that an office edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from app.configuration import action_rules
from app.database import Connection
from app.errors import InvalidInput
from app.incidents.model import ResponseTrack
from app.rule_tables.model import RuleTable, TableKind
from app.rule_tables.queries import get_rule_table
from app.wording import Text, join_sentences

_MOST_RULES, _MOST_TEXT, _MOST_CODE, _MOST_MIN = 200, 200, 12, 14 * 24 * 60


class LevelFloor(StrEnum):
    """The lowest response at which something is done, the lowest first."""

    SEA = "sea"
    LEVEL_4 = "4"
    LEVEL_3 = "3"
    LEVEL_2 = "2"
    LEVEL_1 = "1"


class ActionAnchor(StrEnum):
    """What an action's deadline is counted from."""

    ACTIVATION = "activation"
    T7 = "t7"
    T10 = "t10"
    LANDFALL = "landfall"


class ActionReach(StrEnum):
    """Who gets the task: the issuing headquarters, or each unit of a level below it."""

    ISSUER = "issuer"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


# Offices that do what the table says.
ROLES: Mapping[str, Text] = {
    "hq_commander": Text("指挥", "Commander"),
    "hq_office": Text("防指办", "Headquarters' office"),
    "emergency": Text("应急", "Emergency"),
    "water": Text("水利", "Water"),
    "natural_resources": Text("资规", "Natural resources"),
    "fishery": Text("渔业", "Fishery"),
    "msa": Text("海事", "Maritime safety"),
    "transport": Text("交通港航", "Transport"),
    "construction": Text("住建", "Construction"),
    "urban_mgmt": Text("综合执法", "Urban management"),
    "tourism": Text("文旅", "Tourism"),
    "education": Text("教育", "Education"),
    "police": Text("公安", "Police"),
    "township": Text("乡镇防指", "Township headquarters"),
    "village": Text("村工作组", "Village workgroup"),
}


@dataclass(frozen=True, slots=True)
class ActionRule:
    """An action from a level on: what, which office, who gets the task, when it is due."""

    code: str
    level: LevelFloor
    role: str
    to: ActionReach
    zh: str
    en: str
    anchor: ActionAnchor | None
    offset_min: int


def in_force(rule: ActionRule, track: ResponseTrack, level: int | None) -> bool:
    """Whether the rule holds under a response; other tracks than the typhoon's have none."""
    floors = list(LevelFloor)
    if track is ResponseTrack.SEA_TYPHOON:
        return rule.level is LevelFloor.SEA
    reached = track is ResponseTrack.TYPHOON and level is not None
    return reached and floors.index(rule.level) <= floors.index(LevelFloor(str(level)))


def read_rules(data: object) -> tuple[ActionRule, ...]:
    """The table out of a JSON list. Raises InvalidInput that tells every fault."""
    items = cast(list[Any], data) if isinstance(data, list) else []
    faults: list[Text] = []
    rules = [rule for item in items[:_MOST_RULES] for rule in _read_rule(item, faults)]
    codes = [rule.code for rule in rules]
    faults += [
        Text(f"{code} 写了两次", f"{code} stands twice")
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    ]
    if not rules and not faults:
        faults.append(Text("至少要有一行", "There must be one row"))
    if faults:
        raise InvalidInput(
            "E-TSK-020",
            Text("行动表没有改", "The table of actions was not changed"),
            join_sentences(faults),
            Text("改正后整张表再发", "Correct it and send the whole table again"),
            detail={"faults": faults},
        )
    return tuple(rules)


def _read_rule(item: object, faults: list[Text]) -> Iterator[ActionRule]:
    fields = cast(dict[str, Any], item) if isinstance(item, dict) else {}
    try:
        rule = ActionRule(
            _short_text(fields, "code", _MOST_CODE),
            LevelFloor(str(fields.get("level"))),
            _known_role(fields),
            ActionReach(str(fields.get("to"))),
            _short_text(fields, "zh", _MOST_TEXT),
            _short_text(fields, "en", _MOST_TEXT),
            None if fields.get("anchor") is None else ActionAnchor(str(fields["anchor"])),
            _minutes(fields.get("offset_min", 0)),
        )
    except ValueError as error:
        code = str(fields.get("code"))[:_MOST_CODE]
        faults.append(Text(f"{code} 看不懂：{error}", f"{code} cannot be read: {error}"))
        return
    yield rule


def _short_text(fields: Mapping[str, Any], name: str, most: int) -> str:
    text = fields.get(name)
    if not isinstance(text, str) or not 0 < len(text.strip()) <= most:
        raise ValueError(f"{name}: 1–{most}")
    return text.strip()


def _known_role(fields: Mapping[str, Any]) -> str:
    role = str(fields.get("role"))
    if role not in ROLES:
        raise ValueError(f"role: {', '.join(ROLES)}")
    return role


def _minutes(offset: object) -> int:
    if type(offset) is not int or abs(offset) > _MOST_MIN:
        raise ValueError(f"offset_min: ±{_MOST_MIN}")
    return offset


def present_rule(rule: ActionRule) -> ActionRule:
    """A rule as `read_rules` reads it."""
    return rule


TABLE = TableKind(
    key=action_rules.KEY,
    default_rules=action_rules.DEFAULT_RULES,
    default_source=action_rules.SOURCE,
    read=read_rules,
    present=present_rule,
)


def get_action_rules(conn: Connection) -> RuleTable[ActionRule]:
    """The table in force."""
    return get_rule_table(conn, TABLE)
