"""SQL that defers a job inside the caller's transaction: data and job commit together."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.database import Connection

_WAITS = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %(once)s AND status = 'todo'"


def defer(
    conn: Connection,
    task: str,
    arguments: Mapping[str, Any],
    *,
    queue: str = "default",
    once: str | None = None,
) -> int | None:
    """Defer `task` of `app.worker.jobs`; its id, or None when one named `once` already waits."""
    # Asked first so that the caller's transaction is open: the block below is then a savepoint in
    # it, and never a transaction of its own that would commit the job alone.
    if conn.execute(_WAITS, {"once": once}).fetchone() is not None:
        return None
    try:
        with conn.transaction():
            row = conn.execute(
                """
                SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[
                    ROW(%(queue)s, %(task)s, 0, %(once)s, %(once)s, %(arguments)s, NULL)
                ]::procrastinate_job_to_defer_v1[]))
                """,
                {"queue": queue, "task": task, "once": once, "arguments": Jsonb(dict(arguments))},
            ).fetchone()
    except psycopg.errors.UniqueViolation:
        return None
    return None if row is None else int(row[0])
