"""Takes what came in through the pipeline, some hundred reports at a time."""

from collections.abc import Callable
from functools import partial

import gevent
import structlog

from app.live.inbox import Arrival, Inbox
from app.live.intakes import Intakes
from app.live.pipeline import run, welcome

log = structlog.get_logger()

GATHER_S = 0.05  # a batch costs about 4 ms of commit however small it is
MAX_LINES = 1000  # about 30 ms of decoding: no longer may the ticks wait


class IngestLoop:
    """One greenlet; everything it touches in a picture it touches alone."""

    def __init__(self, inbox: Inbox, intakes: Intakes) -> None:
        self._inbox = inbox
        self._intakes = intakes
        self.failures = 0

    def run(self) -> None:
        """Ingest until the process ends."""
        while True:
            self._inbox.event.wait()
            gevent.sleep(GATHER_S)
            while arrivals := self._inbox.take(MAX_LINES):
                for ingest, share in self._intakes.share_out(arrivals):
                    self._guard_work(share, partial(run, ingest, share))
                self._welcome_newcomers()
                gevent.sleep(0)
            self._welcome_newcomers()

    def _welcome_newcomers(self) -> None:
        for ingest in self._intakes:
            self._guard_work([], partial(welcome, ingest))

    def _guard_work(self, arrivals: list[Arrival], work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # one batch may not stop the feed; it is counted and told
            self.failures += 1
            log.exception("batch_failed", lines=sum(len(arrival.lines) for arrival in arrivals))
            for arrival in arrivals:
                arrival.feed.counters.lost += len(arrival.lines)
