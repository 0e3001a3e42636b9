"""Response levels, recommendations and the rule table as the API tells them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.incidents.model import ResponseTrack
from app.response.drafts_model import Change, Draft
from app.response.measures import MEANINGS, Comparison, Limit, Meaning, Measure, ReadValue
from app.response.model import Activation, JudgedRule, Recommendation
from app.response.rules import Condition, Rule, RuleRow, present_rule
from app.rule_tables.model import RuleTable
from app.strict_json import JsonObject
from app.typed_json import extend
from app.typhoon.explanation import Explanation
from app.wording import EMPTY, Text

DEFAULT_LABEL = Text("默认表，不是本地预案", "default, not the local plan")
ADOPTED_LABEL = Text("本单位采用的表", "adopted by this office")


@dataclass(frozen=True, slots=True)
class StandingResponse:
    """A response of a unit; `level` None where its track has none."""

    activation_id: int
    issuer_unit: str
    track: ResponseTrack
    title: Text
    level: int | None
    started_at: datetime
    ended_at: datetime | None
    basis_text: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class DraftActs:
    """What whoever asks may do with a draft; the actions check it again."""

    own: bool
    may_sign: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ResponseDraft(DraftActs):
    """A change that waits for a signature."""

    draft_id: int
    issuer_unit: str
    change: Change
    track: ResponseTrack
    title: Text
    level: int | None
    basis_text: str
    drafted_by: str
    drafted_at: datetime
    unit_name: str
    drafter: str


@dataclass(frozen=True, slots=True)
class TrackTitle:
    """A kind of response."""

    track: ResponseTrack
    title: Text
    has_level: bool


@dataclass(frozen=True, slots=True)
class TableLabel:
    """Whose table it is."""

    default_table: bool
    table_version: int
    label: Text


@dataclass(frozen=True, slots=True)
class FiredReason:
    """A condition that holds: its limit, what was read, and that in words."""

    measure: Measure
    limit: Limit
    value: ReadValue
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that holds, with its figures."""

    id: str
    code: str
    level: int | None
    text: Text
    title: Explanation
    reasons: list[FiredReason]


@dataclass(frozen=True, slots=True)
class MissingReading:
    """What no data says."""

    measure: Measure
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class UnjudgedRule:
    """A rule that data which lacks could decide."""

    id: str
    level: int | None
    title: Explanation
    missing: list[MissingReading]


@dataclass(frozen=True, slots=True)
class RecommendedLevel(TableLabel):
    """What the table would recommend: the rules that fired, and what could not be judged."""

    agency: str
    level: int | None
    sea: bool
    rules: list[FiredRule]
    also_fired: list[FiredRule]
    not_judged: list[UnjudgedRule]
    not_considered: list[Text]
    figures: JsonObject


@dataclass(frozen=True, slots=True)
class MeasureMeaning:
    """What a measure is, so that a rule can be written."""

    measure: Measure
    comparison: Comparison
    title: Explanation
    unit: str
    optional: bool
    bounds: tuple[float, float] | None
    choices: tuple[float | str, ...]


@dataclass(frozen=True, slots=True)
class ResponseTable(TableLabel):
    """The table with what each measure means, so that it can be edited."""

    version: int
    rules: list[RuleRow]
    shipped: list[RuleRow]
    source: str
    adopted_by: str | None
    measures: list[MeasureMeaning]


def activation(each: Activation, unit_name: str) -> StandingResponse:
    """A response of a unit."""
    return StandingResponse(
        activation_id=each.activation_id,
        issuer_unit=each.issuer_unit,
        track=each.track,
        title=each.track.names,
        level=each.level,
        started_at=each.started_at,
        ended_at=each.ended_at,
        basis_text=each.basis_text,
        unit_name=unit_name,
    )


def draft(each: Draft, unit_name: str, drafter: str, acts: DraftActs) -> ResponseDraft:
    """A change that waits for a signature."""
    track = ResponseTrack(each.track)
    return extend(
        ResponseDraft,
        acts,
        draft_id=each.draft_id,
        issuer_unit=each.issuer_unit,
        change=each.change,
        track=track,
        title=track.names,
        level=each.level,
        basis_text=each.basis_text,
        drafted_by=each.drafted_by,
        drafted_at=each.drafted_at,
        unit_name=unit_name,
        drafter=drafter,
    )


def recommendation(told: Recommendation) -> RecommendedLevel:
    """A recommendation with the rules that fired, their figures, and what could not be judged."""
    return extend(
        RecommendedLevel,
        label(told.table),
        agency=told.situation.agency,
        level=told.level,
        sea=told.sea,
        rules=[_present_fired(each) for each in told.deciding],
        also_fired=[_present_fired(each) for each in told.fired if each.rule.level != told.level],
        not_judged=[_not_judged(each) for each in told.not_judged],
        not_considered=[_missing_text(each) for each in told.not_judged],
        figures=dict(told.situation.figures),
    )


def label(table: RuleTable[Rule]) -> TableLabel:
    """Whose table it is."""
    whose = DEFAULT_LABEL if table.is_default else ADOPTED_LABEL
    return TableLabel(table.is_default, table.version, whose)


def rule_table(table: RuleTable[Rule], shipped: Sequence[Rule]) -> ResponseTable:
    """The table with what each measure means, so that it can be edited."""
    return extend(
        ResponseTable,
        label(table),
        version=table.version,
        rules=[present_rule(rule) for rule in table.rules],
        shipped=[present_rule(rule) for rule in shipped],
        source=table.source,
        adopted_by=table.adopted_by,
        measures=[_present_meaning(measure, meaning) for measure, meaning in MEANINGS.items()],
    )


def _present_meaning(measure: Measure, meaning: Meaning) -> MeasureMeaning:
    return MeasureMeaning(
        measure=measure,
        comparison=meaning.comparison,
        title=meaning.title,
        unit=meaning.unit,
        optional=meaning.optional,
        bounds=meaning.bounds,
        choices=meaning.choices,
    )


def _present_fired(each: JudgedRule) -> FiredRule:
    return FiredRule(
        id=each.rule.rule_id,
        code=each.rule.rule_id,
        level=each.rule.level,
        text=_fired_text(each),
        title=each.rule.text,
        reasons=[_present_reason(condition, each) for condition in each.rule.conditions],
    )


def _present_reason(condition: Condition, each: JudgedRule) -> FiredReason:
    reading = each.readings[condition.measure]
    return FiredReason(
        condition.measure, condition.value, reading.value, reading.text.zh, reading.text.en
    )


def _fired_text(each: JudgedRule) -> Text:
    reasons = list(_reason_texts(each))
    zh, en = "；".join(one.zh for one in reasons), "; ".join(one.en for one in reasons)
    return Text(f"{each.rule.text.zh}：{zh}", f"{each.rule.text.en}: {en}")


def _reason_texts(each: JudgedRule) -> Iterator[Text]:
    for condition in each.rule.conditions:
        reading, unit = each.readings[condition.measure], MEANINGS[condition.measure].unit
        limit = EMPTY
        if (
            isinstance(condition.value, (int, float))
            and unit == "h"
            and not isinstance(reading.value, tuple)
        ):
            limit = Text(f"，门槛 {condition.value:g} 小时", f", limit {condition.value:g} h")
        yield Text(reading.text.zh, reading.text.en) + limit


def _not_judged(each: JudgedRule) -> UnjudgedRule:
    missing = [
        MissingReading(measure, reading.text.zh, reading.text.en)
        for measure, reading in each.readings.items()
        if not reading.known
    ]
    return UnjudgedRule(each.rule.rule_id, each.rule.level, each.rule.text, missing)


def _missing_text(each: JudgedRule) -> Text:
    lacking = [reading.text for reading in each.readings.values() if not reading.known]
    zh = "、".join(dict.fromkeys(text.zh for text in lacking))
    en = "; ".join(dict.fromkeys(text.en for text in lacking))
    rule, title = each.rule.rule_id, each.rule.text
    return Text(f"{rule} {title.zh}：{zh}", f"{rule} {title.en}: {en}")
