"""A batch of reports on its way, and how each of them ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from app.live.inbox import Arrival
from app.positions.columns import Mask, Rows, empty_rows
from app.positions.model import Reason, Source, StaticReport
from app.positions.queries import Rejected
from app.positions.store import Stored

RAW_LIMIT = 500  # bytes of a refused message that are kept as evidence
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127)}


@dataclass(slots=True)
class Batch:
    """`rows` holds the reports not yet ended; each says from which arrival and line it came.

    `terminals` are the BeiDou numbers of reports that have one, by arrival and line. `not_newer`
    marks rows that are no news of their mover. `is_last`: no other batch has these arrivals' rest.
    """

    arrivals: list[Arrival]
    rows: Rows = field(default_factory=lambda: empty_rows(0, Source.AIS_UDP, 0.0))
    terminals: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    not_newer: Mask = field(default_factory=lambda: np.zeros(0, np.bool_))
    statics: list[StaticReport] = field(default_factory=list[StaticReport])
    rejected: list[Rejected] = field(default_factory=list[Rejected])
    is_last: bool = True

    def terminal_of(self, row: np.void) -> str | None:
        """The BeiDou number that a row's report gave."""
        return self.terminals.get((int(row["arrival"]), int(row["line"])))

    def raw_of(self, row: np.void) -> str:
        """What a row was read from: the sentence, or the terminal's number."""
        arrival = self.arrivals[int(row["arrival"])]
        if arrival.body_format is not None:
            return self.terminal_of(row) or (str(row["mmsi"]) if row["mmsi"] else "")
        # Escaped, for a text column holds no NUL and evidence shows what there was.
        line = arrival.lines[int(row["line"])][:RAW_LIMIT]
        return line.decode("ascii", "backslashreplace").translate(_CONTROLS)

    def end_stored(self, rows: Rows) -> None:
        """These are committed."""
        for arrival, count in self._by_arrival(rows):
            arrival.feed.counters.stored += count
            if arrival.receipt is not None:
                arrival.receipt.stored += count

    def end_duplicate(self, rows: Rows) -> None:
        """These say what is known already."""
        for arrival, count in self._by_arrival(rows):
            arrival.feed.counters.duplicate += count
            if arrival.receipt is not None:
                arrival.receipt.duplicate += count

    def end_lost(self, rows: Rows) -> None:
        """The database was away too long. A device that waits for one is not acknowledged."""
        for arrival, count in self._by_arrival(rows):
            arrival.feed.counters.lost += count
            if arrival.receipt is not None:
                arrival.receipt.lost = True

    def end_refused(self, rows: Rows) -> None:
        """The database, or a step, would not have these. A device is told so: again is no use."""
        for row in rows:
            arrival = self.arrivals[int(row["arrival"])]
            arrival.feed.counters.refused += 1
            if arrival.receipt is not None:
                arrival.receipt.rejected.append((int(row["line"]), Reason.NOT_STORABLE))

    def end_rejected(self, row: np.void, reason: Reason, evidence: Rejected) -> None:
        """This one is refused, and kept as evidence."""
        self.arrivals[int(row["arrival"])].reject(int(row["line"]), reason)
        self.rejected.append(evidence)

    def settle(self, outcome: Stored) -> None:
        """After the commit: count every row and let the devices go."""
        self.end_stored(self.rows[outcome.stored])
        self.end_refused(self.rows[outcome.refused])
        self.end_duplicate(self.rows[~outcome.stored & ~outcome.refused])
        for arrival in self.arrivals if self.is_last else ():
            if arrival.receipt is not None and not arrival.receipt.lost:
                arrival.receipt.done.set()

    def halves(self) -> tuple["Batch", "Batch"]:
        """The same reports in two batches; the second answers the devices for both."""
        row, said = (len(self.rows) + 1) // 2, len(self.statics) // 2
        return (
            replace(self, rows=self.rows[:row], statics=self.statics[:said], is_last=False),
            replace(self, rows=self.rows[row:], statics=self.statics[said:]),
        )

    def _by_arrival(self, rows: Rows) -> Iterator[tuple[Arrival, int]]:
        counts: list[int] = np.bincount(rows["arrival"], minlength=len(self.arrivals)).tolist()
        return ((self.arrivals[n], count) for n, count in enumerate(counts) if count)
