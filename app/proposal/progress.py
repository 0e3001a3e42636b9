"""How far a draft has come, for the screen that waits for it. One a process, as `web` is."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

_KEPT = 64


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """Zones planned, of how many; nought of nought while the registers are read."""

    done: int
    total: int


class ProgressBoard:
    """The newest word of each client's draft."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: OrderedDict[str, DraftProgress] = OrderedDict()

    def tell(self, client: str, done: int, total: int) -> None:
        """What a draft says of itself; the clients of long ago are forgotten."""
        with self._lock:
            self._said[client] = DraftProgress(done, total)
            self._said.move_to_end(client)
            while len(self._said) > _KEPT:
                self._said.popitem(last=False)

    def of(self, client: str) -> DraftProgress:
        """What was said last."""
        with self._lock:
            return self._said.get(client, DraftProgress(0, 0))
