"""Flask-SocketIO as `live` uses it: gevent, WebSocket alone, frames straight onto the wire."""

from typing import Any, cast

from flask import Flask
from flask_socketio import SocketIO
from socketio.packet import EVENT, Packet

from app.live.websocket import FramedWebSocket, framed, websocket_class
from app.live.websocket_reader import MAX_MESSAGE_BYTES

NAMESPACE = "/live"


def make_sockets(app: Flask, wires: dict[str, FramedWebSocket]) -> SocketIO:
    """The Socket.IO server on `app`; handlers of one client run in order.

    `wires` is filled with the open connections, by Engine.IO's sid.
    """
    sockets = SocketIO(
        app,
        async_mode="gevent",
        transports=["websocket"],
        async_handlers=False,
        max_http_buffer_size=MAX_MESSAGE_BYTES,
        manage_session=False,
    )
    engine = cast(Any, sockets.server).eio
    # Engine.IO has no public way to choose the WebSocket class of an async mode.
    engine._async = {**engine._async, "websocket": websocket_class(wires)}
    return sockets


def framed_event(name: str, data: object) -> bytes:
    """A Socket.IO event as it stands on the wire; bytes travel as an attachment behind it.

    python-socketio says what the packet is; Engine.IO marks a message with a 4.
    """
    packet = cast(Any, Packet)(EVENT, namespace=NAMESPACE, data=[name, data])
    encoded = packet.encode()
    heading, attachments = (encoded, []) if isinstance(encoded, str) else (encoded[0], encoded[1:])
    return b"".join((framed("4" + heading), *(framed(part) for part in attachments)))
