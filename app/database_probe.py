"""Whether the database answers, asked once a second by a thread while somebody wants to know.

Who asks is answered at once: a page must say that the database hangs, not hang with it.
"""

import threading
from time import monotonic

import psycopg

from app.database import PROBE, Connection, connect, greet

EVERY_S = 1.0
FIRST_S = 1.5  # the first who asks waits so long for a first answer
FRESH_S = 2.5  # an older answer is none
ASKED_S = 15.0  # when nobody has asked for so long the thread ends


class Probe:
    """One a process and database. Its thread starts with the first question."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._looked = threading.Event()
        self._asked_at = self._answered_at = -1e9

    def answers(self) -> bool:
        """Whether the database answered a moment ago."""
        with self._lock:
            self._asked_at = monotonic()
            if self._thread is None:
                self._looked.clear()
                self._thread = threading.Thread(target=self._run_probe, daemon=True)
                self._thread.start()
        self._looked.wait(FIRST_S)
        return self._is_fresh()

    def says_lost(self) -> bool:
        """Whether it has looked in vain for some seconds; who asks keeps it looking."""
        if self._thread is None or not self._looked.is_set() or self._is_fresh():
            return False
        with self._lock:
            self._asked_at = monotonic()
        return True

    def _is_fresh(self) -> bool:
        return monotonic() - self._answered_at < FRESH_S

    def close(self) -> None:
        """Let the thread end."""
        thread, self._asked_at = self._thread, -1e9
        if thread is not None:
            thread.join(EVERY_S + 5)

    def _run_probe(self) -> None:
        conn: Connection | None = None
        while self._is_wanted():
            conn = self._look_once(conn)
            self._looked.set()
            threading.Event().wait(EVERY_S)
        if conn is not None:
            conn.close()

    def _is_wanted(self) -> bool:
        with self._lock:
            if monotonic() - self._asked_at < ASKED_S:
                return True
            self._thread = None
            return False

    def _look_once(self, conn: Connection | None) -> Connection | None:
        try:
            if conn is None:
                conn = connect(
                    self._dsn, autocommit=True, application="haitang-probe", patience=PROBE
                )
            greet(conn)
        except psycopg.Error:
            if conn is not None:
                conn.close()
            return None
        self._answered_at = monotonic()
        return conn
