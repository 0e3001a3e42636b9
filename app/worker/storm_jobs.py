"""What follows from a storm: bulletins as the clock brings them, timing, likelihood of the wind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import procrastinate
import structlog

from app.accounts.model import SYSTEM_ACTOR
from app.changes.actions import announce_stale, brief_changes
from app.database import Database
from app.evacuation.actions import retime_zones
from app.evacuation.queries import has_turned
from app.incidents.model import Incident
from app.incidents.queries import get_incident, list_open_incidents
from app.transaction import begin
from app.typhoon.actions import announce_bulletin
from app.wind.ensemble.work import WIND_ENSEMBLE, compute
from app.worker.reactions import BRIEF_CHANGES, RETIME_ZONES

FASTEST_UNASKED = 120.0
Compute = Callable[[str, datetime], timedelta | None]


def add_storm_jobs(
    app: procrastinate.App, database: Database, ensemble: Compute | None = None
) -> None:
    """Add them to the list. `ensemble` computes a storm's result, where not in this process."""
    log = structlog.get_logger()
    worked_out = ensemble or partial(compute, database)

    # The sixth column is seconds. At ×600 an hourly bulletin comes every 6 s.
    @app.periodic(cron="* * * * * */5", periodic_id="announce_bulletin")
    @app.task(name="announce_bulletin", queueing_lock="announce_bulletin")
    def announce(timestamp: int) -> None:
        """Tell everyone when an open incident's clock has reached a bulletin or a cut-off."""
        with begin(database, SYSTEM_ACTOR) as tx:
            for incident in list_open_incidents(tx.conn):
                at = incident.clock.now()
                issued = announce_bulletin(tx, incident, at) is not None
                if issued or has_turned(tx.conn, incident.incident_id, at):
                    retime_zones(tx, incident, at)
                announce_stale(tx, incident, at)

    @app.task(name=RETIME_ZONES)
    def retime(incident_id: int) -> None:
        """Run timing again for an incident's zones: the storm or an editable value changed."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            moved = retime_zones(tx, incident, incident.clock.now())
        log.info("zones_retimed", incident=incident_id, moved=moved)

    @app.task(name=BRIEF_CHANGES)
    def brief(incident_id: int) -> None:
        """Tell what the newest bulletins change against the ones before."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            made = brief_changes(tx, incident, incident.clock.now())
        log.info("changes_briefed", incident=incident_id, bulletins=len(made))

    @app.task(name=WIND_ENSEMBLE)
    def wind_ensemble(incident_id: int, storm_id: str | None = None, at: str | None = None) -> None:
        """Every place's likelihood and the map's bands, of a storm as known at a moment."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
        work_out_wind(worked_out, incident, storm_id, at)


def work_out_wind(
    worked_out: Compute, incident: Incident, asked_storm: str | None, at: str | None
) -> None:
    """Of the storm that a screen asks for, or of the incident's; as known then, or now.

    In a fast exercise bulletins come faster than they could be worked out: only screens ask.
    """
    storm_id = asked_storm or incident.storm_id
    if storm_id is None or (asked_storm is None and incident.clock.rate > FASTEST_UNASKED):
        return
    moment = incident.clock.now() if at is None else datetime.fromisoformat(at)
    took = worked_out(storm_id, moment)
    structlog.get_logger().info(
        "wind_ensemble", storm=storm_id, took_s=took and took.total_seconds()
    )
