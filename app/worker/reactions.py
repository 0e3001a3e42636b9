"""Which event runs which job: one table, and the loop that reads it.

What is lower never calls what is higher: it appends an event, and this answers it. Events and the
cursor's move commit with the jobs they cause, so each event is answered once, whatever falls.
"""

import threading

import psycopg
import structlog

from app.database import ROUND, Connection, connect
from app.events.model import Event, EventKind
from app.events.queries import list_events_after, listen
from app.incidents.queries import list_open_incidents
from app.jobs.queries import defer
from app.wind.ensemble.work import WIND_ENSEMBLE
from app.worker import queries

RETIME_ZONES = "retime_zones"
ANSWER_ZONES = "answer_zones"
BRIEF_CHANGES = "brief_changes"
RESCHEDULE_TASKS = "reschedule_tasks"

REACTIONS: tuple[tuple[EventKind, str], ...] = (
    (EventKind.TYPHOON_IMPORTED, RETIME_ZONES),
    (EventKind.SERIES_IMPORTED, RETIME_ZONES),
    (EventKind.CONFIGURATION_CHANGED, RETIME_ZONES),
    (EventKind.CLOCK_CHANGED, RETIME_ZONES),
    (EventKind.CLOSURE_CHANGED, RETIME_ZONES),
    (EventKind.BULLETIN_ISSUED, RESCHEDULE_TASKS),
    (EventKind.TYPHOON_IMPORTED, RESCHEDULE_TASKS),
    (EventKind.CLOCK_CHANGED, RESCHEDULE_TASKS),
    (EventKind.CLOSURE_CHANGED, ANSWER_ZONES),
    (EventKind.FERRY_STOPPED, ANSWER_ZONES),
    (EventKind.BULLETIN_ISSUED, BRIEF_CHANGES),
    (EventKind.TYPHOON_IMPORTED, BRIEF_CHANGES),
    (EventKind.BULLETIN_ISSUED, WIND_ENSEMBLE),
    (EventKind.TYPHOON_IMPORTED, WIND_ENSEMBLE),
    (EventKind.LAYER_IMPORTED, WIND_ENSEMBLE),
    (EventKind.CONFIGURATION_CHANGED, WIND_ENSEMBLE),
)
LOOK_AGAIN_S = 10.0
AWAY_S = 2.0


def react(conn: Connection) -> int:
    """Defer the jobs of every event not yet looked at; how many events there were."""
    with conn.transaction():
        events = list_events_after(conn, queries.lock_cursor(conn))
        for event in events:
            _defer_for(conn, event)
        if events:
            queries.move_cursor(conn, events[-1].seq)
    return len(events)


def follow_events(dsn: str, stopping: threading.Event) -> None:
    """React as events come, until `stopping`; wait out an absent database."""
    while not stopping.is_set():
        try:
            _follow_events(dsn, stopping)
        except psycopg.OperationalError as error:
            structlog.get_logger().warning("reactions_wait", why=str(error).strip())
            stopping.wait(AWAY_S)


def _follow_events(dsn: str, stopping: threading.Event) -> None:
    with connect(dsn, autocommit=True, application="haitang-reactions", patience=ROUND) as conn:
        listen(conn)
        while not stopping.is_set():
            while react(conn):
                pass
            for _ in conn.notifies(timeout=LOOK_AGAIN_S, stop_after=1):
                break


def _defer_for(conn: Connection, event: Event) -> None:
    for kind, job in REACTIONS:
        if kind == event.kind:
            for incident_id in _find_concerned(conn, event):
                once = f"{job}:{incident_id}"
                yields = job == WIND_ENSEMBLE
                alone = job if yields else once
                asked = {"incident_id": incident_id}
                defer(conn, job, asked, once=once, alone=alone, yielding=yields)


def _find_concerned(conn: Connection, event: Event) -> list[int]:
    """Its incident; without one, those that are open in its world, or everywhere."""
    if event.incident_id is not None:
        return [event.incident_id]
    return [
        each.incident_id
        for each in list_open_incidents(conn)
        if event.world_id in (None, each.world.world_id)
    ]
