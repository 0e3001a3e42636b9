"""Reads a client's WebSocket frames (RFC 6455 §5); what is odd ends the connection."""

from collections.abc import Callable

MAX_MESSAGE_BYTES = 64 * 1024  # nobody out there has more to say
_CONTINUATION, _TEXT, _BINARY, _CLOSE = 0, 1, 2, 8
_KNOWN = frozenset({_CONTINUATION, _TEXT, _BINARY, _CLOSE, 9, 10})


class ClosedByPeer(Exception):
    """The client closed, vanished, or sent what no client may."""


class Reader:
    """Messages from a stream of bytes; `recv` blocks and gives b"" at the end."""

    def __init__(self, recv: Callable[[int], bytes]) -> None:
        self._recv = recv
        self._buffer = bytearray()
        self._opcode = 0
        self._parts = b""

    def read_message(self) -> tuple[int, bytes]:
        """(opcode, payload) of the next whole message or control frame. Raises ClosedByPeer.

        A control frame may come between the fragments of a message; they are kept till then.
        """
        while True:
            final, kind, part = self._read_frame()
            if kind == _CLOSE:
                raise ClosedByPeer("close frame")
            if kind > _CLOSE:
                return kind, part
            if (kind == _CONTINUATION) != (self._opcode != 0):
                raise ClosedByPeer("fragments out of order")
            self._opcode = self._opcode or kind
            self._parts += part
            if len(self._parts) > MAX_MESSAGE_BYTES:
                raise ClosedByPeer("message too big")
            if final:
                message = self._opcode, self._parts
                self._opcode, self._parts = 0, b""
                return message

    def _read_frame(self) -> tuple[bool, int, bytes]:
        buffer = self._buffer
        self._fill_buffer(2)
        first, second = buffer[0], buffer[1]
        size, kind, start = second & 127, first & 15, 2
        if first & 0x70 or not second & 0x80 or kind not in _KNOWN:
            raise ClosedByPeer("reserved bits, no mask, or an unknown opcode")
        if kind >= _CLOSE and (size > 125 or not first & 0x80):
            raise ClosedByPeer("a control frame is short and whole")
        if size > 125:
            start = 4 if size == 126 else 10
            self._fill_buffer(start)
            size = int.from_bytes(buffer[2:start], "big")
        if size > MAX_MESSAGE_BYTES:
            raise ClosedByPeer("frame too big")
        end = start + 4 + size
        self._fill_buffer(end)
        payload = unmasked(bytes(buffer[start + 4 : end]), bytes(buffer[start : start + 4]))
        del buffer[:end]
        return bool(first & 0x80), kind, payload

    def _fill_buffer(self, count: int) -> None:
        """Wait until the buffer holds `count` bytes."""
        while len(self._buffer) < count:
            received = self._recv(4096)
            if not received:
                raise ClosedByPeer("end of stream")
            self._buffer += received


def unmasked(payload: bytes, mask: bytes) -> bytes:
    """The payload with the client's mask taken off (§5.3): XOR as one long number."""
    size = len(payload)
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
