"""Whether those who watch still may: every two seconds one query over all sessions with a socket.

A session that ended, was revoked, expired, or whose account or device is disabled loses its
sockets; one that is locked, or owes a second
factor, gets nothing until it is open; one whose person has another unit
now gets that one's movers from the next tick on. While the database is away nobody new is let in,
and who is inside keeps the picture: a wall must not go dark because PostgreSQL restarts.
"""

from collections.abc import Callable

import gevent
import structlog

from app.accounts.queries import find_session, list_sessions
from app.accounts.rights import Permission, may
from app.accounts.session_model import Session
from app.clock import real_now
from app.errors import Unavailable
from app.live.clients import Client
from app.live.connection import SteadyConnection
from app.live.seats import Seat, Seats

log = structlog.get_logger()

EVERY_S = 2.0

CatchUp = Callable[[Client], None]
Send = Callable[[str, object, str], None]


class SessionWatch:
    """One greenlet. `send` queues a message for one client, `catch_up` replays its events."""

    def __init__(
        self, connection: SteadyConnection, seats: Seats, send: Send, catch_up: CatchUp
    ) -> None:
        self._connection = connection
        self._seats = seats
        self._send = send
        self._catch_up = catch_up
        self.taken_away = 0

    def find(self, token: str) -> Session | None:
        """The session that a cookie proves. Raises Unavailable."""
        with self._connection.use() as conn:
            return find_session(conn, token, real_now())

    def run(self) -> None:
        """Check until the process ends."""
        while True:
            gevent.sleep(EVERY_S)
            try:
                self.check()
            except Unavailable:
                continue  # the writer says so already

    def check(self) -> None:
        """One round. Raises Unavailable."""
        asked = list(self._seats)
        if not asked:
            return
        with self._connection.use() as conn:
            found = list_sessions(conn, list({seat.session_id for seat in asked}), real_now())
        for seat in asked:
            session = found.get(seat.session_id)
            if session is None or not may(session.actor, Permission.WATCH):
                self._take_away(seat)
            else:
                self._follow_session(seat, session)

    def _take_away(self, seat: Seat) -> None:
        self.taken_away += 1
        log.info("socket_taken_away", actor=seat.actor.name)
        seat.take_away()

    def _follow_session(self, seat: Seat, session: Session) -> None:
        """Let the socket be as its session is now."""
        before, seat.actor = seat.actor, session.actor
        was_locked, seat.locked = seat.locked, session.shut
        client = seat.client
        if client is None:
            return
        scope, clearance = session.actor.scope, session.actor.clearance
        if scope is not None and (scope, clearance) != (client.scope, client.clearance):
            client.see(scope, clearance)
        if before.role != session.actor.role or before.scope != session.actor.scope:
            self._send("rights", {}, client.sid)
        if was_locked != session.shut:
            client.lock(session.shut)
            if not session.shut and client.event_seq is not None:
                gevent.spawn(self._tell_missed, seat, client)

    def _tell_missed(self, seat: Seat, client: Client) -> None:
        try:
            self._catch_up(client)
        except Unavailable:
            seat.take_away()  # it comes back and asks for what it has not
