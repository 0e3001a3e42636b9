"""The event stream over HTTP, for a client that missed some."""

from typing import Any

from flask import Blueprint

from app import edge
from app.events.queries import last_seq, list_events_after

blueprint = Blueprint("events", __name__, url_prefix="/api/v1")


@blueprint.get("/events")
def get_events() -> dict[str, Any]:
    """Events after a sequence number, in order; none may be lost."""
    after = edge.int_argument("after", 0, 0, 2**62)
    with edge.transaction() as tx:
        return {"events": list_events_after(tx.conn, after), "last_seq": last_seq(tx.conn)}
