"""HTTP of incidents, and which one a request is about."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import request

from app import edge
from app.accounts.model import Label
from app.blueprint import Blueprint
from app.body import optional_text, text_of
from app.clock import parse_utc
from app.errors import InvalidInput
from app.incidents import actions, queries
from app.incidents.model import Incident, IncidentKind, NewIncident
from app.incidents.present import CurrentIncident, IncidentList, ListedIncident, listed, present
from app.transaction import Transaction
from app.wording import Text, reason_of
from app.worlds.actions import set_clock

blueprint = Blueprint("incidents", __name__, url_prefix="/api/v1")

Chosen = TypeVar("Chosen", IncidentKind, Label)
MOST_LISTED = 500


READING = frozenset({"GET", "HEAD", "OPTIONS"})


def find_incident_asked(tx: Transaction) -> Incident | None:
    """The incident of the `incident` argument, else the one that a screen shows by default.

    What is written goes to one that is named, or to the only one open: never to whichever of
    several happens to be first. Raises NotFound, InvalidInput.
    """
    if request.args.get("incident"):
        return queries.get_incident(tx.conn, edge.int_argument("incident", 0, 1, 2**31 - 1))
    now_open = queries.list_open_incidents(tx.conn)
    if len(now_open) > 1 and request.method not in READING:
        raise several_open(now_open)
    return next(iter(now_open), None)


def several_open(incidents: Sequence[Incident]) -> InvalidInput:
    """The refusal of what names none of several that are open."""
    names = "、".join(f"{each.name}（{each.incident_id}）" for each in incidents[:5])
    return InvalidInput(
        "E-INC-014",
        Text("没有做", "Nothing was done"),
        Text(f"开着不止一个事件：{names}", f"More than one incident is open: {names}"),
        Text(
            "说明是哪一个：?incident=编号，命令行用 --id",
            "Say which one: ?incident=NUMBER, or --id on the command line",
        ),
    )


def incident_asked(tx: Transaction) -> Incident:
    """As `find_incident_asked`. Raises NotFound also when none is open."""
    return find_incident_asked(tx) or queries.current_incident(tx.conn)


@blueprint.get("/incident")
def get_incident() -> CurrentIncident:
    """The incident asked for, else the current one, with its world's clock."""
    with edge.transaction() as tx:
        return present(tx, incident_asked(tx))


@blueprint.patch("/incident/clock")
def patch_clock() -> CurrentIncident:
    """Change the rate or moment of the incident's world, an exercise's."""
    data = edge.body()
    rate, moment = data.get("rate"), data.get("incident_at")
    try:
        rate = None if rate is None else float(rate)
        incident_at = None if moment is None else parse_utc(str(moment))
    except (TypeError, ValueError) as error:
        raise InvalidInput(
            "E-CLK-004",
            Text("时钟没有改", "The clock was not changed"),
            reason_of(error),
            Text("检查倍速与时刻", "Check speed and moment"),
        ) from error
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        set_clock(tx, incident.world, rate=rate, incident_at=incident_at)
        return present(tx, queries.get_incident(tx.conn, incident.incident_id))


@blueprint.get("/incidents")
def list_incidents() -> IncidentList:
    """Incidents that the asker is cleared for, open and closed, newest first."""
    limit = edge.int_argument("limit", 100, 1, MOST_LISTED)
    with edge.transaction() as tx:
        return IncidentList([listed(each) for each in queries.list_incidents(tx.conn, limit)])


@blueprint.post("/incidents")
def post_incident() -> tuple[CurrentIncident, int]:
    """Open an incident: in the real world, in a new exercise, or in the world of `world_id`."""
    new = _read_new(edge.body())
    with edge.transaction() as tx:
        return present(tx, actions.open_incident(tx, new)), 201


@blueprint.post("/incidents/<int:incident_id>/close")
def post_close(incident_id: int) -> ListedIncident:
    """Close an incident; everything in it stays to be read."""
    with edge.transaction() as tx:
        return listed(actions.close_incident(tx, incident_id))


@blueprint.put("/incidents/<int:incident_id>/label")
def put_label(incident_id: int) -> ListedIncident:
    """Say how far an incident, with all that belongs to it, may be shown."""
    data = edge.body()
    label = _read_chosen(Label, data.get("label"))
    with edge.transaction() as tx:
        return listed(actions.relabel_incident(tx, incident_id, label))


def _read_new(data: dict[str, Any]) -> NewIncident:
    exercise, rate, world_id = data.get("exercise"), data.get("rate"), data.get("world_id")
    numbers = type(rate) in (int, float, type(None)) and type(world_id) in (int, type(None))
    if not isinstance(exercise, bool) or not numbers or abs(world_id or 0) >= 2**31:
        raise InvalidInput(
            "E-INC-010",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                "exercise 要是 true 或 false，rate 和 world_id 要是数",
                "exercise must be true or false, rate and world_id numbers",
            ),
            Text("改正后再发", "Correct it and send again"),
        )
    start = optional_text(data, "start_at")
    try:
        start_at = None if start is None else parse_utc(start)
    except ValueError as error:
        raise InvalidInput(
            "E-INC-011",
            Text("事件没有打开", "The incident was not opened"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error
    return NewIncident(
        kind=_read_chosen(IncidentKind, data.get("kind")),
        name=text_of(data, "name"),
        exercise=exercise,
        storm_id=optional_text(data, "storm_id"),
        label=_read_chosen(Label, data.get("label") or Label.INTERNAL),
        start_at=start_at,
        rate=None if rate is None else float(rate),
        world_id=world_id,
    )


def _read_chosen(kind: Callable[[str], Chosen], text: object) -> Chosen:
    try:
        return kind(str(text))
    except ValueError as error:
        known = "、".join(IncidentKind) if kind is IncidentKind else "、".join(Label)
        raise InvalidInput(
            "E-INC-012",
            Text("事件没有改", "The incident was not changed"),
            Text(f"没有“{str(text)[:40]}”这一种", f"There is no kind “{str(text)[:40]}”"),
            Text(f"用 {known}", f"Use {known}"),
        ) from error
