"""The WebSocket under Socket.IO: a message is framed once for all the clients it goes to.

Server frames carry no mask, so their bytes are the same for everyone. simple-websocket would frame
them once a client, compress them once a client where the browser offers it, and call `send` where
a large message needs `sendall` (a full socket buffer then cuts the frame short).
"""

from struct import pack
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from simple_websocket import ConnectionClosed

MAX_MESSAGE_BYTES = 64 * 1024  # from a client; nobody has more to say
_TEXT, _BINARY = 0x81, 0x82  # final frame, no extension


def framed(message: str | bytes) -> bytes:
    """One whole unmasked WebSocket message (RFC 6455 §5.2)."""
    payload = message.encode() if isinstance(message, str) else message
    first = _TEXT if isinstance(message, str) else _BINARY
    size = len(payload)
    if size < 126:
        return pack("!BB", first, size) + payload
    if size < 65536:
        return pack("!BBH", first, 126, size) + payload
    return pack("!BBQ", first, 127, size) + payload


class _LastFramed:
    """The messages framed last. Engine.IO hands the very same object to every client."""

    KEPT = 8

    def __init__(self) -> None:
        self._kept: dict[int, tuple[str | bytes, bytes]] = {}

    def __call__(self, message: str | bytes) -> bytes:
        found = self._kept.get(id(message))
        if found is not None and found[0] is message:
            return found[1]
        whole = framed(message)
        if len(self._kept) >= self.KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[id(message)] = (message, whole)
        return whole


def shared_frame_websocket() -> type[WebSocketWSGI]:
    """A driver class for one Engine.IO server, with its own store of framed messages."""
    framed_once = _LastFramed()

    class SharedFrameWebSocket(WebSocketWSGI):
        """gevent + simple-websocket, but for how a message leaves."""

        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(handler, server)
            self.server_args["max_message_size"] = MAX_MESSAGE_BYTES

        def send(self, message: str | bytes) -> None:
            """Send all of `message`. Raises OSError when the client is gone."""
            if not self.ws.connected:
                raise OSError("the client is gone")
            try:
                self.ws.sock.sendall(framed_once(message))
            except ConnectionClosed as error:
                raise OSError("the client is gone") from error

    return SharedFrameWebSocket
