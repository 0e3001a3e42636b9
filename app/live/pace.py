"""How fast a client may talk: what is more has to wait on its own wire."""

RATE, BURST = 20.0, 40.0  # messages a second in the long run, and at once


class Pace:
    """A budget that fills at `RATE` and holds `BURST`."""

    def __init__(self, now_s: float) -> None:
        self._budget = BURST
        self._at_s = now_s

    def wait_s(self, now_s: float) -> float:
        """Count one message; gives for how long the next must not be read."""
        self._budget = min(BURST, self._budget + (now_s - self._at_s) * RATE) - 1
        self._at_s = now_s
        return max(0.0, -self._budget / RATE)
