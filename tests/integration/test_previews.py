"""While a vertex is dragged only the newest preview is answered."""

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from app.exposure.newest import MIN_INTERVAL_S, NewestWins, Superseded


@pytest.fixture
def two(empty_database: str) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    with (
        psycopg.connect(empty_database) as first,
        psycopg.connect(empty_database) as second,
    ):
        yield first, second


def test_a_newer_preview_cancels_the_query_of_the_older_one(
    two: tuple[psycopg.Connection, psycopg.Connection],
) -> None:
    newest, outcome, running = NewestWins(), [], threading.Event()

    def older() -> None:
        try:
            with newest.turn("desk", two[0]):
                running.set()
                two[0].execute("SELECT pg_sleep(20)")
        except psycopg.errors.QueryCanceled:
            outcome.append("cancelled")

    thread = threading.Thread(target=older)
    thread.start()
    assert running.wait(5)
    # The query has to have reached the server before it can be cancelled there.
    wait_until_active(two[1], two[0])
    began = time.monotonic()
    with newest.turn("desk", two[1]):
        assert two[1].execute("SELECT 1").fetchone() == (1,)
    thread.join(5)
    assert outcome == ["cancelled"]
    assert time.monotonic() - began < 5


def test_of_many_that_wait_only_the_last_runs(
    two: tuple[psycopg.Connection, psycopg.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long beside what a busy machine takes to start four threads.
    monkeypatch.setattr("app.exposure.newest.MIN_INTERVAL_S", 3.0)
    newest, ran, dropped = NewestWins(), [], []
    with newest.turn("desk", two[0]):
        pass

    def ask(number: int) -> None:
        try:
            with newest.turn("desk", two[0]):
                ran.append(number)
        except Superseded:
            dropped.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
        time.sleep(MIN_INTERVAL_S / 10)
    for thread in threads:
        thread.join(10)
    assert (ran, dropped) == ([3], [0, 1, 2])


def test_previews_of_one_client_are_at_least_a_fifth_of_a_second_apart(
    two: tuple[psycopg.Connection, psycopg.Connection],
) -> None:
    newest, starts = NewestWins(), []
    for _ in range(3):
        with newest.turn("desk", two[0]):
            starts.append(time.monotonic())
    apart = [later - earlier for earlier, later in zip(starts, starts[1:], strict=False)]
    assert min(apart) >= MIN_INTERVAL_S * 0.95


def test_two_clients_do_not_wait_for_each_other(
    two: tuple[psycopg.Connection, psycopg.Connection],
) -> None:
    newest = NewestWins()
    began = time.monotonic()
    with newest.turn("desk", two[0]), newest.turn("tablet", two[1]):
        assert time.monotonic() - began < MIN_INTERVAL_S


def wait_until_active(watcher: psycopg.Connection, watched: psycopg.Connection) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        row = watcher.execute(
            "SELECT state FROM pg_stat_activity WHERE pid = %s", (watched.info.backend_pid,)
        ).fetchone()
        watcher.rollback()
        if row == ("active",):
            return
        time.sleep(0.02)
    raise AssertionError("the older query never started")
