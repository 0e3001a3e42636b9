"""Recommended response level: the rule table held against the situation.

The shipped table is sources#response-levels: no authority stands behind it and it is not the local
plan. A rule that lacks data is named with what lacks, never taken as fulfilled or as absent.
"""

from app.response.measures import Measure, Reading, holds, unknown
from app.response.model import JudgedRule, Recommendation, Situation
from app.response.rules import Rule
from app.rule_tables.model import RuleTable

_NOT_READ = unknown("没有这项数据", "no such data")


def recommend(situation: Situation, table: RuleTable[Rule]) -> Recommendation:
    """The highest level of which a rule holds, with every rule that holds or cannot be judged."""
    judged = [_judge_rule(rule, situation) for rule in table.rules]
    fired = tuple(each for each in judged if each.verdict)
    levels = [each.rule.level for each in fired if each.rule.level is not None]
    return Recommendation(
        level=min(levels, default=None),
        sea=any(each.rule.level is None for each in fired),
        fired=fired,
        not_judged=tuple(each for each in judged if each.verdict is None),
        situation=situation,
        table=table,
    )


def _judge_rule(rule: Rule, situation: Situation) -> JudgedRule:
    """One condition that fails decides, whatever else is unknown."""
    readings: dict[Measure, Reading] = {
        condition.measure: situation.readings.get(condition.measure, _NOT_READ)
        for condition in rule.conditions
    }
    verdicts = [
        holds(condition.measure, condition.value, readings[condition.measure])
        for condition in rule.conditions
    ]
    verdict = False if False in verdicts else None if None in verdicts else True
    return JudgedRule(rule, verdict, readings)
