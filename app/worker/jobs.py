"""Every background job, in one list. A job names its inputs by id and reads them afresh."""

import logging
from datetime import timedelta
from typing import Any

import procrastinate
import structlog
from procrastinate import builtin_tasks

from app.clock import real_now
from app.database import CONNECT_S, ROUND, Database
from app.feeds.polling import Surroundings
from app.worker import queries
from app.worker.closure_jobs import add_closure_jobs
from app.worker.feed_jobs import add_feed_jobs
from app.worker.people_jobs import add_people_jobs
from app.worker.storm_jobs import Compute, add_storm_jobs
from app.worker.task_jobs import add_task_jobs

REJECTIONS_KEPT = timedelta(days=7)
FINISHED_JOBS_KEPT_H = 72


def make_app(
    dsn: str,
    database: Database,
    surroundings: Surroundings | None = None,
    ensemble: Compute | None = None,
) -> procrastinate.App:
    """The job application over `dsn`; the jobs themselves use `database`. Without `surroundings`
    no feed is asked; without `ensemble` it is computed in this process."""
    connector = procrastinate.PsycopgConnector(
        conninfo=dsn, kwargs={"options": ROUND.options, "connect_timeout": CONNECT_S}
    )
    app = procrastinate.App(connector=connector)
    log = structlog.get_logger()

    @app.periodic(cron="17 * * * *", periodic_id="housekeeping")
    @app.task(name="housekeeping", queueing_lock="housekeeping")
    def housekeeping(timestamp: int) -> None:
        """Delete what is kept only for a while."""
        with database.connection() as conn:
            deleted = queries.delete_rejections_before(conn, real_now() - REJECTIONS_KEPT)
        log.info("housekeeping", rejections_deleted=deleted)

    @app.periodic(cron="37 * * * *", periodic_id="remove_finished_jobs")
    @app.task(name="remove_finished_jobs", queueing_lock="remove_finished_jobs", pass_context=True)
    async def remove_finished_jobs(context: procrastinate.JobContext, timestamp: int) -> Any:
        """Delete finished jobs after three days."""
        return await builtin_tasks.remove_old_jobs(context, max_hours=FINISHED_JOBS_KEPT_H)

    add_storm_jobs(app, database, ensemble)
    add_closure_jobs(app, database)
    add_task_jobs(app, database)
    add_feed_jobs(app, database, surroundings)
    add_people_jobs(app, database)
    return app


def quiet_library_logs() -> None:
    """procrastinate tells every poll at INFO; only its warnings are news."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
