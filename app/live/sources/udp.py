"""AIS over UDP: a datagram holds one or more sentences, a line each."""

import socket

from gevent.socket import socket as gevent_socket

from app.live.feeds import Feed
from app.live.inbox import Arrival, Inbox
from app.live.incident_time import real_s
from app.positions.decoders.ais import AisDecoder
from app.positions.model import Source

BUFFER_BYTES = 4 * 1024 * 1024  # the kernel keeps this much while a batch is decoded


class UdpSource:
    """Listens on one address."""

    def __init__(self, address: tuple[str, int], feed: Feed, inbox: Inbox) -> None:
        self._feed = feed
        self._inbox = inbox
        self._decoder = AisDecoder()
        self._socket = gevent_socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self._socket.bind(address)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens; the port is chosen by the system when 0 was asked for."""
        return self._socket.getsockname()

    def run(self) -> None:
        """Put each datagram's lines into the inbox."""
        while True:
            datagram = self._socket.recv(65536)
            lines = [line for line in datagram.splitlines() if line]
            if lines:
                self._inbox.put(Arrival(self._feed, Source.AIS_UDP, real_s(), lines, self._decoder))
