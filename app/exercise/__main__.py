"""`python -m app.exercise`: sails the fleet until told to stop or the supervisor is gone."""

import sys

import psycopg
import structlog

from app.errors import AppError
from app.exercise.process import run
from app.lifeline import leave_with_parent
from app.logs import configure_logs
from app.settings import load_settings


def main() -> int:
    """Exit code 1 when something needed is away: the supervisor starts us again, ever later."""
    settings = load_settings()
    configure_logs(settings, "exercise")
    leave_with_parent()
    if settings.database_url is None:
        structlog.get_logger().error("no database address; start with ./haitang demo")
        return 1
    try:
        run(settings, settings.database_url)
    except (AppError, psycopg.OperationalError) as error:
        structlog.get_logger().warning("exercise_stopped", why=str(error))
    return 1


if __name__ == "__main__":
    sys.exit(main())
