"""Looks once a second for what is wrong: database, losses, waiting jobs, disk."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import gevent

from app.clock import real_now
from app.database import greet
from app.errors import Unavailable
from app.jobs.queries import Backlog, find_backlog
from app.live.connection import SteadyConnection
from app.live.feeds import Feed
from app.live.troubles import Trouble, Troubles

EVERY_S = 1.0
JOBS_EVERY = 5  # rounds
JOBS_PATIENCE_S = 120.0  # the longest job of a sample city takes some 40 s
DISK_LOW, DISK_FULL = 0.80, 0.95


class Watchman:
    """One greenlet; its connection is asked the least there is, and given up at once."""

    def __init__(
        self,
        troubles: Troubles,
        connection: SteadyConnection,
        feeds: Iterable[Feed],
        folder: Path,
        refused: Callable[[], int],
    ) -> None:
        self._troubles = troubles
        self._connection = connection
        self._feeds = list(feeds)
        self._folder = folder
        self._refused = refused
        self._rounds = 0
        self.disk_used = 0.0
        self.backlog = Backlog(0, 0, None, None)

    def run(self) -> None:
        """Look until the process ends."""
        while True:
            self.look()
            gevent.sleep(EVERY_S)

    def look(self) -> None:
        """One round."""
        counters = [feed.counters for feed in self._feeds]
        self._troubles.count(Trouble.REPORTS_REFUSED, self._refused())
        self._troubles.count(Trouble.REPORTS_LOST, sum(c.lost + c.dropped for c in counters))
        self._troubles.count(Trouble.FLOOD, sum(c.flooded for c in counters))
        self._look_at_disk()
        self._ask_database()
        self._rounds += 1

    def _look_at_disk(self) -> None:
        try:
            used = used_share(self._folder)
        except OSError:
            return  # the folder is not there yet: nothing of ours fills it
        self.disk_used = used
        full = used >= DISK_FULL
        self._troubles.set(Trouble.DISK_FULL, stands=full, figure=used)
        self._troubles.set(Trouble.DISK_LOW, stands=used >= DISK_LOW and not full, figure=used)

    def _ask_database(self) -> None:
        try:
            with self._connection.use() as conn:
                greet(conn)
                if self._rounds % JOBS_EVERY == 0:
                    self.backlog = find_backlog(conn)
        except Unavailable:
            self._troubles.set(Trouble.DATABASE_AWAY, stands=True)
            return
        self._troubles.set(Trouble.DATABASE_AWAY, stands=False)
        age_s = self.oldest_job_s()
        late = age_s > JOBS_PATIENCE_S
        self._troubles.set(Trouble.JOBS_WAITING, stands=late, figure=age_s)

    def oldest_job_s(self) -> float:
        """For how long the oldest job waits that could run; 0 without one."""
        oldest_at = self.backlog.oldest_at
        return 0.0 if oldest_at is None else max(0.0, (real_now() - oldest_at).total_seconds())


def used_share(folder: Path) -> float:
    """How much of what we may write is written. Raises OSError."""
    usage = shutil.disk_usage(folder)
    return usage.used / (usage.used + usage.free)
