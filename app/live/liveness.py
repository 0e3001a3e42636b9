"""Who is still there: a ping that the browser itself answers, and an end for who gives no sign.

A page that draws without a graphics card may run no script for many seconds. Its browser answers
WebSocket pings (RFC 6455 §5.5.2) all the same, so only a wire that brought nothing and took
nothing for `limit_s` is closed; a page that lives behind it comes back and resumes.
"""

from collections.abc import Callable, Iterable
from time import monotonic

import gevent
import structlog

from app.live.websocket import FramedWebSocket

log = structlog.get_logger()

EVERY_S = 1.0
_PINGS_WITHIN_LIMIT = 4


class Liveness:
    """One greenlet over all wires."""

    def __init__(self, wires: Callable[[], Iterable[FramedWebSocket]], limit_s: float) -> None:
        self._wires = wires
        self._limit_s = limit_s
        self._pinged_at = monotonic()
        self.closed = 0

    def run(self) -> None:
        """Look after them until the process ends."""
        while True:
            gevent.sleep(EVERY_S)
            self.check(monotonic())

    def check(self, now_s: float) -> None:
        """One round: hang up on the dead, and ping the others now and then."""
        ping = now_s - self._pinged_at >= self._limit_s / _PINGS_WITHIN_LIMIT
        for wire in self._wires():
            if wire.silent_s(now_s) > self._limit_s:
                self.closed += 1
                log.warning("silent_socket_closed", silent_s=round(wire.silent_s(now_s), 1))
                wire.hang_up()
            elif ping:
                wire.ping()
        if ping:
            self._pinged_at = now_s
