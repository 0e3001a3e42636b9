"""One `live` owns the picture: an advisory lock, held by the connection that also listens."""

import gevent
import psycopg
import structlog

from app.database import Connection, connect
from app.events.queries import CHANNEL, listen
from app.incidents.queries import CLOCK_CHANNEL
from app.live.queries import try_own_picture

log = structlog.get_logger()

RETRY_S = 1.0
QUIET_S = 5.0  # how long to listen before the caller gets a turn without a notification


class Ownership:
    """Holds the lock as long as its connection lives; `conn` is for this greenlet alone."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._conn: Connection | None = None

    @property
    def conn(self) -> Connection:
        """The connection that holds the lock."""
        assert self._conn is not None  # noqa: S101 wait() comes first
        return self._conn

    def wait(self) -> Connection:
        """The connection, once this process is the owner; stands by until then."""
        standing_by = False
        while True:
            try:
                conn = connect(self._dsn, autocommit=True, application="haitang-live")
            except psycopg.OperationalError:
                gevent.sleep(RETRY_S)
                continue
            if try_own_picture(conn):
                listen(conn, CHANNEL)
                listen(conn, CLOCK_CHANNEL)
                self._conn = conn
                return conn
            conn.close()
            if not standing_by:
                log.info("standing_by")
                standing_by = True
            gevent.sleep(RETRY_S)

    def wait_for_news(self) -> None:
        """Return at a notification, or after a quiet spell without one.

        Raises psycopg.OperationalError when the connection, and with it the lock, is gone.
        """
        # Taken up whole: while the generator is open it holds the connection's own lock.
        list(self.conn.notifies(timeout=QUIET_S, stop_after=1))
