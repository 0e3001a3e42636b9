"""What follows from a closure: every zone worked out anew, over the roads and lines there are."""

import procrastinate
import structlog

from app.accounts.model import SYSTEM_ACTOR
from app.database import Database
from app.evacuation.actions import Planner, answer_again
from app.evacuation.queries import list_zones
from app.incidents.queries import get_incident
from app.network.cache import NetworkCache
from app.transaction import begin
from app.worker.reactions import ANSWER_ZONES


def add_closure_jobs(app: procrastinate.App, database: Database) -> None:
    """Add them to the list."""
    cache = NetworkCache()

    @app.task(name=ANSWER_ZONES)
    def answer_zones(incident_id: int) -> None:
        """Answer an incident's zones again: a way they use was closed, stopped or opened."""
        changed = answer_all(database, cache, incident_id)
        structlog.get_logger().info("zones_answered", incident=incident_id, changed=changed)


def answer_all(database: Database, cache: NetworkCache, incident_id: int) -> int:
    """Each zone in a transaction of its own, by number; how many say something else."""
    with begin(database, SYSTEM_ACTOR) as tx:
        zones = list_zones(tx.conn, incident_id)
    changed = 0
    for zone in zones:
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            planner = Planner(tx, cache, incident, incident.clock.now())
            changed += answer_again(planner, zone.zone_id)
    return changed
