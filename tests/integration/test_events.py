"""Claims about the event stream: commit order, no deadlock, nothing lost."""

import threading
from datetime import UTC, datetime

import psycopg

from app.accounts.model import SYSTEM_ACTOR
from app.database import connect
from app.events.model import EventKind, Place
from app.events.queries import last_seq, list_events_after, listen
from app.transaction import Transaction, on_connection

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)


def append(tx: Transaction, subject: str) -> None:
    place = Place("330902", None)
    tx.append_event(EventKind.ZONE_CHANGED, subject, {"n": 1}, valid_at=NOON, place=place)


def test_sequence_order_is_commit_order(empty_database: str) -> None:
    """A transaction that began first and commits last gets the later number."""
    with connect(empty_database) as slow, connect(empty_database) as quick:
        with on_connection(slow, SYSTEM_ACTOR) as first:
            append(first, "slow")
            with on_connection(quick, SYSTEM_ACTOR) as second:
                append(second, "quick")
        events = list_events_after(quick, 0)
    subjects = [event.subject for event in events]
    assert subjects.index("quick") < subjects.index("slow")


def test_two_composed_actions_in_opposite_order_do_not_deadlock(empty_database: str) -> None:
    with connect(empty_database, autocommit=True) as conn:
        conn.execute("CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1,0),(2,0)")
    failures: list[Exception] = []

    def work(own: int) -> None:
        try:
            with connect(empty_database) as conn:
                for _ in range(20):
                    with on_connection(conn, SYSTEM_ACTOR) as tx:
                        append(tx, f"before {own}")  # collected, not yet written
                        conn.execute("UPDATE t SET n = n + 1 WHERE id = %s", (own,))
                        append(tx, f"after {own}")
        except psycopg.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(own,)) for own in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []


def test_a_rolled_back_transaction_leaves_no_event(empty_database: str) -> None:
    with connect(empty_database) as conn:
        before = last_seq(conn)
        try:
            with on_connection(conn, SYSTEM_ACTOR) as tx:
                append(tx, "undone")
                raise KeyError
        except KeyError:
            pass
        assert last_seq(conn) == before


def test_an_event_is_announced_by_its_number(empty_database: str) -> None:
    with connect(empty_database, autocommit=True) as ear, connect(empty_database) as mouth:
        listen(ear)
        with on_connection(mouth, SYSTEM_ACTOR) as tx:
            append(tx, "heard")
        notice = next(ear.notifies(timeout=5))
        assert int(notice.payload) == last_seq(mouth)
