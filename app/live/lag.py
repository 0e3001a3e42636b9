"""How late the event loop is: the time everyone waits for whoever computes too long."""

from time import monotonic

import gevent

INTERVAL_S = 0.1
_MEMORY = 600  # readings: the last minute


class LagMeter:
    """Sleeps a known time and sees how much later it wakes."""

    def __init__(self) -> None:
        self._late_s = [0.0]

    @property
    def worst_s(self) -> float:
        """The longest delay of the last minute."""
        return max(self._late_s)

    def run(self) -> None:
        """Measure until the process ends."""
        while True:
            began = monotonic()
            gevent.sleep(INTERVAL_S)
            self._late_s.append(max(0.0, monotonic() - began - INTERVAL_S))
            del self._late_s[:-_MEMORY]
