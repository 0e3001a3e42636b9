"""SQL of the job queue: a job deferred with its data in one transaction, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.database import Connection


@dataclass(frozen=True, slots=True)
class Backlog:
    """Jobs that could run now and do not, those that run, and since when the oldest waits that
    yields to nobody."""

    waiting: int
    running: int
    oldest_at: datetime | None
    oldest_task: str | None


YIELDING = -1  # procrastinate's priority
_WAITS = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %(once)s AND status = 'todo'"


def defer(
    conn: Connection,
    task: str,
    arguments: Mapping[str, Any],
    *,
    queue: str = "default",
    once: str | None = None,
    alone: str | None = None,
    yielding: bool = False,
) -> int | None:
    """Defer `task` of `app.worker.jobs`; its id, or None when one named `once` already waits.

    Of the jobs that share a name in `alone` one runs at a time; `once` stands in for it. A
    `yielding` one is taken when no other waits, and however long it waits is no trouble."""
    # Asked first so that the caller's transaction is open: the block below is then a savepoint in
    # it, and never a transaction of its own that would commit the job alone.
    if conn.execute(_WAITS, {"once": once}).fetchone() is not None:
        return None
    try:
        with conn.transaction():
            row = conn.execute(
                """
                SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[
                    ROW(%(queue)s, %(task)s, %(priority)s, %(alone)s, %(once)s, %(arguments)s, NULL)
                ]::procrastinate_job_to_defer_v1[]))
                """,
                {
                    "queue": queue,
                    "task": task,
                    "priority": YIELDING if yielding else 0,
                    "once": once,
                    "alone": alone or once,
                    "arguments": Jsonb(dict(arguments)),
                },
            ).fetchone()
    except psycopg.errors.UniqueViolation:
        return None
    return None if row is None else int(row[0])


def find_backlog(conn: Connection) -> Backlog:
    """What waits and what runs; a job planned for later does not wait."""
    row = conn.execute(
        """
        WITH waiting AS (
            SELECT job.task_name, job.priority,
                   (SELECT max(event.at) FROM procrastinate_events event
                    WHERE event.job_id = job.id) AS since
            FROM procrastinate_jobs job
            WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
        ), oldest AS (
            SELECT since, task_name FROM waiting WHERE priority >= 0 ORDER BY since LIMIT 1
        )
        SELECT (SELECT count(*) FROM waiting),
               (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'),
               (SELECT since FROM oldest), (SELECT task_name FROM oldest)
        """
    ).fetchone()
    assert row is not None  # noqa: S101 the query has one row
    return Backlog(*row)
