"""Seals the audit entries of each day that is over, and moves old days to files."""

from datetime import timedelta
from pathlib import Path

import procrastinate
import structlog

from app.audit.actions import archive_days, seal_days
from app.clock import real_now
from app.configuration.queries import value
from app.database import Database


def add_audit_jobs(app: procrastinate.App, database: Database, folder: Path) -> None:
    """Hourly: a worker that was off at midnight seals what it missed."""

    @app.periodic(cron="7 * * * *", periodic_id="seal_audit")
    @app.task(name="seal_audit", queueing_lock="seal_audit")
    def seal_audit(timestamp: int) -> None:  # pyright: ignore[reportUnusedFunction] a job
        """Seal complete days; archive those past the office's term."""
        now = real_now()
        with database.connection() as conn, conn.transaction():
            sealed = seal_days(conn, now, folder)
            term = timedelta(days=value(conn, "audit.keep_days"))
            moved = archive_days(conn, now - term, folder)
        structlog.get_logger().info("audit_sealed", days=len(sealed), archived=moved)
