"""AIS over UDP: a datagram holds one or more sentences, a line each."""

import os
import socket
from pathlib import Path
from time import monotonic

import gevent
from gevent.socket import socket as gevent_socket

from app.live.feeds import Feed
from app.live.inbox import Arrival, Inbox
from app.live.sources.allowance import Allowance
from app.live.sources.senders import Senders
from app.live.world_time import real_s
from app.positions.decoders.ais import AisDecoder
from app.positions.model import Source

BUFFER_BYTES = 4 * 1024 * 1024  # the kernel keeps this much while a batch is decoded
AT_ONCE = 200  # datagrams; then the ticks get their turn
MOST_DECODERS = 256
DROPS_EVERY_S = 1.0
_KERNEL_TABLE = Path("/proc/net/udp")
SHARE = 0.5  # of the time at most goes to reading, however much there is to read


class UdpSource:
    """Listens on one address. What is beyond a sender's share is not looked at."""

    def __init__(
        self, address: tuple[str, int], feed: Feed, inbox: Inbox, senders: Senders | None = None
    ) -> None:
        self._feed = feed
        self._inbox = inbox
        self._senders = senders or Senders()
        self._allowance = Allowance()
        self._decoders: dict[str, AisDecoder] = {}
        self._socket = gevent_socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self._socket.bind(address)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens; the port is chosen by the system when 0 was asked for."""
        return self._socket.getsockname()

    @property
    def dropped(self) -> int:
        """Datagrams that the kernel's buffer could not hold, as proc(5) tells; 0 without /proc."""
        if not _KERNEL_TABLE.exists():
            return 0
        inode = str(os.fstat(self._socket.fileno()).st_ino)
        rows = (line.split() for line in _KERNEL_TABLE.read_text(encoding="ascii").splitlines())
        return next((int(row[-1]) for row in rows if row[9] == inode), 0)

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()

    def run(self) -> None:
        """Put each datagram's lines into the inbox."""
        counted_at = 0.0
        while True:
            if monotonic() - counted_at > DROPS_EVERY_S:
                counted_at, self._feed.counters.dropped = monotonic(), self.dropped
            first = self._socket.recvfrom(65536)
            began = monotonic()
            self.take(*first)
            self._drain_socket()
            gevent.sleep((monotonic() - began) * (1 - SHARE) / SHARE)

    def _drain_socket(self) -> None:
        """Take what is there. Reading what is ready never lets anybody else run."""
        for _ in range(AT_ONCE):
            try:
                datagram, sender = self._socket.recvfrom(65536, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            self.take(datagram, sender)

    def take(self, datagram: bytes, sender: tuple[str, int]) -> None:
        """Put one datagram into the inbox if its sender may, and has not brought too much."""
        host = sender[0]
        lines = [line for line in datagram.splitlines() if line]
        if not self._senders.may(host):
            self._feed.counters.foreign += max(1, len(lines))
        elif not self._allowance.take(host, max(1, len(lines)), monotonic()):
            self._feed.counters.flooded += max(1, len(lines))
        elif lines:
            self._inbox.put(
                Arrival(
                    self._feed, Source.AIS_UDP, real_s(), lines, self._decoder_of(host), sender=host
                )
            )

    def _decoder_of(self, host: str) -> AisDecoder:
        """Each sender's fragments join among themselves."""
        if host not in self._decoders and len(self._decoders) >= MOST_DECODERS:
            del self._decoders[next(iter(self._decoders))]
        return self._decoders.setdefault(host, AisDecoder())
