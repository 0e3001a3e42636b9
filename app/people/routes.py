"""HTTP of roll-calls: figures, lists, reports, contradictions."""

from flask import request

from app import edge
from app.accounts.model import TOWNSHIP_DIGITS
from app.blueprint import Blueprint
from app.errors import Denied, InvalidInput, NotFound
from app.incidents.queries import get_incident
from app.incidents.routes import incident_asked
from app.people import actions, freezing, queries
from app.people.bodies import read_reports, read_settlement
from app.people.lines_present import (
    ContradictionList,
    DoorList,
    LineList,
    ReportBatch,
    present_batch,
    present_contradictions,
    present_doors,
    present_lines,
)
from app.people.model import HouseholdState, RollCall
from app.people.present import RollCallList, RollCallTotals, present_list, present_totals
from app.people.queries import LineFilter
from app.people.seal import PersonsSeal, load_persons_seal
from app.people.standing import LineStanding
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("roll_calls", __name__, url_prefix="/api/v1")

_MOST_LINES, _MOST_DOORS = 500, 3000


@blueprint.get("/roll-calls")
def get_roll_calls() -> RollCallList:
    """The incident's roll-calls with their figures; `total` and counties of those that run."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        return present_list(tx, queries.list_roll_calls(tx.conn, incident.incident_id))


@blueprint.get("/roll-calls/<int:roll_call_id>")
def get_roll_call(roll_call_id: int) -> RollCallTotals:
    """One with the figures of every county, township, village and grid."""
    with edge.transaction() as tx:
        return present_totals(tx, _roll_call(tx, roll_call_id))


@blueprint.get("/roll-calls/<int:roll_call_id>/lines")
def get_lines(roll_call_id: int) -> LineList:
    """Its lines, persons masked: of a `unit`, in a `state`, or `contradicted` ones alone."""
    limit = edge.int_argument("limit", 100, 1, _MOST_LINES)
    offset = edge.int_argument("offset", 0, 0, 10_000_000)
    with edge.transaction() as tx:
        wanted = LineFilter(
            _roll_call(tx, roll_call_id).incident_id,
            roll_call_id,
            request.args.get("unit", "")[:12],
            _state_asked(),
            contradicted=request.args.get("contradicted") == "1",
            limit=limit,
            offset=offset,
        )
        return present_lines(queries.list_lines(tx.conn, wanted), _seal())


@blueprint.get("/roll-calls/doors")
def get_doors() -> DoorList:
    """The lists of the asker's own unit with names and telephones, for whoever goes to the doors.

    Every asking is audited. Nobody above a township carries names away.
    """
    seal = _seal()
    with edge.transaction() as tx:
        unit = tx.actor.unit_code
        if len(unit) < TOWNSHIP_DIGITS:
            raise Denied(
                "E-PPL-012",
                Text("名单没有给", "The list was not given"),
                Text("只给乡镇、村的设备", "Only devices of a township or a village get it"),
                Text("用本村的平板", "Use a tablet of the village"),
            )
        incident_id = incident_asked(tx).incident_id
        wanted = LineFilter(incident_id, unit=unit, running=True, limit=_MOST_DOORS)
        lines = queries.list_lines(tx.conn, wanted)
        if any(line.sealed is not None for line in lines):
            tx.audit("carry_doors", f"unit/{unit}", detail={"households": len(lines)})
        sequence = queries.last_sequence(tx.conn, tx.actor.name)
        return present_doors(unit, lines, seal, sequence)


@blueprint.post("/roll-calls/reports")
def post_reports() -> ReportBatch:
    """Take a batch of `reports`, each acknowledged on its own; a resend changes nothing."""
    given = read_reports(edge.body(), edge.actor())
    with edge.transaction() as tx:
        return present_batch(actions.take_reports(tx, given))


@blueprint.get("/roll-calls/contradictions")
def get_contradictions() -> ContradictionList:
    """Lines whose reporters contradict each other, with everything reported of each."""
    with edge.transaction() as tx:
        wanted = LineFilter(incident_asked(tx).incident_id, contradicted=True, limit=_MOST_LINES)
        lines = queries.list_lines(tx.conn, wanted)
        reports = queries.list_reports(tx.conn, [line.line_id for line in lines])
        return present_contradictions(lines, reports, _seal())


@blueprint.post("/roll-calls/lines/<int:line_id>/settle")
def post_settle(line_id: int) -> LineStanding:
    """Settle a contradiction: what holds, over which `heads`, and the `reason`."""
    word = read_settlement(edge.body())
    with edge.transaction() as tx:
        return actions.settle_line(tx, line_id, word)


@blueprint.post("/roll-calls/<int:roll_call_id>/close")
def post_close(roll_call_id: int) -> RollCallTotals:
    """Close one; refused while a mobility-limited person has no place."""
    with edge.transaction() as tx:
        roll_call = _roll_call(tx, roll_call_id)
        at = get_incident(tx.conn, roll_call.incident_id).clock.now()
        freezing.close_roll_call(tx, roll_call, at)
        return present_totals(tx, _roll_call(tx, roll_call_id))


def _roll_call(tx: Transaction, roll_call_id: int) -> RollCall:
    found = queries.find_roll_call(tx.conn, roll_call_id)
    if found is None:
        raise NotFound(
            "E-PPL-005",
            Text("没有这次点名", "No such roll-call"),
            Text(
                f"看不到 {roll_call_id} 号点名", f"Roll-call {roll_call_id} is not to be seen here"
            ),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    return found


def _state_asked() -> HouseholdState | None:
    asked = request.args.get("state")
    try:
        return HouseholdState(asked) if asked else None
    except ValueError as error:
        raise InvalidInput(
            "E-PPL-006",
            Text("名单没有给", "The list was not given"),
            Text("state 看不懂", "state cannot be read"),
            Text(f"用 {'、'.join(HouseholdState)}", f"Use one of {', '.join(HouseholdState)}"),
        ) from error


def _seal() -> PersonsSeal:
    return load_persons_seal(edge.settings().data_dir)
