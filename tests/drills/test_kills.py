"""`kill -9` of each process under load, whole twice: back by itself, nothing taken is lost."""

import subprocess
from collections.abc import Callable, Iterator

import psycopg
import pytest

from app.cluster import running
from app.cluster.lock import is_held
from app.jobs.queries import find_backlog
from tests.drills.installation import Installation, installed, wait
from tests.drills.length import length
from tests.drills.load import Load, register_devices
from tests.drills.screen import Screen, open_wall

pytestmark = pytest.mark.drill

# The database last-but-one: its recovery is the longest. The supervisor takes all with it.
TARGETS = ("live", "web", "worker", "nginx", "exercise", "database", "supervisor")
BACK_WITHIN_S = 30.0


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with installed() as made:
        made.start()
        register_devices(made.place.dsn())
        made.stop()
        made.start()  # `live` reads the register when it starts
        yield made


@pytest.fixture(scope="module")
def load(installation: Installation) -> Iterator[Load]:
    reporting = Load(installation)
    reporting.start()
    try:
        wait(lambda: len(reporting.positions) > 100, 30, "first acknowledgements")
        yield reporting
    finally:
        reporting.stop()


@pytest.fixture(scope="module")
def screen(installation: Installation) -> Iterator[Screen]:
    with open_wall(installation.planner()) as opened:
        yield opened


@pytest.mark.parametrize("target", [t for t in TARGETS for _ in range(length(1, 2))])
def test_killed_process_is_back_and_takes_reports_again(
    target: str,
    installation: Installation,
    load: Load,
    screen: Screen,
    record_property: Callable[[str, object], None],
) -> None:
    seconds = installation.kill(target)
    record_property("figure", f"{target} {seconds:.1f} s")
    assert seconds < BACK_WITHIN_S
    before = len(load.positions), len(load.field_reports)
    wait(lambda: len(load.positions) > before[0], 30, "a position acknowledged")
    wait(lambda: len(load.field_reports) > before[1], 30, "a field report acknowledged")
    screen.wait_for_frames(5, 40)
    screen.wait_until_connected(10)
    assert not screen.was_reloaded()


def test_no_job_waits_for_a_worker_that_is_gone(
    installation: Installation, record_property: Callable[[str, object], None]
) -> None:
    """A killed worker left its jobs as running, and their like waited for the whole incident."""
    left = """
        SELECT count(*) FROM procrastinate_jobs job
        LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
        WHERE job.status = 'doing'
          AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '30 s')
    """
    with psycopg.connect(installation.place.dsn(), autocommit=True) as conn:
        wait(lambda: conn.execute(left).fetchone() == (0,), 90, "jobs of the dead taken up")
        backlog = find_backlog(conn)
    record_property("figure", f"0 left, {backlog.waiting} waiting, {backlog.running} running")


def test_no_acknowledged_report_was_lost(installation: Installation, load: Load) -> None:
    load.stop()
    with psycopg.connect(installation.place.dsn()) as conn:
        stored = {
            (row[0], row[1])
            for row in conn.execute(
                """
                SELECT v.beidou_id, h.fix_at
                FROM position_history h JOIN vessel v USING (vessel_id)
                WHERE v.beidou_id LIKE '99000%'
                """
            )
        }
        reports = {row[0] for row in conn.execute("SELECT report_id FROM field_report")}
    print(f"{len(load.positions)} positions and {len(load.field_reports)} reports acknowledged")
    assert load.positions - stored == set()
    assert load.field_reports - reports == set()


def test_nothing_is_left_running_after_the_end(installation: Installation) -> None:
    installation.stop()
    wait(lambda: not is_held(installation.place.keeper_lock), 30, "cluster stopped")
    listing = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True)
    ours = [line for line in listing.stdout.splitlines() if str(installation.data_dir) in line]
    assert ours == []
    with running(installation.data_dir) as dsn, psycopg.connect(dsn) as conn:
        assert conn.execute("SELECT count(*) FROM admin_unit").fetchone() != (0,)
