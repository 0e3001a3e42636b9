"""A small Socket.IO client over a unix socket, for benches and tests: it costs next to nothing.

It speaks Engine.IO 4 over WebSocket (RFC 6455) and just enough of Socket.IO 5: connect to a
namespace, emit JSON, receive text and binary events.
"""

import json
import os
import socket
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack, unpack_from
from typing import Any

from app.accounts.session_model import COOKIE

HOST = "live"
ORIGIN = f"http://{HOST}"
_PING, _PONG = "2", "3"
_EVENT, _BINARY_EVENT = "42", "451-"


@dataclass(frozen=True, slots=True)
class Message:
    """One event; `data` is JSON, or bytes where the event carried an attachment."""

    name: str
    data: Any


class SocketClient:
    """One connection. Not for threads; `receive` blocks up to its timeout.

    `token` is a session's, sent as a browser sends its cookie, and `origin` as its page, which
    follows `incident`.
    """

    def __init__(
        self, path: Path, token: str | None = None, origin: str | None = ORIGIN,
        namespace: str = "/live", incident: int | None = None,
    ) -> None:  # fmt: skip
        self._namespace = namespace
        self._buffer = bytearray()
        self._waiting_for: str | None = None
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(10)
        try:
            self.sock.connect(str(path))
            self._upgrade_socket(token, origin)
            self._await_text("0")
            auth = "" if incident is None else json.dumps({"incident": incident})
            self._send_text(f"40{namespace},{auth}")
            self._await_text(f"40{namespace},")
        except BaseException:
            self.sock.close()
            raise

    def emit(self, name: str, data: Any) -> None:
        """Send an event."""
        self._send_text(f"{_EVENT}{self._namespace},{json.dumps([name, data])}")

    def receive(self, timeout_s: float) -> Message | None:
        """The next event, or None when none comes in time."""
        self.sock.settimeout(timeout_s)
        try:
            while True:
                for message in self.drain():
                    return message
                self.feed()
        except TimeoutError:
            return None

    def feed(self) -> None:
        """Read what is there into the buffer. Raises ConnectionError at the end."""
        received = self.sock.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        self._buffer += received

    def drain(self) -> Iterator[Message]:
        """Events that are whole in the buffer."""
        while (frame := self._take_frame()) is not None:
            message = self._event_of(*frame)
            if message is not None:
                yield message

    def close(self) -> None:
        """Drop the connection."""
        self.sock.close()

    def _event_of(self, opcode: int, payload: bytes) -> Message | None:
        if opcode == 8:
            raise ConnectionError("the server closed the WebSocket")
        if opcode == 2:
            name, self._waiting_for = self._waiting_for or "", None
            return Message(name, payload)
        if opcode == 9:
            self._send_frame(0x8A, payload)
            return None
        text = payload.decode()
        if text == _PING:
            self._send_text(_PONG)
        elif text.startswith(_EVENT):
            name, *data = json.loads(text.partition(",")[2])
            return Message(name, data[0] if data else None)
        elif text.startswith(_BINARY_EVENT):
            self._waiting_for = json.loads(text.partition(",")[2])[0]
        return None

    def _take_frame(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 127, 2
        if size == 126:
            start = 4
        elif size == 127:
            start = 10
        if len(buffer) < start:
            return None
        if start == 4:
            size = unpack_from("!H", buffer, 2)[0]
        elif start == 10:
            size = unpack_from("!Q", buffer, 2)[0]
        if len(buffer) < start + size:
            return None
        opcode, payload = buffer[0] & 15, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return opcode, payload

    def _send_text(self, text: str) -> None:
        self._send_frame(0x81, text.encode())

    def _send_frame(self, first: int, payload: bytes) -> None:
        mask = os.urandom(4)
        head = pack("!BB", first, 0x80 | len(payload)) if len(payload) < 126 else pack(
            "!BBH", first, 0x80 | 126, len(payload)
        )  # fmt: skip
        masked = bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload))
        self.sock.sendall(head + mask + masked)

    def _await_text(self, start: str) -> None:
        while True:
            while (frame := self._take_frame()) is not None:
                opcode, payload = frame
                if opcode == 9:  # a ping may come before the greeting has ended
                    self._send_frame(0x8A, payload)
                elif opcode == 1 and payload.decode().startswith(start):
                    return
                else:
                    raise ConnectionError(f"the server said {payload[:200]!r}, opcode {opcode}")
            self.feed()

    def _upgrade_socket(self, token: str | None, origin: str | None) -> None:
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {HOST}",
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
            *([] if origin is None else [f"Origin: {origin}"]),
            *([] if token is None else [f"Cookie: {COOKIE}={token}"]), "", "",
        ]  # fmt: skip
        self.sock.sendall("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in self._buffer:
            self.feed()
        head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        self._buffer = bytearray(rest)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.split(b"\r\n")[0].decode())
