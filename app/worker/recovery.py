"""Takes up again what a worker that is gone was doing.

A killed worker leaves its jobs as `doing`, and what waits on their locks would wait for ever. A
worker counts as gone when its heartbeat stood still over several answered looks, not when it is
old: after a database that hung, or a machine that slept, every heartbeat is old for a moment.
"""

import threading
from collections.abc import Mapping
from datetime import datetime

import psycopg
import structlog

from app.database import ROUND, Connection, connect
from app.worker import queries

log = structlog.get_logger()

LOOK_EVERY_S = 5.0
HEARTBEAT_S = 2.0
STILL_LOOKS = 4
MOST_ATTEMPTS = 3  # a job that has taken its worker along so often is not tried again
AWAY_S = 2.0


class Heartbeats:
    """What each worker's heartbeat was at the last look, and for how many looks since."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[datetime, int]] = {}

    def look(self, heartbeats: Mapping[int, datetime]) -> list[int]:
        """Take a look; gives the workers whose heartbeat stands still."""
        self._seen = {
            worker: (at, self._count_looks(worker, at)) for worker, at in heartbeats.items()
        }
        return [worker for worker, (_, looks) in self._seen.items() if looks >= STILL_LOOKS]

    def _count_looks(self, worker: int, at: datetime) -> int:
        before, looks = self._seen.get(worker, (at, 0))
        return looks + 1 if before == at else 1


def recover(conn: Connection, heartbeats: Heartbeats) -> int:
    """Let the jobs of workers that are gone be done again; gives how many."""
    with conn.transaction():
        gone = heartbeats.look(queries.list_heartbeats(conn))
        jobs = queries.lock_orphaned_jobs(conn, gone)
        for job in jobs:
            again = job.attempts < MOST_ATTEMPTS and queries.retry_job(conn, job.job_id)
            if not again:
                queries.fail_job(conn, job.job_id)
            log.warning("job_recovered", task=job.task, attempts=job.attempts + 1, again=again)
        queries.forget_workers(conn, gone)
    return len(jobs)


def follow_heartbeats(dsn: str, stopping: threading.Event) -> None:
    """Recover until `stopping`; wait out an absent database."""
    heartbeats = Heartbeats()
    while not stopping.is_set():
        try:
            _follow_jobs(dsn, heartbeats, stopping)
        except psycopg.OperationalError as error:
            log.warning("recovery_waits", why=str(error).strip())
            stopping.wait(AWAY_S)


def _follow_jobs(dsn: str, heartbeats: Heartbeats, stopping: threading.Event) -> None:
    application = "haitang-recovery"
    with connect(dsn, autocommit=True, application=application, patience=ROUND) as conn:
        while not stopping.is_set():
            recover(conn, heartbeats)
            stopping.wait(LOOK_EVERY_S)
