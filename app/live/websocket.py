"""The WebSocket under Socket.IO (RFC 6455), for gevent, with nothing to negotiate.

A server's frames carry no mask, so a message is framed once for all the screens it goes to and
`try_write` puts those bytes straight on each wire. simple-websocket, which Engine.IO would use
here, frames and where the browser offers it compresses every message once a client, keeps a second
greenlet a client, and calls `send` where a message larger than the socket's free buffer needs
`sendall`: the rest is lost and the stream with it.
"""

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha1
from socket import SHUT_RDWR
from struct import pack
from time import monotonic
from typing import Any, cast

import gevent
from gevent.lock import Semaphore
from gevent.socket import socket as GeventSocket  # noqa: N812 it is a class

from app.live.pace import Pace
from app.live.seats import ENVIRON_KEY, Seat
from app.live.websocket_reader import ClosedByPeer, Reader

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 §1.3
STUCK_AFTER_S = 5.0  # a wire that takes nothing for so long is given nothing more
_TEXT, _BINARY, _CLOSE, _PONG = 0x81, 0x82, 0x88, 0x8A  # final frames without extension
_PING = pack("!BB", 0x89, 0)

# What socket.io's client writes for emit("seen", {seq}); any other spelling goes the usual way.
_SEEN = re.compile(rb'42/live,\["seen", ?\{"seq": ?(\d{1,10})\}\]')
# Socket.IO keeps an event that announces attachments until all have come, however large together.
# No screen of ours sends any.
_BINARY_PACKETS = (b"45", b"46")

Environ = dict[str, Any]


def framed(message: str | bytes) -> bytes:
    """One whole unmasked message (§5.2)."""
    if isinstance(message, str):
        return _make_frame(_TEXT, message.encode())
    return _make_frame(_BINARY, message)


def accept_key(key: str) -> str:
    """The server's proof that it speaks WebSocket (§4.2.2)."""
    return b64encode(sha1((key + _GUID).encode()).digest()).decode()  # noqa: S324 the RFC's own


class FramedWebSocket:
    """One connection. Engine.IO calls `send`, `wait` and `close`; ticks call `try_write`."""

    def __init__(self, handler: Callable[[Any], object], wires: dict[str, "FramedWebSocket"]):
        self.on_seen: Callable[[int], None] | None = None
        self._handler = handler
        self._wires = wires
        self._sid = cast(Any, handler).__self__.sid  # Engine.IO gives its socket's bound method
        self._writing = Semaphore(1)
        self._pace = Pace(monotonic())
        self._heard_at = monotonic()
        self._waits_since: float | None = None  # a write, for the wire to take more of it

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Shake hands and hand over to Engine.IO until the connection ends."""
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY")
        if key is None or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            start_response("426 Upgrade Required", [("Sec-WebSocket-Version", "13")])
            return [b""]
        # gevent's own socket, copied because its server closes the one it made.
        stream = environ["wsgi.input"]
        self._socket: GeventSocket = getattr(stream, "rfile", stream).raw._sock.dup()
        self._reader = Reader(self._receive_bytes)
        seat = environ.get(ENVIRON_KEY)
        if isinstance(seat, Seat):
            seat.link = self
        try:
            self._socket.sendall(_make_greeting(key))
            self._wires[self._sid] = self  # after the greeting: no ping may come before it
            self._handler(self)
        finally:
            self._wires.pop(self._sid, None)
            self._socket.close()
        return []

    def send(self, message: str | bytes) -> None:
        """Send all of `message`, however slowly it is taken. Raises OSError once hung up."""
        self._write_wire(framed(message))

    def ping(self) -> None:
        """Have a sign of life sent: the browser answers this without the page's script."""
        self.try_write(_PING)

    def silent_s(self, now_s: float) -> float:
        """For how long nothing was read, or nothing taken of what is being written."""
        waits = 0.0 if self._waits_since is None else now_s - self._waits_since
        return max(now_s - self._heard_at, waits)

    def is_stuck(self) -> bool:
        """Whether a write waits and nothing of it has been taken for some seconds."""
        since = self._waits_since
        return since is not None and monotonic() - since > STUCK_AFTER_S

    def try_write(self, wire: bytes) -> bool:
        """Send bytes that are framed already, without waiting; False when it cannot begin."""
        if not self._writing.acquire(blocking=False):
            return False
        try:
            count = os.write(self._socket.fileno(), wire)
        except OSError:
            self._writing.release()
            return False
        if count == len(wire):
            self._writing.release()
        else:
            gevent.spawn(self._finish_rest, wire[count:])  # the wire is ours until it is through
        return True

    def wait(self) -> str | None:
        """The next message; None when the client has left, broke the protocol or sends binary."""
        try:
            while True:
                opcode, payload = self._reader.read_message()
                if wait_s := self._pace.wait_s(monotonic()):
                    gevent.sleep(wait_s)
                if opcode == 2 or payload.startswith(_BINARY_PACKETS):
                    return None
                if opcode == 1 and not self._take_seen(payload):
                    return payload.decode()
                if opcode == 9:
                    self._write_wire(_make_frame(_PONG, payload))
        except (ClosedByPeer, UnicodeDecodeError, OSError):
            return None

    def close(self) -> None:
        """Say goodbye if the wire is free, and wake the reader."""
        self.try_write(_make_frame(_CLOSE, pack("!H", 1000)))
        self.hang_up()

    def hang_up(self) -> None:
        """End it; whoever reads or writes sees the end, and the browser comes back."""
        with suppress(OSError):  # it is gone already
            self._socket.shutdown(SHUT_RDWR)

    def _receive_bytes(self, count: int) -> bytes:
        received = self._socket.recv(count)
        self._heard_at = monotonic()
        return received

    def _take_seen(self, payload: bytes) -> bool:
        """Take a `seen` here: it comes with every frame, and the way through Engine.IO and
        Socket.IO costs more than sending the frame did (17 of 55 µs, 2026-11)."""
        match = _SEEN.fullmatch(payload) if self.on_seen is not None else None
        if match is None or self.on_seen is None:
            return False
        self.on_seen(int(match[1]))
        return True

    def _write_wire(self, wire: bytes) -> None:
        with self._writing:
            self._send_all(wire)

    def _finish_rest(self, rest: bytes) -> None:
        try:
            self._send_all(rest)
        except OSError:
            pass  # hung up: the reader sees it too
        finally:
            self._writing.release()

    def _send_all(self, wire: bytes) -> None:
        """As `sendall`, but each piece that is taken counts as a sign of life."""
        rest = memoryview(wire)
        try:
            while rest:
                self._waits_since = monotonic()
                rest = rest[self._socket.send(rest) :]
        except OSError:
            self.hang_up()  # a frame cut short cannot be mended
            raise
        finally:
            self._waits_since = None


def websocket_class(wires: dict[str, FramedWebSocket]) -> Callable[..., FramedWebSocket]:
    """What Engine.IO makes a connection with; `wires` holds the open ones by Engine.IO's sid."""

    def make(handler: Callable[[Any], object], server: object) -> FramedWebSocket:
        return FramedWebSocket(handler, wires)

    return make


def _make_frame(first: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return pack("!BB", first, size) + payload
    if size < 65536:
        return pack("!BBH", first, 126, size) + payload
    return pack("!BBQ", first, 127, size) + payload


def _make_greeting(key: str) -> bytes:
    lines = (
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept_key(key)}", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()
