"""How much one sender may bring: fairness between sources, and a share of the process for all."""

from dataclasses import dataclass

# Sentences a second of one sender: a busy national feed has 1,000, an exercise at ×600 tenfold.
RATE, BURST = 10_000.0, 20_000.0
MOST_SENDERS = 4096


@dataclass(slots=True)
class Budget:
    """Fills at `rate` a second and holds `burst`."""

    rate: float
    burst: float
    left: float
    at_s: float

    def take(self, count: float, now_s: float) -> bool:
        """Whether so much is left; then it is taken."""
        self.left = min(self.burst, self.left + max(0.0, now_s - self.at_s) * self.rate)
        self.at_s = now_s
        if self.left < count:
            return False
        self.left -= count
        return True


class Allowance:
    """A budget for each sender; those not heard for long are forgotten first."""

    def __init__(self, rate: float = RATE, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._budgets: dict[str, Budget] = {}

    def take(self, sender: str, count: float, now_s: float) -> bool:
        """Whether `sender` may bring `count` more now."""
        budget = self._budgets.pop(sender, None)
        if budget is None:
            budget = Budget(self._rate, self._burst, self._burst, now_s)
            if len(self._budgets) >= MOST_SENDERS:
                del self._budgets[next(iter(self._budgets))]
        self._budgets[sender] = budget  # to the end: the order is that of being heard
        return budget.take(count, now_s)
