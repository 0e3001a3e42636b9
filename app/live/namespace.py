"""What browsers may say on `/live`: `view`, `seen`, `events`. Anything odd is ignored.

view   {box: [w, s, e, n], last: {epoch, seq} | null}   the tiles to send; `last` only when it
                                                        returns with the same box
seen   {seq}                                            this tick is drawn: send the next
events {after}                                          events after this number, then the new
"""

from math import isfinite
from typing import Any, cast

import structlog
from flask import request
from flask_socketio import Namespace, disconnect

from app.errors import Unavailable
from app.live.broadcast import RESUME_TICKS
from app.live.clients import Client
from app.live.event_stream import EventStream
from app.live.incident_time import real_s
from app.live.scene import Scene
from app.positions.rooms import Box, tiles_for_view

log = structlog.get_logger()

NAME = "/live"
MAX_CLIENTS = 2000


class LiveNamespace(Namespace):
    """Socket.IO handlers; they change a `Client` and leave sending to the ticks."""

    def __init__(self, clients: dict[str, Client], scene: Scene, events: EventStream) -> None:
        super().__init__(NAME)
        self._clients = clients
        self._scene = scene
        self._events = events

    def on_connect(self, auth: Any = None) -> bool:
        """A browser arrives; past the limit it is refused."""
        if len(self._clients) >= MAX_CLIENTS:
            log.warning("too_many_clients", limit=MAX_CLIENTS)
            return False
        self._clients[_sid()] = Client(_sid(), budget_at=real_s())
        return True

    def on_disconnect(self, reason: Any = None) -> None:
        """A browser leaves."""
        self._clients.pop(_sid(), None)

    def on_view(self, data: Any = None) -> None:
        """It looks at another place."""
        client, box = self._client(), box_of(data)
        if client is None or box is None:
            return
        returning = not client.tiles
        client.watch(tiles_for_view(box))
        last = _whole(data.get("last"), "seq") if returning else None
        if last is not None and _whole(data.get("last"), "epoch") == self._scene.epoch:
            behind = self._scene.picture.seq - last
            if 0 <= behind <= RESUME_TICKS:
                client.resume(last)

    def on_seen(self, data: Any = None) -> None:
        """It has drawn a tick."""
        client, seq = self._client(), _whole(data, "seq")
        if client is not None and seq is not None:
            client.seen(seq)

    def on_events(self, data: Any = None) -> None:
        """It wants events after a number."""
        client, after = self._client(), _whole(data, "after")
        if client is None or after is None or client.replaying:
            return
        try:
            self._events.replay(client, after)
        except Unavailable as error:
            log.warning("replay_failed", why=error.why)
            disconnect()  # it comes back and asks again

    def _client(self) -> Client | None:
        client = self._clients.get(_sid())
        return client if client is not None and client.allow(real_s()) else None


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


def _whole(data: Any, name: str) -> int | None:
    value = cast(dict[str, Any], data).get(name) if isinstance(data, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _sid() -> str:
    return cast(str, getattr(request, "sid"))  # noqa: B009 Flask-SocketIO puts it there
