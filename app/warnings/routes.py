"""HTTP of warning signals: suggestions, and the table they follow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import InvalidInput
from app.incidents.routes import find_incident_asked
from app.rule_tables.actions import adopt_rules
from app.rule_tables.model import RuleTable
from app.rule_tables.queries import get_rule_table
from app.warnings.model import COLOUR_TITLES, KIND_TITLES, Colour, Signal, SignalKind, SignalRule
from app.warnings.rules import RainRow, WindRow, present_rule
from app.warnings.table import TABLE
from app.warnings.view import CountySignals, suggestions
from app.wording import Text

blueprint = Blueprint("warnings", __name__, url_prefix="/api/v1/warning-signals")


@dataclass(frozen=True, slots=True)
class SignalSuggestion:
    """A signal that the table would call for, with the rule and its figures."""

    kind: SignalKind
    colour: Colour
    title: Text
    unit_code: str
    unit_name: str
    until_at: datetime | None
    reason: Text
    figures: dict[str, float | str | bool | None]
    rule: str
    row: WindRow | RainRow
    default_table: bool
    illustrative: bool
    suggestion: Literal[True] = True


@dataclass(frozen=True, slots=True)
class TableInForce:
    """Which table was asked."""

    version: int
    source: str


@dataclass(frozen=True, slots=True)
class SignalSuggestions:
    """Every county's signals; `asked` names the counties, also those without any."""

    at: datetime
    signals: list[SignalSuggestion]
    asked: list[str]
    table: TableInForce


@dataclass(frozen=True, slots=True)
class SignalTable:
    """The table in force."""

    version: int
    rules: list[WindRow | RainRow]
    source: str
    adopted_by: str | None
    is_default: bool


@blueprint.get("/suggestions")
def get_suggestions() -> SignalSuggestions:
    """What the table would call for, county by county, with the rule and its figures. The
    observatory issues signals; nothing here does."""
    with edge.transaction() as tx:
        incident = find_incident_asked(tx)
        at = edge.at_argument() or (incident.clock.now() if incident else real_now())
        table = get_rule_table(tx.conn, TABLE)
        counties = suggestions(tx.conn, incident, at, table)
    return SignalSuggestions(
        at=at,
        signals=[_signal(county, one, table) for county in counties for one in county.signals],
        asked=[county.unit_code for county in counties],
        table=TableInForce(table.version, table.source),
    )


@blueprint.get("/rules")
def get_rules() -> SignalTable:
    """The table in force."""
    with edge.transaction() as tx:
        return _table(get_rule_table(tx.conn, TABLE))


@blueprint.put("/rules")
def put_rules() -> SignalTable:
    """Adopt a whole table; `version` is the one that was edited."""
    data = edge.body()
    source, version = data.get("source"), data.get("version")
    if not isinstance(source, str) or not (version is None or type(version) is int):
        raise InvalidInput(
            "E-WRN-004",
            Text("信号表没有改", "The signal table was not changed"),
            Text(
                "source 要是文字，version 要是整数或空",
                "source must be a text, and version a whole number or empty",
            ),
            Text("改正后再发", "Correct it and send again"),
        )
    with edge.transaction() as tx:
        return _table(
            adopt_rules(
                tx, TABLE, data.get("rules"), source=source, expected_version=version, at=real_now()
            )
        )


def _signal(
    county: CountySignals, signal: Signal, table: RuleTable[SignalRule]
) -> SignalSuggestion:
    kind, colour = KIND_TITLES[signal.rule.kind], COLOUR_TITLES[signal.rule.colour]
    return SignalSuggestion(
        kind=signal.rule.kind,
        colour=signal.rule.colour,
        title=Text(f"{kind[0]}{colour[0]}预警信号", f"{kind[1]}, {colour[1]}"),
        unit_code=county.unit_code,
        unit_name=county.unit_name,
        until_at=signal.until_at,
        reason=Text(signal.zh, signal.en),
        figures=signal.figures,
        rule=signal.rule.rule_id,
        row=present_rule(signal.rule),
        default_table=table.is_default,
        illustrative=signal.illustrative,
    )


def _table(table: RuleTable[SignalRule]) -> SignalTable:
    rules = [present_rule(rule) for rule in table.rules]
    return SignalTable(table.version, rules, table.source, table.adopted_by, table.is_default)
