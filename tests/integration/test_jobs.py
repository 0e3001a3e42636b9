"""Jobs commit with the data that asks for them, and events cause theirs exactly once."""

import asyncio
from datetime import UTC, datetime

import psycopg
import pytest

from app.accounts.model import SYSTEM_ACTOR
from app.database import Database, connect
from app.events.model import EventKind
from app.incidents.queries import current_incident
from app.jobs.queries import defer
from app.transaction import on_connection
from app.wind.ensemble.work import WIND_ENSEMBLE
from app.worker.jobs import make_app
from app.worker.reactions import RETIME_ZONES, react

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)


def waiting(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as conn:
        rows = conn.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        return [row[0] for row in rows]


@pytest.fixture(autouse=True)
def no_jobs(city_database: str) -> None:
    with connect(city_database) as conn:
        react(conn)
        conn.execute("DELETE FROM procrastinate_jobs")


def test_job_of_a_transaction_that_fails_is_not_there(city_database: str) -> None:
    with pytest.raises(ZeroDivisionError), connect(city_database) as conn:
        defer(conn, "housekeeping", {"timestamp": 0})
        raise ZeroDivisionError
    assert waiting(city_database) == []


def test_job_that_already_waits_is_not_deferred_again(city_database: str) -> None:
    with connect(city_database) as conn:
        assert defer(conn, RETIME_ZONES, {"incident_id": 1}, once="x") is not None
        assert defer(conn, RETIME_ZONES, {"incident_id": 1}, once="x") is None
    assert waiting(city_database) == [RETIME_ZONES]


def test_changed_value_has_the_zones_timed_again_once(city_database: str) -> None:
    with connect(city_database) as conn, on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(EventKind.CONFIGURATION_CHANGED, "201509", {}, valid_at=NOON)
        tx.append_event(EventKind.LAYER_IMPORTED, "x", {}, valid_at=NOON)
    with connect(city_database) as conn:
        assert react(conn) == 2
        assert react(conn) == 0
    assert sorted(waiting(city_database)) == [RETIME_ZONES, WIND_ENSEMBLE]


def test_worker_runs_what_was_deferred(city_database: str) -> None:
    with connect(city_database) as conn:
        incident_id = current_incident(conn).incident_id
        defer(conn, RETIME_ZONES, {"incident_id": incident_id})
        defer(conn, "housekeeping", {"timestamp": 0})

    async def run() -> None:
        async with make_app(city_database, database).open_async() as app:
            await app.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    database = Database(city_database)
    asyncio.run(run())
    database.close()
    with psycopg.connect(city_database) as conn:
        states = conn.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs"
            " WHERE task_name IN ('retime_zones', 'housekeeping') ORDER BY 1"
        ).fetchall()
    assert set(states) == {("housekeeping", "succeeded"), ("retime_zones", "succeeded")}
