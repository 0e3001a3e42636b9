"""HTTP of incidents."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from app import edge
from app.accounts.model import Label
from app.body import optional_text, text_of
from app.clock import format_utc, parse_utc, real_now
from app.errors import InvalidInput
from app.incidents import actions, queries
from app.incidents.model import Incident, IncidentKind, NewIncident
from app.transaction import Transaction
from app.wording import Text, reason_of

blueprint = Blueprint("incidents", __name__, url_prefix="/api/v1")

Chosen = TypeVar("Chosen", IncidentKind, Label)
MOST_LISTED = 500


@blueprint.get("/incident")
def get_incident() -> dict[str, Any]:
    """The current incident with its clock."""
    with edge.transaction() as tx:
        return present(tx, queries.current_incident(tx.conn))


@blueprint.patch("/incident/clock")
def patch_clock() -> dict[str, Any]:
    """Change an exercise's rate or moment."""
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
        incident = queries.current_incident(tx.conn)
        return present(tx, actions.set_clock(tx, incident, rate=rate, incident_at=incident_at))


@blueprint.get("/incidents")
def list_incidents() -> dict[str, Any]:
    """Incidents that the asker is cleared for, open and closed, newest first."""
    limit = edge.int_argument("limit", 100, 1, MOST_LISTED)
    with edge.transaction() as tx:
        return {"incidents": [listed(each) for each in queries.list_incidents(tx.conn, limit)]}


@blueprint.post("/incidents")
def post_incident() -> tuple[dict[str, Any], int]:
    """Open an incident. `start_at` and `rate` are an exercise's alone."""
    new = _new(edge.body())
    with edge.transaction() as tx:
        return present(tx, actions.open_incident(tx, new)), 201


@blueprint.post("/incidents/<int:incident_id>/close")
def post_close(incident_id: int) -> dict[str, Any]:
    """Close an incident; everything in it stays to be read."""
    with edge.transaction() as tx:
        return listed(actions.close_incident(tx, incident_id))


@blueprint.put("/incidents/<int:incident_id>/label")
def put_label(incident_id: int) -> dict[str, Any]:
    """Say how far an incident, with all that belongs to it, may be shown."""
    data = edge.body()
    label = _chosen(Label, data.get("label"))
    with edge.transaction() as tx:
        return listed(actions.relabel_incident(tx, incident_id, label))


def _new(data: dict[str, Any]) -> NewIncident:
    exercise, rate = data.get("exercise"), data.get("rate")
    if not isinstance(exercise, bool) or not (rate is None or type(rate) in (int, float)):
        raise InvalidInput(
            "E-INC-010",
            Text("事件没有打开", "The incident was not opened"),
            Text(
                "exercise 要是 true 或 false，rate 要是数",
                "exercise must be true or false, and rate a number",
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
        kind=_chosen(IncidentKind, data.get("kind")),
        name=text_of(data, "name"),
        exercise=exercise,
        storm_id=optional_text(data, "storm_id"),
        label=_chosen(Label, data.get("label") or Label.INTERNAL),
        start_at=start_at,
        rate=None if rate is None else float(rate),
    )


def _chosen(kind: Callable[[str], Chosen], text: object) -> Chosen:
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


def listed(incident: Incident) -> dict[str, Any]:
    """JSON of an incident in a list: what it is, not how it stands."""
    closed_at = incident.closed_at
    return {
        "incident_id": incident.incident_id,
        "kind": incident.kind,
        "name": incident.name,
        "exercise": incident.exercise,
        "storm_id": incident.storm_id,
        "label": incident.label,
        "opened_at": format_utc(incident.opened_at),
        "closed_at": None if closed_at is None else format_utc(closed_at),
    }


def present(tx: Transaction, incident: Incident) -> dict[str, Any]:
    """JSON of an incident; `real_at` lets the browser correct its own clock."""
    span = queries.storm_span(tx.conn, incident.storm_id) if incident.storm_id else None
    real_at = real_now()
    clock = incident.clock
    at = clock.at(real_at)
    responses = queries.list_active_responses(tx.conn, incident.incident_id, at)
    return listed(incident) | {
        "clock": {
            "anchor_real_at": format_utc(clock.anchor_real_at),
            "anchor_incident_at": format_utc(clock.anchor_incident_at),
            "rate": clock.rate,
            "span": None if span is None else [format_utc(moment) for moment in span],
        },
        "real_at": format_utc(real_at),
        "incident_at": format_utc(at),
        "response": [
            {
                "track": each.track,
                "title": each.track.names,
                "level": each.level,
                "issuer_unit": each.issuer_unit,
                "started_at": format_utc(each.started_at),
            }
            for each in responses
        ],
    }
