"""Flask-SocketIO as `live` uses it: gevent, WebSocket alone, frames straight onto the wire.

The libraries have no types; they are `Any` here and nowhere else.
"""

from typing import Any, cast

import flask_socketio
import socketio  # pyright: ignore[reportMissingTypeStubs] it has none
from flask import Flask

from app.live.websocket import FramedWebSocket, framed, websocket_class
from app.live.websocket_reader import MAX_MESSAGE_BYTES

NAMESPACE = "/live"
# Its pings are answered by a page's script, which may be busy drawing for long; who is gone is
# found by pings that the browser answers itself (`app/live/liveness.py`).
_ENGINE_PATIENCE_S = 600
_EVENT = 2  # packet type of Socket.IO


class Sockets:
    """The Socket.IO server on `app`. `wires` is filled with open connections, by client."""

    def __init__(self, app: Flask) -> None:
        self._wires: dict[str, FramedWebSocket] = {}  # by Engine.IO's own id
        library = cast(Any, flask_socketio).SocketIO(
            app,
            async_mode="gevent",
            transports=["websocket"],
            async_handlers=False,  # handlers of one client run in order
            max_http_buffer_size=MAX_MESSAGE_BYTES,
            ping_timeout=_ENGINE_PATIENCE_S,
            manage_session=False,
        )
        self._server: Any = library.server
        # Engine.IO has no public way to choose the WebSocket class of an async mode.
        engine = self._server.eio
        engine._async = {**engine._async, "websocket": websocket_class(self._wires)}

    def add(self, namespace: object) -> None:
        """Let a namespace's handlers answer.

        On python-socketio, which Flask-SocketIO wraps: a Flask request context for each message
        would cost more than the frame it answers.
        """
        self._server.register_namespace(namespace)

    def emit(self, name: str, data: object, sid: str) -> None:
        """Queue an event for one client."""
        self._server.emit(name, data, to=sid, namespace=NAMESPACE)

    @property
    def wires(self) -> list[FramedWebSocket]:
        """All that are open now."""
        return list(self._wires.values())

    def wire_of(self, sid: str) -> FramedWebSocket:
        """The connection under a client."""
        return self._wires[self._server.manager.eio_sid_from_sid(sid, NAMESPACE)]


def framed_event(name: str, data: object) -> bytes:
    """A Socket.IO event as it stands on the wire; bytes travel as an attachment behind it.

    python-socketio says what the packet is; Engine.IO marks a message with a 4.
    """
    packet = cast(Any, socketio).packet.Packet(_EVENT, namespace=NAMESPACE, data=[name, data])
    encoded: str | list[str | bytes] = packet.encode()
    parts = [encoded] if isinstance(encoded, str) else encoded
    return b"".join((framed(f"4{parts[0]}"), *(framed(part) for part in parts[1:])))
