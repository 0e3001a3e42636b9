"""Events to browsers: none is lost. A client says the last it has and gets the rest in order.

It gets those of its incident and world that its scope and clearance may hear of; numbers in between
are others'. A locked client
keeps its place and gets the rest when it is unlocked, one whose wire is stuck when it takes again.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent

from app.accounts.model import Label, Scope
from app.database import Connection
from app.errors import Unavailable
from app.events.model import Event
from app.events.queries import last_seq, list_events_after
from app.live.clients import Client
from app.live.connection import SteadyConnection
from app.live.worlds import concerns
from app.strict_json import present

PAGE = 500
CATCH_UP_EVERY_S = 1.0
Send = Callable[[dict[str, Any], str], None]


class EventStream:
    """Follows the event table; every client has its own place in it."""

    def __init__(self, connection: SteadyConnection, send: Send) -> None:
        self._connection = connection
        self._send = send
        self.seq = 0

    def start(self, conn: Connection) -> None:
        """Begin at the newest event."""
        self.seq = last_seq(conn)

    def advance(self, conn: Connection, clients: Iterable[Client]) -> list[Event]:
        """Send what is new to every client that is up to date; gives the new events."""
        new: list[Event] = []
        while page := list_events_after(conn, self.seq, limit=PAGE):
            new += page
            before, self.seq = self.seq, page[-1].seq
            for client in list(clients):
                if _follows_events(client) and _last_given(client) >= before:
                    self._give_page(client, page)
        return new

    def run(self, clients: dict[str, Client]) -> None:
        """Give the rest to clients whose wire was stuck, until the process ends."""
        while True:
            gevent.sleep(CATCH_UP_EVERY_S)
            for client in [
                c for c in clients.values() if _follows_events(c) and _last_given(c) < self.seq
            ]:
                with suppress(Unavailable):  # the next round tries again
                    self.catch_up(client)

    def replay(self, client: Client, after: int) -> None:
        """Send everything after `after`. Raises Unavailable when the database is away.

        The newest number is read again after each page: an event that was sent to the others
        meanwhile must not fall between the replay and the stream.
        """
        client.event_seq = after
        if not client.locked:
            self.catch_up(client)

    def catch_up(self, client: Client) -> None:
        """Send everything after its place. Raises Unavailable when the database is away."""
        if client.replaying:
            return
        client.replaying = True
        try:
            with self._connection.use() as conn:
                page = None
                while not _must_wait(client) and (
                    page is None or page or _last_given(client) < self.seq
                ):
                    page = list_events_after(conn, _last_given(client), limit=PAGE)
                    self._give_page(client, page)
        finally:
            client.replaying = False

    def _give_page(self, client: Client, page: list[Event]) -> None:
        for event in page:
            if event.seq > _last_given(client) and not client.locked:
                client.event_seq = event.seq
                if concerns(client, event) and may_hear(client.scope, client.clearance, event):
                    self._send(_event_message(event), client.sid)


def may_hear(scope: Scope, clearance: Label, event: Event) -> bool:
    """Whether an event is for everyone or of the scope's own units, and its incident not hidden."""
    if event.label_rank > clearance.rank:
        return False
    return event.everyone or scope.sees(event.county_code, event.township_code)


def _follows_events(client: Client) -> bool:
    return client.event_seq is not None and not client.replaying and not _must_wait(client)


def _must_wait(client: Client) -> bool:
    return client.locked or client.wire.is_stuck()


def _last_given(client: Client) -> int:
    """The number of the last event it has; 0 when it never said."""
    return client.event_seq or 0


def _event_message(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "kind": event.kind,
        "subject": event.subject,
        "payload": event.payload,
        "valid_at": present(event.valid_at),
    }
