"""AIS from a file that a receiver appends to, from its present end on; a new file is read whole."""

from pathlib import Path

import gevent

from app.live.feeds import Feed
from app.live.inbox import Arrival, Inbox
from app.live.world_time import real_s
from app.positions.decoders.ais import AisDecoder
from app.positions.model import Source

POLL_S = 0.5
READ_BYTES = 256 * 1024
LINE_LIMIT = 1024


class FileSource:
    """Follows one path through truncation and replacement (log rotation)."""

    def __init__(self, path: Path, feed: Feed, inbox: Inbox) -> None:
        self._path = path
        self._feed = feed
        self._inbox = inbox
        self._decoder = AisDecoder()
        self._inode: int | None = None
        self._at = 0
        self._rest = b""

    def run(self) -> None:
        """Read what is new until the process ends."""
        self._skip_to_end()
        while True:
            if not self.read_new():
                gevent.sleep(POLL_S)

    def read_new(self) -> bool:
        """Put new whole lines into the inbox; False when there is nothing more for now."""
        try:
            found = self._path.stat()
        except OSError:
            return False  # not there yet, or between two files
        if found.st_ino != self._inode or found.st_size < self._at:
            self._inode, self._at, self._rest = found.st_ino, 0, b""
        if found.st_size == self._at:
            return False
        with self._path.open("rb") as file:
            file.seek(self._at)
            received = file.read(READ_BYTES)
        self._at += len(received)
        self._put_received(received)
        return True

    def _put_received(self, received: bytes) -> None:
        *lines, self._rest = (self._rest + received).split(b"\n")
        if len(self._rest) > LINE_LIMIT:
            lines, self._rest = [*lines, self._rest], b""
        filled = [line.rstrip(b"\r") for line in lines if line.strip()]
        if filled:
            self._inbox.put(Arrival(self._feed, Source.REPLAY, real_s(), filled, self._decoder))

    def _skip_to_end(self) -> None:
        """What was written before we began is not news."""
        if self._path.exists():
            found = self._path.stat()
            self._inode, self._at = found.st_ino, found.st_size
