"""SQL of reactions, of the housekeeping and of jobs whose worker is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from app.database import Connection


@dataclass(frozen=True, slots=True)
class Orphan:
    """A job whose worker is gone."""

    job_id: int
    task: str
    attempts: int


def lock_cursor(conn: Connection) -> int:
    """Number of the last event that was looked at; a second worker waits here."""
    row = conn.execute("SELECT seq FROM reaction_cursor FOR UPDATE").fetchone()
    return 0 if row is None else int(row[0])


def move_cursor(conn: Connection, seq: int) -> None:
    """All events up to `seq` have been looked at."""
    conn.execute("UPDATE reaction_cursor SET seq = %s", (seq,))


def delete_rejections_before(conn: Connection, before: datetime) -> int:
    """Delete refused reports recorded before a moment; how many they were."""
    return conn.execute("DELETE FROM position_rejection WHERE recorded_at < %s", (before,)).rowcount


def list_heartbeats(conn: Connection) -> dict[int, datetime]:
    """Each worker's last heartbeat."""
    return dict(conn.execute("SELECT id, last_heartbeat FROM procrastinate_workers").fetchall())


def lock_orphaned_jobs(conn: Connection, gone: Sequence[int]) -> list[Orphan]:
    """Running jobs of these workers, or of one that is in no list any more."""
    rows = conn.execute(
        """
        SELECT id, task_name, attempts FROM procrastinate_jobs
        WHERE status = 'doing' AND (worker_id IS NULL OR worker_id = ANY(%s::bigint[]))
        ORDER BY id FOR UPDATE SKIP LOCKED
        """,
        (list(gone),),
    ).fetchall()
    return [Orphan(*row) for row in rows]


def retry_job(conn: Connection, job_id: int) -> bool:
    """Let a running job wait its turn again; False when its like waits already."""
    try:
        with conn.transaction():
            conn.execute(
                "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", (job_id,)
            )
    except psycopg.errors.UniqueViolation:
        return False
    return True


def fail_job(conn: Connection, job_id: int) -> None:
    """End a running job."""
    conn.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", (job_id,))


def forget_workers(conn: Connection, gone: Sequence[int]) -> None:
    """Strike these workers off; one that lives after all enters itself again."""
    conn.execute("DELETE FROM procrastinate_workers WHERE id = ANY(%s::bigint[])", (list(gone),))
