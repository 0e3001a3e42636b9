"""How fast a client may talk: what is more has to wait on its own wire."""

RATE, BURST = 20.0, 40.0  # messages a second in the long run, and at once


class Pace:
    """A budget that fills at `RATE` and holds `BURST`."""

    def __init__(self, now_s: float) -> None:
        self._budget = BURST
        self._at_s = now_s

    def wait_s(self, now_s: float) -> float:
        """Count one message; gives for how long the next must not be read."""
        budget = self._budget + (now_s - self._at_s) * RATE
        self._at_s = now_s
        self._budget = budget = (BURST if budget > BURST else budget) - 1
        return 0.0 if budget >= 0 else -budget / RATE
