"""HTTP of incidents."""

from typing import Any

from flask import Blueprint

from app import edge
from app.clock import format_utc, parse_utc, real_now
from app.errors import InvalidInput
from app.incidents import actions, queries
from app.incidents.model import Incident
from app.transaction import Transaction

blueprint = Blueprint("incidents", __name__, url_prefix="/api/v1")


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
        raise InvalidInput("E-CLK-004", "时钟没有改", str(error), "检查倍速与时刻") from error
    with edge.transaction() as tx:
        incident = queries.current_incident(tx.conn)
        return present(tx, actions.set_clock(tx, incident, rate=rate, incident_at=incident_at))


def present(tx: Transaction, incident: Incident) -> dict[str, Any]:
    """JSON of an incident; `real_at` lets the browser correct its own clock."""
    span = queries.storm_span(tx.conn, incident.storm_id) if incident.storm_id else None
    real_at = real_now()
    clock = incident.clock
    at = clock.at(real_at)
    responses = queries.list_active_responses(tx.conn, incident.incident_id, at)
    return {
        "incident_id": incident.incident_id,
        "kind": incident.kind,
        "name": incident.name,
        "exercise": incident.exercise,
        "storm_id": incident.storm_id,
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
