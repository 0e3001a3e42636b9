"""Events to browsers: none is lost. A client says the last it has and gets the rest in order."""

from collections.abc import Callable, Iterable
from typing import Any

from app.database import Connection
from app.events.model import Event
from app.events.queries import last_seq, list_events_after
from app.live.clients import Client
from app.live.connection import SteadyConnection
from app.strict_json import present

PAGE = 500
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
            self.seq = page[-1].seq
            for client in list(clients):
                if client.event_seq is not None and not client.replaying:
                    self._give(client, page)
        return new

    def replay(self, client: Client, after: int) -> None:
        """Send everything after `after`. Raises Unavailable when the database is away.

        The newest number is read again after each page: an event that was sent to the others
        meanwhile must not fall between the replay and the stream.
        """
        client.event_seq, client.replaying = after, True
        try:
            with self._connection.use() as conn:
                page = None
                while page is None or page or client.event_seq < self.seq:
                    page = list_events_after(conn, client.event_seq, limit=PAGE)
                    self._give(client, page)
        finally:
            client.replaying = False

    def _give(self, client: Client, page: list[Event]) -> None:
        for event in page:
            if client.event_seq is not None and event.seq > client.event_seq:
                client.event_seq = event.seq
                self._send(_message(event), client.sid)


def _message(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "kind": event.kind,
        "subject": event.subject,
        "payload": event.payload,
        "valid_at": present(event.valid_at),
    }
