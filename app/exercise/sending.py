"""Ways to `live`: UDP datagrams, one TCP connection, JSON over its HTTP socket.

What cannot be sent over UDP or TCP is gone, as on the air. BeiDou terminals keep their reports
until they are answered 202.
"""

import http.client
import socket
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import structlog

from app import strict_json

log = structlog.get_logger()

DATAGRAM_BYTES = 1400
_TIMEOUT_S = 5.0
_RETRY_S = 2.0
_OUTBOX_REPORTS, _BATCH_REPORTS = 20_000, 2000


class SentenceOutlet(Protocol):
    """Takes whole sentences without line ends."""

    def send(self, sentences: Sequence[bytes]) -> None:
        """Send what can be sent; never raises for a listener that is away."""
        ...


class UdpOutlet:
    """Several sentences a datagram, as shore stations forward them."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, sentences: Sequence[bytes]) -> None:
        """Fill datagrams up to the size that passes any network whole."""
        for datagram in pack_datagrams(sentences):
            try:
                self._socket.sendto(datagram, self._address)
            except OSError as error:
                log.debug("udp_not_sent", why=str(error))

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()


def pack_datagrams(sentences: Sequence[bytes]) -> list[bytes]:
    """Lines in as few datagrams as hold them, none split over two."""
    datagrams: list[bytes] = []
    lines: list[bytes] = []
    size = 0
    for sentence in sentences:
        if lines and size + len(sentence) + 2 > DATAGRAM_BYTES:
            datagrams.append(b"".join(lines))
            lines, size = [], 0
        lines.append(sentence + b"\r\n")
        size += len(sentence) + 2
    return [*datagrams, b"".join(lines)] if lines else datagrams


class TcpOutlet:
    """One connection, made again when it breaks."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._socket: socket.socket | None = None
        self._retry_at = 0.0

    def send(self, sentences: Sequence[bytes]) -> None:
        """Send, connecting first where need be."""
        connection = self._connect_socket()
        if connection is None or not sentences:
            return
        try:
            connection.sendall(b"".join(sentence + b"\r\n" for sentence in sentences))
        except OSError as error:
            log.info("tcp_broken", why=str(error))
            connection.close()
            self._socket = None

    def _connect_socket(self) -> socket.socket | None:
        if self._socket is None and time.monotonic() >= self._retry_at:
            self._retry_at = time.monotonic() + _RETRY_S
            try:
                self._socket = socket.create_connection(self._address, timeout=_TIMEOUT_S)
            except OSError as error:
                log.debug("tcp_away", why=str(error))
        return self._socket


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket, as the door in front of `live` speaks it."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket's path."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class BeidouOutlet:
    """Posts reports with a device's token and keeps them until they are stored."""

    def __init__(self, live_socket: Path, token_file: Path) -> None:
        self._live_socket = live_socket
        self._token_file = token_file
        self._outbox: deque[dict[str, object]] = deque(maxlen=_OUTBOX_REPORTS)
        self._retry_at = 0.0

    @property
    def waiting(self) -> int:
        """Reports not yet answered."""
        return len(self._outbox)

    def send(self, reports: Sequence[dict[str, object]]) -> None:
        """Add to the outbox and post what it holds, oldest first."""
        self._outbox.extend(reports)
        while self._outbox and time.monotonic() >= self._retry_at:
            batch = [self._outbox[k] for k in range(min(len(self._outbox), _BATCH_REPORTS))]
            if not self._post_batch(batch):
                self._retry_at = time.monotonic() + _RETRY_S
                return
            for _ in batch:
                self._outbox.popleft()

    def _post_batch(self, batch: list[dict[str, object]]) -> bool:
        connection = _UnixConnection(self._live_socket)
        try:
            token = self._token_file.read_text(encoding="ascii").strip()
            connection.request(
                "POST", "/api/v1/reports", strict_json.dumps({"reports": batch}).encode(),
                {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            )  # fmt: skip
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            log.debug("beidou_not_sent", why=str(error))
            return False
        finally:
            connection.close()
        if answer.status != http.client.ACCEPTED:
            log.info("beidou_refused", status=answer.status)
        return answer.status == http.client.ACCEPTED
