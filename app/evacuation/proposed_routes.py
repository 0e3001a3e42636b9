"""HTTP of what the forecast proposes to close."""

from dataclasses import dataclass
from datetime import datetime

from app import edge
from app.blueprint import Blueprint
from app.closures.queries import load_said
from app.evacuation.proposed_closures import ProposedClosure, proposals
from app.evacuation.routes import network_cache
from app.evacuation.wind import load_outlooks
from app.incidents.routes import incident_asked

blueprint = Blueprint("proposed_closures", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class ProposalList:
    """What the forecast known at `at` closes, the earliest first."""

    at: datetime
    proposals: list[ProposedClosure]


@blueprint.get("/closures/proposals")
def get_proposals() -> ProposalList:
    """Bridges, roads and lines that the forecast wind closes, and nobody has closed yet."""
    with edge.transaction() as tx:
        incident = incident_asked(tx)
        at = edge.at_argument() or incident.clock.now()
        network = network_cache().network(tx.conn)
        outlooks = load_outlooks(tx.conn, incident, at)
        said = load_said(tx.conn, incident, at)
        return ProposalList(at, proposals(network, outlooks, said, at))
