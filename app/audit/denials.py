"""Refusals are recorded: who was kept from what. A flood of them is counted, not kept."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

A_MINUTE = 10  # of one address; what is beyond is in the metrics and the log
_ADDRESSES = 1000


@dataclass(slots=True)
class Denials:
    """How many refusals of each address were recorded in the present minute."""

    _minute: int = 0
    _counts: OrderedDict[str, int] = field(default_factory=OrderedDict[str, int])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_record(self, address: str) -> bool:
        """Whether this one is still recorded."""
        with self._lock:
            minute = int(time.monotonic() // 60)
            if minute != self._minute or len(self._counts) > _ADDRESSES:
                self._minute = minute
                self._counts.clear()
            self._counts[address] = self._counts.get(address, 0) + 1
            return self._counts[address] <= A_MINUTE
