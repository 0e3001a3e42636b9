"""Persons are kept no longer than the office needs them."""

import procrastinate
import structlog

from app.clock import real_now
from app.database import Database
from app.people.households import forget_persons


def add_people_jobs(app: procrastinate.App, database: Database) -> None:
    """Add them to the list."""

    @app.periodic(cron="27 * * * *", periodic_id="forget_persons")
    @app.task(name="forget_persons", queueing_lock="forget_persons")
    def forget(timestamp: int) -> None:  # pyright: ignore[reportUnusedFunction] a job
        """Forget whose time is over."""
        with database.connection() as conn:
            forgotten = forget_persons(conn, real_now())
        structlog.get_logger().info("persons_forgotten", rows=forgotten)
