"""SQL that defers a job inside the caller's transaction: data and job commit together."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.database import Connection


def defer(
    conn: Connection,
    task: str,
    arguments: Mapping[str, Any],
    *,
    queue: str = "default",
    once: str | None = None,
) -> int | None:
    """Defer `task` of `app.worker.jobs`; its id, or None when one named `once` already waits."""
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
