"""JSON forms of response levels, recommendations and the rule table."""

from collections.abc import Iterator
from typing import Any

from app.incidents.model import ResponseTrack
from app.response.drafts_model import Draft
from app.response.measures import MEANINGS
from app.response.model import Activation, JudgedRule, Recommendation
from app.response.rules import Rule, present_rule
from app.rule_tables.model import RuleTable

Json = dict[str, Any]

DEFAULT_LABEL = {"zh": "默认表，不是本地预案", "en": "default, not the local plan"}
ADOPTED_LABEL = {"zh": "本单位采用的表", "en": "adopted by this office"}


def activation(each: Activation) -> Json:
    """A response of a unit."""
    return {
        "activation_id": each.activation_id,
        "issuer_unit": each.issuer_unit,
        "track": each.track,
        "title": each.track.names,
        "level": each.level,
        "started_at": each.started_at,
        "ended_at": each.ended_at,
        "basis_text": each.basis_text,
    }


def draft(each: Draft) -> Json:
    """A change that waits for a signature."""
    return {
        "draft_id": each.draft_id,
        "issuer_unit": each.issuer_unit,
        "change": each.change,
        "track": each.track,
        "title": ResponseTrack(each.track).names,
        "level": each.level,
        "basis_text": each.basis_text,
        "drafted_by": each.drafted_by,
        "drafted_at": each.drafted_at,
    }


def recommendation(told: Recommendation) -> Json:
    """A recommendation with the rules that fired, their figures, and what could not be judged."""
    return {
        "agency": told.situation.agency,
        "level": told.level,
        "sea": told.sea,
        "rules": [_fired(each) for each in told.deciding],
        "also_fired": [_fired(each) for each in told.fired if each.rule.level != told.level],
        "not_judged": [_not_judged(each) for each in told.not_judged],
        "not_considered": [_missing_text(each) for each in told.not_judged],
        "figures": told.situation.figures,
        **label(told.table),
    }


def label(table: RuleTable[Rule]) -> Json:
    """Whose table it is."""
    return {
        "default_table": table.is_default,
        "table_version": table.version,
        "label": DEFAULT_LABEL if table.is_default else ADOPTED_LABEL,
    }


def rule_table(table: RuleTable[Rule]) -> Json:
    """The table with what each measure means, so that it can be edited."""
    return {
        "version": table.version,
        "rules": [present_rule(rule) for rule in table.rules],
        "source": table.source,
        "adopted_by": table.adopted_by,
        "measures": [
            {
                "measure": measure,
                "comparison": meaning.comparison,
                "title": meaning.title,
                "unit": meaning.unit,
                "optional": meaning.optional,
                "bounds": meaning.bounds,
                "choices": list(meaning.choices),
            }
            for measure, meaning in MEANINGS.items()
        ],
        **label(table),
    }


def _fired(each: JudgedRule) -> Json:
    reasons = [
        {
            "measure": condition.measure,
            "limit": condition.value,
            "value": each.readings[condition.measure].value,
            "zh": each.readings[condition.measure].text.zh,
            "en": each.readings[condition.measure].text.en,
        }
        for condition in each.rule.conditions
    ]
    return {
        "id": each.rule.rule_id,
        "code": each.rule.rule_id,
        "level": each.rule.level,
        "text": f"{each.rule.text.zh}：{'；'.join(_reason_texts(each))}",
        "title": each.rule.text,
        "reasons": reasons,
    }


def _reason_texts(each: JudgedRule) -> Iterator[str]:
    for condition in each.rule.conditions:
        reading, unit = each.readings[condition.measure], MEANINGS[condition.measure].unit
        limit = ""
        if (
            isinstance(condition.value, (int, float))
            and unit == "h"
            and not isinstance(reading.value, tuple)
        ):
            limit = f"，门槛 {condition.value:g} 小时"
        yield f"{reading.text.zh}{limit}"


def _not_judged(each: JudgedRule) -> Json:
    return {
        "id": each.rule.rule_id,
        "level": each.rule.level,
        "title": each.rule.text,
        "missing": [
            {"measure": measure, "zh": reading.text.zh, "en": reading.text.en}
            for measure, reading in each.readings.items()
            if not reading.known
        ],
    }


def _missing_text(each: JudgedRule) -> str:
    lacking = dict.fromkeys(
        reading.text.zh for reading in each.readings.values() if not reading.known
    )
    return f"{each.rule.rule_id} {each.rule.text.zh}：{'、'.join(lacking)}"
