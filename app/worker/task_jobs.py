"""What the clock and the forecast do to tasks."""

import procrastinate
import structlog

from app.accounts.model import SYSTEM_ACTOR
from app.database import Database
from app.incidents.queries import get_incident, list_open_incidents
from app.tasks.clockwork import escalate, reschedule
from app.transaction import begin
from app.worker.reactions import RESCHEDULE_TASKS


def add_task_jobs(app: procrastinate.App, database: Database) -> None:
    """Add them to the list."""

    # At ×60 a round of 5 s is five minutes of an exercise.
    @app.periodic(cron="* * * * * */5", periodic_id="escalate_tasks")
    @app.task(name="escalate_tasks", queueing_lock="escalate_tasks")
    def escalate_tasks(timestamp: int) -> None:
        """Take what nobody acknowledged to the unit above, by each incident's own clock."""
        escalate_everywhere(database)

    @app.task(name=RESCHEDULE_TASKS)
    def reschedule_tasks(incident_id: int) -> None:
        """Count an incident's moving deadlines from the newest forecast."""
        with begin(database, SYSTEM_ACTOR) as tx:
            incident = get_incident(tx.conn, incident_id)
            moved = reschedule(tx, incident, incident.clock.now())
        structlog.get_logger().info("tasks_rescheduled", incident=incident_id, moved=moved)


def escalate_everywhere(database: Database) -> int:
    """Each open incident in a transaction of its own; how many tasks went up."""
    with begin(database, SYSTEM_ACTOR) as tx:
        incidents = list_open_incidents(tx.conn)
    raised = 0
    for incident in incidents:
        with begin(database, SYSTEM_ACTOR) as tx:
            raised += escalate(tx, incident, incident.clock.now())
    if raised:
        structlog.get_logger().info("tasks_escalated", raised=raised)
    return raised
