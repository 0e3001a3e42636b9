"""The private cluster: who starts it, who stops it, what survives a kill."""

import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.cluster import ClusterSession, place_at, running
from app.cluster.lock import FileLock, is_held
from app.cluster.place import ClusterPaths


def _wait(claim: Callable[[], bool], limit_s: float = 40.0) -> None:
    deadline = time.monotonic() + limit_s
    while not claim():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.05)


def _answers(dsn: str) -> bool:
    try:
        psycopg.connect(dsn).close()
    except psycopg.OperationalError:
        return False
    return True


def _postmaster_pid(place: ClusterPaths) -> int:
    return int((place.cluster_dir / "postmaster.pid").read_text().splitlines()[0])


def _keeper_pid(place: ClusterPaths) -> int:
    status = Path(f"/proc/{_postmaster_pid(place)}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid")))


@pytest.fixture
def data_dir() -> Iterator[Path]:

    made = Path(tempfile.mkdtemp(prefix="海塘 test-"))
    made.chmod(0o755)
    yield made
    _wait(lambda: not is_held(place_at(made).keeper_lock))
    shutil.rmtree(place_at(made).run_dir, ignore_errors=True)
    shutil.rmtree(made)


def test_cluster_speaks_utf8_and_checks_its_pages(empty_database: str) -> None:
    with psycopg.connect(empty_database) as conn:
        row = conn.execute(
            "SELECT current_setting('server_encoding'), current_setting('data_checksums'),"
            " '沈家门' % '沈家门渔港', current_setting('listen_addresses')"
        ).fetchone()
    assert row == ("UTF8", "on", True, "")


def test_last_user_stops_the_cluster_and_not_an_earlier_one(data_dir: Path) -> None:
    place = place_at(data_dir)
    first = ClusterSession(place, durable=False)
    second = ClusterSession(place, durable=False)
    first.close()
    assert _answers(place.dsn())
    second.close()
    assert second.wait_until_stopped()
    assert not _answers(place.dsn())


def test_cluster_lives_through_kills_of_its_postmaster_and_its_keeper(data_dir: Path) -> None:
    with running(data_dir, durable=False) as dsn:
        place = place_at(data_dir)
        os.kill(_postmaster_pid(place), signal.SIGKILL)
        _wait(lambda: not _answers(dsn), 5)
        _wait(lambda: _answers(dsn))
        os.kill(_keeper_pid(place), signal.SIGKILL)
        _wait(lambda: not is_held(place.keeper_lock))
        with running(data_dir, durable=False) as again:
            assert _answers(again)


def test_users_death_stops_the_cluster(data_dir: Path) -> None:
    place = place_at(data_dir)
    child = os.fork()
    if child == 0:
        ClusterSession(place, durable=False)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    _wait(lambda: not is_held(place.keeper_lock))
    assert not (place.cluster_dir / "postmaster.pid").exists()


def test_a_newcomer_does_not_trust_a_keeper_that_is_just_leaving(data_dir: Path) -> None:
    place = place_at(data_dir)
    first = ClusterSession(place, durable=False)
    first.close()
    assert first.wait_until_stopped()
    leaving = FileLock(place.keeper_lock)  # the kernel may free `users_lock` before this one
    leaving.take()
    threading.Timer(0.5, leaving.close).start()
    newcomer = ClusterSession(place, durable=False)
    assert _answers(place.dsn())
    newcomer.close()
