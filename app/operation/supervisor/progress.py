"""One line a step with its time, for a person who waits."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager


class Progress:
    """Prints steps; the first column is seconds since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def say(self, text: str) -> None:
        """One line now."""
        elapsed_s = time.monotonic() - self._began
        print(f"[{elapsed_s:6.1f} s] {text}", file=sys.stderr, flush=True)

    @contextmanager
    def step(self, text: str) -> Generator[None]:
        """One line when the block has ended, with how long it took."""
        began = time.monotonic()
        yield
        self.say(f"{text}（{time.monotonic() - began:.1f} s）")
