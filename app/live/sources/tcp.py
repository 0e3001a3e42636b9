"""AIS over TCP, as a server that receivers connect to and as a client of a receiver."""

import socket
from collections.abc import Iterator

import gevent
import structlog
from gevent.server import StreamServer
from gevent.socket import create_connection
from gevent.socket import socket as GeventSocket  # noqa: N812 it is a class

from app.live.feeds import Feed
from app.live.inbox import Arrival, Inbox
from app.live.incident_time import real_s
from app.positions.decoders.ais import AisDecoder
from app.positions.model import Source

log = structlog.get_logger()

LINE_LIMIT = 1024  # a sentence has 82 characters, a TAG block some more
RECEIVE_BYTES = 65536
MAX_CONNECTIONS = 64
_RETRY_S = (1.0, 30.0)


class TcpSource:
    """Reads sentences of any number of connections; each has its own decoder."""

    def __init__(self, feed: Feed, inbox: Inbox) -> None:
        self._feed = feed
        self._inbox = inbox

    def serve(self, address: tuple[str, int]) -> StreamServer:
        """Listen on `address`; the caller starts and stops the server."""
        return StreamServer(address, self._take, spawn=MAX_CONNECTIONS)

    def follow(self, address: tuple[str, int]) -> None:
        """Connect to a receiver again and again, waiting longer while it is away."""
        wait_s = _RETRY_S[0]
        while True:
            try:
                connection = create_connection(address, timeout=10)
                connection.settimeout(None)
                wait_s = _RETRY_S[0]
                self._take(connection, address)
            except OSError as error:
                log.info("receiver_away", address=address, why=str(error))
            gevent.sleep(wait_s)
            wait_s = min(wait_s * 2, _RETRY_S[1])

    def _take(self, connection: GeventSocket, address: object) -> None:
        decoder = AisDecoder()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        try:
            for lines in _lines(connection):
                self._inbox.put(Arrival(self._feed, Source.AIS_TCP, real_s(), lines, decoder))
        except OSError as error:
            log.info("receiver_left", address=address, why=str(error))
        finally:
            connection.close()


def _lines(connection: GeventSocket) -> Iterator[list[bytes]]:
    """Whole lines as they come; what is too long for a sentence is given on as it is."""
    rest = b""
    while received := connection.recv(RECEIVE_BYTES):
        *lines, rest = (rest + received).split(b"\n")
        if len(rest) > LINE_LIMIT:
            lines, rest = [*lines, rest], b""
        filled = [line.rstrip(b"\r") for line in lines if line.strip()]
        if filled:
            yield filled
