"""Every background job, in one list. A job names its inputs by id and reads them afresh."""

import logging
from datetime import datetime, timedelta
from typing import Any

import procrastinate
import structlog
from procrastinate import builtin_tasks

from app.accounts.model import SYSTEM_ACTOR
from app.changes.actions import announce_stale, brief_changes
from app.clock import real_now
from app.database import Database
from app.evacuation.actions import retime_zones
from app.feeds.polling import Surroundings
from app.incidents.queries import find_current_incident, get_incident
from app.transaction import begin
from app.typhoon.actions import announce_bulletin
from app.typhoon.ensemble.work import WIND_ENSEMBLE, compute
from app.worker import queries
from app.worker.feed_jobs import add_feed_jobs
from app.worker.reactions import BRIEF_CHANGES, RETIME_ZONES

REJECTIONS_KEPT = timedelta(days=7)
FINISHED_JOBS_KEPT_H = 72
FASTEST_UNASKED = 120.0


def make_app(
    dsn: str, database: Database, surroundings: Surroundings | None = None
) -> procrastinate.App:
    """The job application over `dsn`; the jobs themselves use `database`. Without `surroundings`
    no feed is asked."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=dsn))
    log = structlog.get_logger()

    @app.periodic(cron="17 * * * *", periodic_id="housekeeping")
    @app.task(name="housekeeping", queueing_lock="housekeeping")
    def housekeeping(timestamp: int) -> None:
        """Delete what is kept only for a while."""
        with database.connection() as conn:
            deleted = queries.delete_rejections_before(conn, real_now() - REJECTIONS_KEPT)
        log.info("housekeeping", rejections_deleted=deleted)

    # The sixth column is seconds. At ×600 an hourly bulletin comes every 6 s.
    @app.periodic(cron="* * * * * */5", periodic_id="announce_bulletin")
    @app.task(name="announce_bulletin", queueing_lock="announce_bulletin")
    def announce(timestamp: int) -> None:
        """Tell everyone when the incident's clock has reached a new bulletin."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = find_current_incident(tx.conn)
            if incident is not None:
                at = incident.clock.now()
                if announce_bulletin(tx, incident, at) is not None:
                    retime_zones(tx, incident, at)
                announce_stale(tx, incident, at)

    @app.periodic(cron="37 * * * *", periodic_id="remove_finished_jobs")
    @app.task(name="remove_finished_jobs", queueing_lock="remove_finished_jobs", pass_context=True)
    async def remove_finished_jobs(context: procrastinate.JobContext, timestamp: int) -> Any:
        """Delete finished jobs after three days."""
        return await builtin_tasks.remove_old_jobs(context, max_hours=FINISHED_JOBS_KEPT_H)

    @app.task(name=RETIME_ZONES)
    def retime(incident_id: int) -> None:
        """Run timing again for an incident's zones: the storm or an editable value changed."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            moved = retime_zones(tx, incident, incident.clock.now())
        log.info("zones_retimed", incident=incident_id, moved=moved)

    @app.task(name=WIND_ENSEMBLE)
    def wind_ensemble(incident_id: int, storm_id: str | None = None, at: str | None = None) -> None:
        """Every place's likelihood and the map's bands: of a storm as known at a moment, or of
        the incident's storm now."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
        storm_id = storm_id or incident.storm_id
        # In a fast exercise bulletins come faster than they could be worked out: screens ask.
        if storm_id is not None and (at is not None or incident.clock.rate <= FASTEST_UNASKED):
            moment = incident.clock.now() if at is None else datetime.fromisoformat(at)
            took = compute(database, storm_id, moment)
            log.info("wind_ensemble", storm=storm_id, took_s=took and took.total_seconds())

    @app.task(name=BRIEF_CHANGES)
    def brief(incident_id: int) -> None:
        """Tell what the newest bulletins change against the ones before."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            made = brief_changes(tx, incident, incident.clock.now())
        log.info("changes_briefed", incident=incident_id, bulletins=len(made))

    add_feed_jobs(app, database, surroundings)
    return app


def quiet_library_logs() -> None:
    """procrastinate tells every poll at INFO; only its warnings are news."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
