"""Commits batches in order; while the database is away it keeps them 30 s and counts losses."""

from collections import deque

import gevent
import structlog
from gevent.event import Event

from app.errors import Unavailable
from app.live.batch import Batch
from app.live.connection import SteadyConnection
from app.live.world_time import real_s
from app.positions.store import Storable, store

log = structlog.get_logger()

KEEP_S = 30.0
_RETRY_S = 0.5


class Writer:
    """One greenlet with one connection. Order is kept, so a repetition finds what it repeats."""

    def __init__(self, connection: SteadyConnection, keep_s: float = KEEP_S) -> None:
        self._connection = connection
        self._keep_s = keep_s
        self._waiting: deque[tuple[float, int, Batch]] = deque()
        self._more = Event()
        self.away_since: float | None = None
        self.refused = 0
        self.side_refused = 0  # evidence of refused reports, and names

    def __len__(self) -> int:
        """Batches not yet committed."""
        return len(self._waiting)

    def put(self, batch: Batch, world_id: int) -> None:
        """Queue a batch; an empty one waits its turn too, its devices are answered in order."""
        self._waiting.append((real_s(), world_id, batch))
        self._more.set()

    def run(self) -> None:
        """Commit until the process ends."""
        while True:
            self._more.wait()
            self._more.clear()
            while self._waiting:
                if not self._commit_first():
                    gevent.sleep(_RETRY_S)

    def drain(self, limit_s: float = 3.0) -> None:
        """Before the process ends: wait until what came in is committed, but not for long."""
        deadline = real_s() + limit_s
        while self._waiting and real_s() < deadline:
            gevent.sleep(0.02)

    def _commit_first(self) -> bool:
        """Whether the first batch is done with; False asks for another try."""
        queued_at, world_id, batch = self._waiting[0]
        storable = Storable(world_id, batch.rows, batch.not_newer, batch.rejected, batch.statics)
        try:
            with self._connection.use() as conn:
                outcome = store(conn, storable, real_s())
        except Unavailable as error:
            self._note_away(error)
            if real_s() - queued_at > self._keep_s:
                self._give_up(batch)
            return False
        except Exception:  # our own fault: trying again would stop all behind it
            log.exception("batch_failed", rows=len(batch.rows))
            self._give_up(batch)
            return True
        self.away_since = None
        self._waiting.popleft()
        self.refused += int(outcome.refused.sum())
        self.side_refused += len(outcome.evidence_refused) + len(outcome.statics_refused)
        batch.settle(outcome)
        return True

    def _note_away(self, error: Unavailable) -> None:
        if self.away_since is None:
            self.away_since = real_s()
            log.warning("database_away", why=error.why.en)

    def _give_up(self, batch: Batch) -> None:
        self._waiting.popleft()
        batch.end_lost(batch.rows)
