"""The event stream over HTTP, for a client that missed some."""

from dataclasses import dataclass

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.events.model import Event
from app.events.queries import last_seq, list_events_after
from app.incidents.routes import incident_asked

blueprint = Blueprint("events", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events in commit order, and the number of the newest there is."""

    events: list[Event]
    last_seq: int


@blueprint.get("/events")
def get_events() -> EventPage:
    """Events after a sequence number, in order; with `incident` those that concern it."""
    after = edge.int_argument("after", 0, 0, 2**62)
    with edge.transaction() as tx:
        named = incident_asked(tx).incident_id if request.args.get("incident") else None
        return EventPage(list_events_after(tx.conn, after, named), last_seq(tx.conn))
