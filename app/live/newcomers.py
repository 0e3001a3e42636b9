"""Movers that nobody knows wait here until they have proved themselves and have a register row.

An MMSI costs whoever makes it up nothing, and a row in the register for ever. So a new one is heard
twice before it counts, each sender may bring only so many, and the rows are made by a greenlet of
their own: while the database hangs, everybody known goes on moving.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import gevent
import numpy as np
import structlog
from gevent.event import Event

from app.errors import Unavailable
from app.live.batch import Batch
from app.live.inbox import Arrival
from app.live.sources.allowance import Allowance
from app.live.world_time import real_s
from app.positions.columns import Rows
from app.positions.identity import kind_of_stranger
from app.positions.model import Kind, StaticReport
from app.positions.picture import Mover

log = structlog.get_logger()

Register = Callable[[list[tuple[int, Kind]]], list[Mover]]

PROOFS = 2  # different sentences; two receivers of one are one
ROWS_KEPT, MOST_WAITING, MOST_OF_ONE = 8, 20_000, 5_000
PATIENCE_S = 900.0  # a class B at anchor speaks every three minutes
RATE, BURST = 5.0, 3000.0  # newcomers a second of one sender, and at once: a first start
AT_ONCE = 500
RETRY_S = 1.0


@dataclass(slots=True)
class _Newcomer:
    sender: str
    first_at: float
    payloads: set[int] = field(default_factory=set[int])
    rows: list[tuple[Rows, Arrival]] = field(default_factory=list[tuple[Rows, Arrival]])
    said: StaticReport | None = None


class Newcomers:
    """The waiting room. `register` makes register rows, and raises Unavailable."""

    def __init__(
        self, register: Register, allowance: Allowance | None = None, proofs: int = PROOFS
    ) -> None:
        self._register = register
        self._allowance = allowance or Allowance(RATE, BURST)
        self._proofs = proofs
        self._waiting: dict[int, _Newcomer] = {}
        self._of_sender: dict[str, int] = {}
        self._proven: dict[int, _Newcomer] = {}
        self._met: list[tuple[Mover, _Newcomer]] = []
        self._more = Event()
        self._careful = 0  # how many are tried one by one
        self.on_met: Callable[[], None] = lambda: None
        self._ended = False

    def __len__(self) -> int:
        """How many wait, proven or not."""
        return len(self._waiting) + len(self._proven)

    def hold(self, batch: Batch, strangers: Rows, said: Iterable[StaticReport]) -> None:
        """Keep these rows of `batch` until their movers are known; so far they have not ended."""
        for row in strangers:
            arrival = batch.arrivals[int(row["arrival"])]
            self._hold_newcomer(int(row["mmsi"]), row, arrival)
        for report in said:
            found = self._proven.get(report.mmsi) or self._waiting.get(report.mmsi)
            if found is not None:
                found.said = report.merge_earlier(found.said)

    def take_met(self) -> list[Mover]:
        """Movers that have their register row since the last call; then `take_rows`."""
        return [mover for mover, _ in self._met]

    def take_rows(self) -> Batch | None:
        """What those met had said, as a batch of its own."""
        met, self._met = self._met, []
        held = [pair for _, newcomer in met for pair in newcomer.rows]
        if not held:
            return None
        batch = Batch([arrival for _, arrival in held])
        batch.rows = np.concatenate([row for row, _ in held])
        batch.rows["arrival"], batch.rows["line"] = range(len(held)), 0
        batch.statics = [newcomer.said for _, newcomer in met if newcomer.said is not None]
        return batch

    def run(self) -> None:
        """Give those proven their rows, until told to end."""
        while not self._ended:
            self._more.wait(PATIENCE_S / 10)
            self._more.clear()
            self.expire(real_s())
            while self._proven:
                gevent.sleep(0 if self.meet() else RETRY_S)

    def end(self) -> None:
        """Its world is over."""
        self._ended = True
        self._more.set()

    def meet(self) -> bool:
        """Register some of those proven; False when the database is away for now."""
        chosen = dict(list(self._proven.items())[: 1 if self._careful else AT_ONCE])
        self._careful = max(0, self._careful - 1)
        wanted = [(m, kind_of_stranger(m, _name_of(one))) for m, one in chosen.items()]
        try:
            movers = self._register(wanted)
        except Unavailable:
            return False
        except Exception:  # our own fault: trying again would stop all behind it
            log.exception("newcomers_refused", mmsis=len(chosen))
            self._refuse_newcomers(chosen)
            return True
        for mover in movers:
            if mover.mmsi is not None:
                self._met.append((mover, chosen[mover.mmsi]))
        for mmsi in chosen:
            self._leave_waiting(self._proven, mmsi)
        self.on_met()
        return True

    def _refuse_newcomers(self, chosen: Mapping[int, _Newcomer]) -> None:
        """One alone is refused; of several each is tried for itself."""
        if len(chosen) > 1:
            self._careful = len(chosen)
            return
        for mmsi in chosen:
            for _, arrival in self._leave_waiting(self._proven, mmsi).rows:
                arrival.feed.counters.refused += 1

    def expire(self, now_s: float) -> None:
        """Forget those who were not heard again."""
        late = [m for m, one in self._waiting.items() if now_s - one.first_at > PATIENCE_S]
        for mmsi in late:
            self._give_up(mmsi)

    def _hold_newcomer(self, mmsi: int, row: np.void, arrival: Arrival) -> None:
        newcomer = self._proven.get(mmsi) or self._waiting.get(mmsi)
        if newcomer is None:
            newcomer = self._enter_waiting(mmsi, arrival)
        if newcomer is None or len(newcomer.rows) >= ROWS_KEPT:
            arrival.feed.counters.unproven += 1
            return
        newcomer.rows.append((np.array([row], row.dtype), arrival.cut_to(int(row["line"]))))
        newcomer.payloads.add(int(row["payload"]))
        # Who waits for a receipt has shown a token: it vouches for its fleet.
        wanted = self._proofs if arrival.receipt is None else 1
        if mmsi in self._waiting and len(newcomer.payloads) >= wanted:
            self._prove_newcomer(mmsi, arrival.received_at)

    def _enter_waiting(self, mmsi: int, arrival: Arrival) -> _Newcomer | None:
        """A place, unless this sender has taken its share of them; the oldest gives way."""
        if self._of_sender.get(arrival.sender, 0) >= MOST_OF_ONE:
            return None
        if len(self._waiting) >= MOST_WAITING:
            self._give_up(next(iter(self._waiting)))
        newcomer = self._waiting[mmsi] = _Newcomer(arrival.sender, arrival.received_at)
        self._of_sender[arrival.sender] = self._of_sender.get(arrival.sender, 0) + 1
        return newcomer

    def _prove_newcomer(self, mmsi: int, now_s: float) -> None:
        newcomer = self._waiting[mmsi]
        if self._allowance.take(newcomer.sender, 1, now_s):
            self._proven[mmsi] = self._waiting.pop(mmsi)
            self._more.set()

    def _give_up(self, mmsi: int) -> None:
        newcomer = self._leave_waiting(self._waiting, mmsi)
        for _, arrival in newcomer.rows:
            arrival.feed.counters.unproven += 1

    def _leave_waiting(self, place: dict[int, _Newcomer], mmsi: int) -> _Newcomer:
        newcomer = place.pop(mmsi)
        left = self._of_sender[newcomer.sender] - 1
        if left:
            self._of_sender[newcomer.sender] = left
        else:
            del self._of_sender[newcomer.sender]
        return newcomer


def _name_of(newcomer: _Newcomer) -> str | None:
    return None if newcomer.said is None else newcomer.said.name
