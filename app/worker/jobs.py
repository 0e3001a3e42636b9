"""Every background job, in one list. A job names its inputs by id and reads them afresh."""

import logging
from datetime import timedelta
from typing import Any

import procrastinate
import structlog
from procrastinate import builtin_tasks

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import Database
from app.evacuation.actions import retime_zones
from app.incidents.queries import find_current_incident, get_incident
from app.transaction import begin
from app.typhoon.actions import announce_bulletin
from app.worker import queries
from app.worker.reactions import RETIME_ZONES

REJECTIONS_KEPT = timedelta(days=7)
FINISHED_JOBS_KEPT_H = 72


def make_app(dsn: str, database: Database) -> procrastinate.App:
    """The job application over `dsn`; the jobs themselves use `database`."""
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

    return app


def quiet_library_logs() -> None:
    """procrastinate tells every poll at INFO; only its warnings are news."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
