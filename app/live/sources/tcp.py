"""AIS over TCP, as a server that receivers connect to and as a client of a receiver."""

import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import gevent
import structlog
from gevent.server import StreamServer
from gevent.socket import create_connection
from gevent.socket import socket as GeventSocket  # noqa: N812 it is a class

from app.live.feeds import Feed
from app.live.inbox import Arrival, Inbox
from app.live.sources.allowance import Allowance
from app.live.sources.senders import Senders
from app.live.world_time import real_s
from app.positions.decoders.ais import AisDecoder
from app.positions.decoders.nmea import is_sentence
from app.positions.model import Source

log = structlog.get_logger()

LINE_LIMIT = 1024  # a sentence has 82 characters, a TAG block some more
RECEIVE_BYTES = 65536
MAX_CONNECTIONS, MAX_OF_ONE = 64, 8
_RETRY_S = (1.0, 30.0)


@dataclass(frozen=True, slots=True)
class SentencePatience:
    """How long a connection may be without a sentence, at first and then: a quiet coast has few."""

    first_s: float = 30.0
    later_s: float = 600.0


class TcpSource:
    """Reads sentences of any number of connections; each has its own decoder."""

    def __init__(
        self,
        feed: Feed,
        inbox: Inbox,
        senders: Senders | None = None,
        patience: SentencePatience | None = None,
    ) -> None:
        self._feed = feed
        self._inbox = inbox
        self._senders = senders or Senders()
        self._patience = patience or SentencePatience()
        self._allowance = Allowance()
        self._open: Counter[str] = Counter()

    def serve(self, address: tuple[str, int]) -> StreamServer:
        """Listen on `address`; the caller starts and stops the server."""
        return StreamServer(address, self._admit_client, spawn=MAX_CONNECTIONS)

    def follow(self, address: tuple[str, int]) -> None:
        """Connect to a receiver again and again, waiting longer while it is away."""
        wait_s = _RETRY_S[0]
        while True:
            try:
                connection = create_connection(address, timeout=10)
                wait_s = _RETRY_S[0]
                self._take_client(connection, address[0])
            except OSError as error:
                log.info("receiver_away", address=address, why=str(error))
            gevent.sleep(wait_s)
            wait_s = min(wait_s * 2, _RETRY_S[1])

    def _admit_client(self, connection: GeventSocket, address: tuple[str, int]) -> None:
        """One host holds only some of the places; a place without sentences is given up."""
        host = address[0]
        if not self._senders.may(host):
            self._feed.counters.foreign += 1
            connection.close()
            return
        if self._open[host] >= MAX_OF_ONE:
            log.info("too_many_of_one", address=host, limit=MAX_OF_ONE)
            connection.close()
            return
        self._open[host] += 1
        try:
            self._take_client(connection, host)
        finally:
            self._open[host] -= 1

    def _take_client(self, connection: GeventSocket, host: str) -> None:
        decoder = AisDecoder()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        try:
            for lines in _read_lines(connection, self._patience):
                self._put_lines(lines, decoder, host)
                gevent.sleep(0)
        except OSError as error:
            log.info("receiver_left", address=host, why=str(error))
        finally:
            connection.close()

    def _put_lines(self, lines: list[bytes], decoder: AisDecoder, host: str) -> None:
        """What is too fast waits in the sender's own connection."""
        while not self._allowance.take(host, len(lines), monotonic()):
            gevent.sleep(0.1)
        self._inbox.put(Arrival(self._feed, Source.AIS_TCP, real_s(), lines, decoder, sender=host))


def _read_lines(connection: GeventSocket, patience: SentencePatience) -> Iterator[list[bytes]]:
    """Whole lines as they come; what is too long for a sentence is given on as it is.

    Raises TimeoutError when no sentence has come for as long as the patience says.
    """
    rest, deadline = b"", monotonic() + patience.first_s
    while received := _receive_bytes(connection, deadline):
        *lines, rest = (rest + received).split(b"\n")
        if len(rest) > LINE_LIMIT:
            lines, rest = [*lines, rest], b""
        filled = [line.rstrip(b"\r") for line in lines if line.strip()]
        if any(map(is_sentence, filled)):
            deadline = monotonic() + patience.later_s
        if filled:
            yield filled


def _receive_bytes(connection: GeventSocket, deadline: float) -> bytes:
    left_s = deadline - monotonic()
    if left_s <= 0:
        raise TimeoutError("no sentence")
    connection.settimeout(left_s)
    return connection.recv(RECEIVE_BYTES)
