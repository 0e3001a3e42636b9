"""How often a screen is given frames: as often as it answers them, and never as a backlog.

A screen that answers late is thinned: its next message waits for an interval that doubles with
every late answer, and holds the newest state only. Prompt answers take it back step by step. What
is measured is the time from sending to `seen`, so the wire and the browser's main thread count
alike. Who relapses soon has to be prompt for longer before it is trusted again.
"""

from dataclasses import dataclass, replace

SLOW_AFTER_S = 2.0  # an answer that takes longer is late, and the screen is told that it is slow
PROMPT_S = 1.0
FIRST_INTERVAL_S, LONGEST_INTERVAL_S = 2.0, 16.0
UNANSWERED_S = 30.0  # after so long the newest state goes out all the same
NEEDED = 3  # prompt answers in a row that halve the interval; twice as many after each relapse
_MOST_RELAPSES = 3
_STEADY = 240  # prompt answers at full pace after which relapses are forgotten


@dataclass(frozen=True, slots=True)
class Pacing:
    """The least time between two messages, 0 at full pace; `prompt` answers since it changed."""

    interval_s: float = 0.0
    prompt: int = 0
    relapses: int = 0

    @property
    def slow(self) -> bool:
        """Whether the screen is thinned."""
        return self.interval_s > 0

    def after(self, delay_s: float) -> "Pacing":
        """The pace after a message was answered in `delay_s`, or not even after so long."""
        if delay_s > SLOW_AFTER_S:
            return self._slow_down()
        if delay_s > PROMPT_S:
            return replace(self, prompt=0)
        return self._speed_up()

    def _slow_down(self) -> "Pacing":
        if self.slow:
            return Pacing(min(2 * self.interval_s, LONGEST_INTERVAL_S), 0, self.relapses)
        return Pacing(FIRST_INTERVAL_S, 0, 0 if self.prompt >= _STEADY else self.relapses)

    def _speed_up(self) -> "Pacing":
        if not self.slow and self.prompt >= _STEADY:
            return self  # the usual case, and nothing is made for it
        if not self.slow or self.prompt + 1 < NEEDED << self.relapses:
            return replace(self, prompt=self.prompt + 1)
        if self.interval_s > FIRST_INTERVAL_S:
            return Pacing(self.interval_s / 2, 0, self.relapses)
        return Pacing(0.0, 0, min(self.relapses + 1, _MOST_RELAPSES))


FULL_PACE = Pacing(prompt=_STEADY)  # nothing is known against a new screen
