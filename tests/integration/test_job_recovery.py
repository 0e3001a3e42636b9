"""Jobs of a worker that is gone are done again, and nobody else's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.database import Connection, connect
from app.jobs.queries import defer, find_backlog
from app.worker.recovery import MOST_ATTEMPTS, STILL_LOOKS, Heartbeats, recover
from tests.live_process import eventually
from tests.worker_process import worker_process

NOON = datetime(2026, 7, 10, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_jobs(conn: Connection) -> None:
    conn.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def begin_work(conn: Connection) -> int:
    """A worker that takes the job that waits, and is then heard no more."""
    row = conn.execute("SELECT procrastinate_register_worker_v1()").fetchone()
    worker = int(str((row or (0,))[0]).strip("()"))
    conn.execute("SELECT procrastinate_fetch_job_v2(NULL, %s)", (worker,))
    return worker


def statuses(conn: Connection) -> list[tuple[str, str]]:
    return conn.execute(
        "SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id"
    ).fetchall()


def look_until_gone(conn: Connection) -> int:
    heartbeats = Heartbeats()
    return sum(recover(conn, heartbeats) for _ in range(STILL_LOOKS))


def test_a_heartbeat_that_stands_still_is_told_from_one_that_is_old():
    heartbeats = Heartbeats()
    for looks in range(1, STILL_LOOKS):
        assert heartbeats.look({1: NOON, 2: NOON + timedelta(seconds=looks)}) == []
    assert heartbeats.look({1: NOON, 2: NOON + timedelta(hours=1)}) == [1]
    assert heartbeats.look({1: NOON + timedelta(seconds=1)}) == []


def test_a_job_whose_worker_was_killed_waits_again(conn: Connection):
    defer(conn, "retime_zones", {"incident_id": 1}, once="retime_zones:1")
    begin_work(conn)
    assert statuses(conn) == [("retime_zones", "doing")]
    assert look_until_gone(conn) == 1
    assert statuses(conn) == [("retime_zones", "todo")]
    assert conn.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def test_where_its_successor_waits_already_it_only_lets_it_pass(conn: Connection):
    """The successor waited on the lock of a job that nobody did: for the whole incident."""
    defer(conn, "retime_zones", {"incident_id": 1}, once="retime_zones:1")
    begin_work(conn)
    defer(conn, "retime_zones", {"incident_id": 1}, once="retime_zones:1")
    begin_work(conn)  # cannot take it
    assert statuses(conn) == [("retime_zones", "doing"), ("retime_zones", "todo")]
    assert look_until_gone(conn) == 1
    begin_work(conn)
    assert statuses(conn) == [("retime_zones", "failed"), ("retime_zones", "doing")]


def test_the_jobs_of_a_worker_that_lives_are_left_alone(conn: Connection):
    defer(conn, "brief_changes", {"incident_id": 1})
    worker, heartbeats = begin_work(conn), Heartbeats()
    for _ in range(2 * STILL_LOOKS):
        conn.execute("SELECT procrastinate_update_heartbeat_v1(%s)", (worker,))
        assert recover(conn, heartbeats) == 0
    assert statuses(conn) == [("brief_changes", "doing")]


def test_a_job_that_takes_its_worker_along_is_given_up(conn: Connection):
    defer(conn, "wind_ensemble", {"incident_id": 1})
    for _ in range(MOST_ATTEMPTS):
        begin_work(conn)
        assert look_until_gone(conn) == 1
        assert statuses(conn) == [("wind_ensemble", "todo")]
    begin_work(conn)
    look_until_gone(conn)
    assert statuses(conn) == [("wind_ensemble", "failed")]


def test_the_backlog_tells_since_when_the_oldest_waits(conn: Connection):
    assert find_backlog(conn).oldest_at is None
    defer(conn, "brief_changes", {"incident_id": 1}, once="x")
    begin_work(conn)
    defer(conn, "brief_changes", {"incident_id": 1}, once="x")
    defer(conn, "retime_zones", {"incident_id": 1})
    conn.execute(
        "UPDATE procrastinate_events SET at = %s WHERE job_id = (SELECT min(id) FROM"
        " procrastinate_jobs WHERE status = 'todo')", (NOON,)
    )  # fmt: skip
    found = find_backlog(conn)
    assert (found.waiting, found.running) == (2, 1)
    assert (found.oldest_at, found.oldest_task) == (NOON, "brief_changes")


def test_what_yields_goes_last_and_its_wait_is_no_trouble(conn: Connection):
    """The ensemble yields to everything: on a busy machine the next waited minutes, and every
    screen said that timing may be old."""
    defer(conn, "wind_ensemble", {"incident_id": 1}, yielding=True)
    assert (find_backlog(conn).waiting, find_backlog(conn).oldest_at) == (1, None)
    defer(conn, "retime_zones", {"incident_id": 1})
    begin_work(conn)
    assert statuses(conn) == [("wind_ensemble", "todo"), ("retime_zones", "doing")]


@pytest.mark.load
def test_what_a_killed_worker_was_doing_is_done_by_the_next(
    conn: Connection, empty_database: str, tmp_path: Path
):
    """`kill -9` in the middle of a job, and its successor waits already."""
    lock = "retime_zones:1"
    defer(conn, "retime_zones", {"incident_id": 1}, once=lock)
    with connect(empty_database) as busy, worker_process(empty_database, tmp_path) as first:
        busy.execute("LOCK TABLE incident IN ACCESS EXCLUSIVE MODE")
        eventually(lambda: ("retime_zones", "doing") in statuses(conn))
        first.kill()
        first.wait()
        busy.rollback()
    defer(conn, "retime_zones", {"incident_id": 1}, once=lock)
    assert ("retime_zones", "doing") in statuses(conn)
    with worker_process(empty_database, tmp_path):
        eventually(lambda: not waits_or_runs(conn), patience_s=90)


def waits_or_runs(conn: Connection) -> bool:
    return any(
        task == "retime_zones" and status in ("todo", "doing") for task, status in statuses(conn)
    )
