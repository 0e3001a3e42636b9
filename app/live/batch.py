"""A batch of reports on its way, and how each of them ends."""

from dataclasses import dataclass, field

import numpy as np

from app.live.inbox import Arrival
from app.positions.columns import Mask, Rows, empty_rows
from app.positions.model import Reason, Source, StaticReport
from app.positions.queries import Rejected


@dataclass(frozen=True, slots=True)
class Line:
    """Where one report of a batch came from: its place in the arrival, and its bytes."""

    arrival: Arrival
    index: int
    raw: bytes
    beidou_id: str | None = None

    def duplicate(self) -> None:
        """It says what is known already."""
        self.arrival.feed.counters.duplicate += 1
        if self.arrival.receipt is not None:
            self.arrival.receipt.duplicate += 1

    def stored(self) -> None:
        """It is committed."""
        self.arrival.feed.counters.stored += 1
        if self.arrival.receipt is not None:
            self.arrival.receipt.stored += 1

    def rejected(self, reason: Reason) -> None:
        """It is refused."""
        self.arrival.feed.counters.rejected[reason] += 1
        if self.arrival.receipt is not None:
            self.arrival.receipt.rejected.append((self.index, reason))

    def lost(self) -> None:
        """The database was away for too long. A device waiting for it is not acknowledged."""
        self.arrival.feed.counters.lost += 1


@dataclass(slots=True)
class Batch:
    """`rows` holds the reports not yet ended; `lines` all of them, by `rows["line"]`."""

    arrivals: list[Arrival]
    lines: list[Line] = field(default_factory=list[Line])
    rows: Rows = field(default_factory=lambda: empty_rows(0, Source.AIS_UDP, 0.0))
    not_newer: Mask = field(default_factory=lambda: np.zeros(0, np.bool_))
    statics: list[StaticReport] = field(default_factory=list[StaticReport])
    rejected: list[Rejected] = field(default_factory=list[Rejected])

    def lines_of(self, rows: Rows) -> list[Line]:
        """The line behind each row."""
        numbers: list[int] = rows["line"].tolist()
        return [self.lines[number] for number in numbers]

    def settle(self, stored: Mask) -> None:
        """After the commit: count every row and let the devices go."""
        for line, is_stored in zip(self.lines_of(self.rows), stored.tolist(), strict=True):
            if is_stored:
                line.stored()
            else:
                line.duplicate()
        for arrival in self.arrivals:
            if arrival.receipt is not None:
                arrival.receipt.done.set()

    def lose(self) -> None:
        """Give the whole batch up."""
        for line in self.lines_of(self.rows):
            line.lost()
