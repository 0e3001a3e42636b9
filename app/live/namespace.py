"""What browsers may say on `/live`: `view`, `follow`, `seen`, `events`. Anything odd is ignored.

view   {box: [w, s, e, n], last: {epoch, seq} | null}   the tiles to send; `last` only when it
                                                        returns with the same box
follow {incident | null}                                the incident that the page is about; also
                                                        in the connection's `auth`
seen   {seq}                                            this tick is drawn: send the next
events {after}                                          events after this number, then the new
"""

from math import isfinite
from time import monotonic
from typing import Any, cast

import structlog
from socketio import Namespace  # pyright: ignore[reportMissingTypeStubs] it has none

from app.errors import Unavailable
from app.live.broadcast import RESUME_TICKS, scoped
from app.live.clients import Client
from app.live.event_stream import EventStream
from app.live.seats import ENVIRON_KEY, Seat
from app.live.sockets import NAMESPACE, Sockets
from app.live.worlds import Worlds
from app.positions.rooms import Box, tiles_for_view

log = structlog.get_logger()

MAX_CLIENTS = 2000


class LiveNamespace(Namespace):
    """Socket.IO handlers; they change a `Client` and leave sending to the ticks."""

    def __init__(
        self, sockets: Sockets, clients: dict[str, Client], worlds: Worlds, events: EventStream
    ) -> None:
        super().__init__(NAMESPACE)  # pyright: ignore[reportUnknownMemberType] untyped library
        self._sockets = sockets
        self._clients = clients
        self._worlds = worlds
        self._events = events

    def on_connect(self, sid: str, environ: object, auth: object = None) -> bool:
        """A browser arrives on a seat that the door gave; past the limit it is refused.

        `auth` may say which `incident` its page follows.
        """
        seat = seat_of(environ)
        if seat is None or seat.actor.scope is None or self._is_taken(seat):
            return False
        if len(self._clients) >= MAX_CLIENTS:
            log.warning("too_many_clients", limit=MAX_CLIENTS)
            return False
        wire = self._sockets.wire_of(sid)
        client = Client(
            sid, wire, seat.actor.scope, locked=seat.locked, clearance=seat.actor.clearance,
            wanted=_read_whole(auth, "incident"),
        )  # fmt: skip
        self._worlds.place(client)
        self._clients[sid] = seat.client = client
        wire.on_seen = lambda seq: client.seen(seq, monotonic())
        return True

    def on_disconnect(self, sid: str, reason: object = None) -> None:
        """A browser leaves."""
        self._clients.pop(sid, None)

    def on_view(self, sid: str, data: Any = None, *_: object) -> None:
        """It looks at another place."""
        client, box = self._client_of(sid), box_of(data)
        if client is None or box is None:
            return
        returning = not client.tiles
        client.watch(tiles_for_view(box))
        last: Any = data.get("last")
        seq = _read_whole(last, "seq") if returning else None
        scene = self._worlds.scene_of(client)
        if scene is None or seq is None:
            return
        # Of its own world and scope: what it has of another it may not resume.
        if _read_whole(last, "epoch") == scoped(scene.stamp(), client.scope).epoch:
            behind = scene.picture.seq - seq
            if 0 <= behind <= RESUME_TICKS:
                client.resume(seq)

    def on_follow(self, sid: str, data: Any = None, *_: object) -> None:
        """Its page is about another incident, or about whichever is shown by default."""
        client = self._client_of(sid)
        if client is not None:
            client.wanted = _read_whole(data, "incident")
            self._worlds.place(client)

    def on_seen(self, sid: str, data: Any = None, *_: object) -> None:
        """It has drawn a tick. (Most of these never come here: see `FramedWebSocket`.)"""
        client, seq = self._client_of(sid), _read_whole(data, "seq")
        if client is not None and seq is not None:
            client.seen(seq, monotonic())

    def on_events(self, sid: str, data: Any = None, *_: object) -> None:
        """It wants events after a number."""
        client, after = self._client_of(sid), _read_whole(data, "after")
        if client is None or after is None or client.replaying:
            return
        try:
            self._events.replay(client, after)
        except Unavailable as error:
            log.warning("replay_failed", why=error.why.en)
            self._sockets.wire_of(sid).close()  # it comes back and asks again

    def _is_taken(self, seat: Seat) -> bool:
        return seat.client is not None and seat.client.sid in self._clients

    def _client_of(self, sid: str) -> Client | None:
        return self._clients.get(sid)


def seat_of(environ: object) -> Seat | None:
    """The seat that the door gave to the request that became this connection."""
    seat = cast(dict[str, Any], environ).get(ENVIRON_KEY) if isinstance(environ, dict) else None
    return seat if isinstance(seat, Seat) else None


def box_of(data: Any) -> Box | None:
    """The box of a `view` message, or None when it is not one."""
    box = cast(dict[str, Any], data).get("box") if isinstance(data, dict) else None
    if not isinstance(box, list) or len(cast(list[Any], box)) != 4:
        return None
    numbers = cast(list[Any], box)
    if not all(isinstance(n, int | float) and isfinite(n) for n in numbers):
        return None
    found = Box(*(float(n) for n in numbers))
    inside = -540 <= found.west < found.east <= 540 and -90 <= found.south < found.north <= 90
    return found if inside else None


def _read_whole(data: Any, name: str) -> int | None:
    value = cast(dict[str, Any], data).get(name) if isinstance(data, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
