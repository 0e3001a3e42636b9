"""While somebody drags a vertex only the newest preview is worth an answer."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.database import Connection

MIN_INTERVAL_S = 0.2  # five a second
_FORGOTTEN_AFTER_S = 60.0


class Superseded(Exception):
    """A newer preview of the same client has come; nobody waits for this one."""


@dataclass(slots=True)
class _Client:
    ticket: int = 0
    running: Connection | None = None
    started_at: float = float("-inf")
    woken: threading.Condition = field(default_factory=threading.Condition)


class NewestWins:
    """One a process. A newer preview cancels the older one's query and takes its turn."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._clients: dict[str, _Client] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, name: str, conn: Connection) -> Generator[None]:
        """Waits for the client's next fifth of a second, then lets the caller query on `conn`.

        Raises Superseded when a newer preview came while waiting. A query that runs when a newer
        one comes ends with psycopg's QueryCanceled.
        """
        client = self._client_named(name)
        ticket = self._take_ticket(client, conn)
        try:
            yield
        finally:
            with client.woken:
                if client.ticket == ticket:
                    client.running = None

    def _client_named(self, name: str) -> _Client:
        with self._lock:
            now = self._monotonic()
            for old in [k for k, c in self._clients.items() if self._is_forgotten(c, now)]:
                del self._clients[old]
            return self._clients.setdefault(name, _Client())

    @staticmethod
    def _is_forgotten(client: _Client, now: float) -> bool:
        return client.running is None and 0 < now - client.started_at - _FORGOTTEN_AFTER_S < 1e9

    def _take_ticket(self, client: _Client, conn: Connection) -> int:
        with client.woken:
            client.ticket += 1
            ticket = client.ticket
            client.woken.notify_all()
            if client.running is not None:
                client.running.cancel_safe(timeout=2.0)
                client.running = None
            while (wait_s := client.started_at + MIN_INTERVAL_S - self._monotonic()) > 0:
                client.woken.wait(wait_s)
                if client.ticket != ticket:
                    raise Superseded
            client.started_at = self._monotonic()
            client.running = conn
            return ticket
