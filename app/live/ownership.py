"""One `live` owns the picture: an advisory lock, held by the connection that also listens."""

from time import monotonic

import gevent
import psycopg
import structlog

from app.database import Connection, connect
from app.events.queries import CHANNEL, listen
from app.live.connection import WHOLE
from app.live.queries import try_own_picture
from app.positions.queries import REGISTER_CHANNEL
from app.worlds.queries import CLOCK_CHANNEL

log = structlog.get_logger()

RETRY_S = 1.0
REGAIN_S = 10.0  # the old session may linger so long after its connection broke
QUIET_S = 5.0  # how long to listen before the caller gets a turn without a notification


class OwnedByAnother(Exception):
    """Another process took the picture while the database was away from us."""


class Ownership:
    """Holds the lock as long as its connection lives; `conn` is for this greenlet alone."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._conn: Connection | None = None
        self._answered = False

    @property
    def conn(self) -> Connection:
        """The connection that holds the lock."""
        assert self._conn is not None  # noqa: S101 wait() comes first
        return self._conn

    def wait(self) -> None:
        """Return once this process is the owner; stand by until then."""
        standing_by = False
        while not self._try_lock():
            if not standing_by:
                log.info("standing_by")
                standing_by = True
            gevent.sleep(RETRY_S)

    def regain(self) -> None:
        """Own again after the connection was lost. Raises OwnedByAnother when it is too late."""
        answered_at: float | None = None
        while not self._try_lock():
            if self._answered and answered_at is None:
                answered_at = monotonic()
            if answered_at is not None and monotonic() - answered_at > REGAIN_S:
                raise OwnedByAnother
            gevent.sleep(RETRY_S)

    def _try_lock(self) -> bool:
        try:
            conn = connect(self._dsn, autocommit=True, application="haitang-live", patience=WHOLE)
        except psycopg.OperationalError:
            self._answered = False
            return False
        self._answered = True
        if not try_own_picture(conn):
            conn.close()
            return False
        for channel in (CHANNEL, CLOCK_CHANNEL, REGISTER_CHANNEL):
            listen(conn, channel)
        self._conn = conn
        return True

    def wait_for_news(self) -> set[str]:
        """Return at a notification, or after a quiet spell; gives the channels that were told.

        Raises psycopg.OperationalError when the connection, and with it the lock, is gone.
        """
        # Taken up whole: while the generator is open it holds the connection's own lock.
        return {notice.channel for notice in self.conn.notifies(timeout=QUIET_S, stop_after=1)}
