"""Seals each day that is over, tells the witness the chain's end, moves old days to files."""

from datetime import timedelta

import procrastinate
import structlog

from app.audit.actions import archive_days, seal_days
from app.audit.queries import find_head
from app.audit.witness import Witness
from app.clock import real_now
from app.configuration.queries import value
from app.database import JOB, Database, connect


def add_audit_jobs(
    app: procrastinate.App, database: Database, witness: Witness, archive_dsn: str | None
) -> None:
    """Hourly: a worker that was off at midnight seals what it missed. Each minute: the head."""

    @app.periodic(cron="7 * * * *", periodic_id="seal_audit")
    @app.task(name="seal_audit", queueing_lock="seal_audit")
    def seal_audit(timestamp: int) -> None:  # pyright: ignore[reportUnusedFunction] a job
        """Seal complete days; archive those past the office's term."""
        with database.connection() as conn, conn.transaction():
            sealed = seal_days(conn, real_now(), witness)
            term = timedelta(days=value(conn, "audit.keep_days"))
        moved = 0 if archive_dsn is None else _archive_term(archive_dsn, term, witness)
        structlog.get_logger().info("audit_sealed", days=len(sealed), archived=moved)

    @app.periodic(cron="* * * * *", periodic_id="witness_audit")
    @app.task(name="witness_audit", queueing_lock="witness_audit")
    def witness_audit(timestamp: int) -> None:  # pyright: ignore[reportUnusedFunction] a job
        """Tell the witness how far the chain has come."""
        with database.connection() as conn:
            head = find_head(conn)
        if head is not None:
            witness.tell_head(head)


def _archive_term(dsn: str, term: timedelta, witness: Witness) -> int:
    """As the archiving role: nobody else may take entries out of the table."""
    with connect(dsn, application="haitang-archive", patience=JOB) as conn:
        return archive_days(conn, real_now() - term, witness.folder)
