"""HTTP of warning signals: suggestions, and the table they follow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app import edge
from app.adoption.present import ChangeView, present_change
from app.blueprint import Blueprint
from app.clock import real_now
from app.incidents.routes import find_incident_asked
from app.rule_tables.actions import ask_for_rules
from app.rule_tables.model import RuleTable
from app.rule_tables.queries import get_rule_table, read_shipped
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
    shipped: list[WindRow | RainRow]
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
        signals=[
            _present_signal(county, one, table) for county in counties for one in county.signals
        ],
        asked=[county.unit_code for county in counties],
        table=TableInForce(table.version, table.source),
    )


@blueprint.get("/rules")
def get_rules() -> SignalTable:
    """The table in force."""
    with edge.transaction() as tx:
        return _present_table(get_rule_table(tx.conn, TABLE))


@blueprint.put("/rules")
def put_rules() -> tuple[ChangeView, int]:
    """Ask for a whole table, for a `reason` and by a `source`; another person approves it.

    `version` is the one that was edited; `rules` null: the shipped table, again."""
    data = edge.body()
    with edge.transaction() as tx:
        return present_change(tx, ask_for_rules(tx, TABLE, data, real_now())), 201


def _present_signal(
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


def _present_table(table: RuleTable[SignalRule]) -> SignalTable:
    return SignalTable(
        version=table.version,
        rules=[present_rule(rule) for rule in table.rules],
        shipped=[present_rule(rule) for rule in read_shipped(TABLE)],
        source=table.source,
        adopted_by=table.adopted_by,
        is_default=table.is_default,
    )
