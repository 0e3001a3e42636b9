"""The event stream over HTTP, for a client that missed some."""

from typing import Any

from flask import Blueprint, request

from app import edge
from app.events.queries import last_seq, list_events_after
from app.incidents.routes import incident_asked

blueprint = Blueprint("events", __name__, url_prefix="/api/v1")


@blueprint.get("/events")
def get_events() -> dict[str, Any]:
    """Events after a sequence number, in order; with `incident` those that concern it."""
    after = edge.int_argument("after", 0, 0, 2**62)
    with edge.transaction() as tx:
        named = incident_asked(tx).incident_id if request.args.get("incident") else None
        events = list_events_after(tx.conn, after, named)
        return {"events": events, "last_seq": last_seq(tx.conn)}
