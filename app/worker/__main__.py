"""`python -m app.worker`: runs jobs until told to stop or the supervisor is gone."""

import asyncio
import sys
import threading

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException

from app.audit.witness import witness_of
from app.database import JOB, Database
from app.feeds.polling import Surroundings
from app.lifeline import leave_with_parent
from app.logs import configure_logs
from app.settings import Settings, load_settings
from app.worker.aside import Aside
from app.worker.audit_jobs import add_audit_jobs
from app.worker.jobs import make_app, quiet_library_logs
from app.worker.reactions import follow_events
from app.worker.recovery import HEARTBEAT_S, follow_heartbeats

CONCURRENCY = 2
SHUTDOWN_GRACE_S = 5


async def work(settings: Settings, dsn: str) -> None:
    """Take jobs as they come; a signal lets running ones end within the grace."""
    database = Database(dsn, size=CONCURRENCY, application="haitang-worker", patience=JOB)
    feeds = Surroundings(settings.feed_allow, settings.watch_dir or settings.data_dir / "incoming")
    stopping = threading.Event()
    for follow in (follow_events, follow_heartbeats):
        threading.Thread(target=follow, args=(dsn, stopping), daemon=True).start()
    try:
        jobs = make_app(dsn, database, feeds, Aside(dsn))
        add_audit_jobs(jobs, database, witness_of(settings), settings.audit_database_url)
        async with jobs.open_async() as app:
            await app.run_worker_async(
                name="haitang",
                concurrency=CONCURRENCY,
                shutdown_graceful_timeout=SHUTDOWN_GRACE_S,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT_S,
            )
    finally:
        stopping.set()
        database.close()


def main() -> int:
    """Exit code 1 when the database is away: the supervisor starts us again, ever later."""
    settings = load_settings()
    configure_logs(settings, "worker")
    quiet_library_logs()
    leave_with_parent()
    if settings.database_url is None:
        structlog.get_logger().error("no database address; start with ./haitang run")
        return 1
    try:
        asyncio.run(work(settings, settings.database_url))
    except (ConnectorException, psycopg.OperationalError) as error:
        structlog.get_logger().warning("database away", error=str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
