"""What has come in and is not yet decoded, and the receipt a device waits for."""

from dataclasses import dataclass, field, replace

from gevent.event import Event

from app.live.feeds import Feed, real_id
from app.positions.decoders import BODY_FORMATS_BY_ID
from app.positions.decoders.ais import AisDecoder
from app.positions.decoders.body_format import BodyFormat
from app.positions.model import Reason, Source


@dataclass(slots=True)
class Receipt:
    """What became of a device's reports, `told` in all; complete only once they are committed.

    Never done once one of them is `lost`: the device sends all of them again.
    """

    told: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: list[tuple[int, Reason]] = field(default_factory=list[tuple[int, Reason]])
    refused: str | None = None
    lost: bool = False
    done: Event = field(default_factory=Event)

    @property
    def all_ended(self) -> bool:
        """Whether each report was stored, was known already or was refused for a reason."""
        return self.stored + self.duplicate + len(self.rejected) >= self.told


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes of one source at one real moment (unix seconds): AIS lines, or one body.

    `decoder` belongs to the connection, so that fragments of two receivers never join. `sender` is
    the address it came from; what one may bring is counted by it.
    """

    feed: Feed
    source: Source
    received_at: float
    lines: list[bytes]
    decoder: AisDecoder = field(default_factory=AisDecoder)
    receipt: Receipt | None = None
    sender: str = ""

    @property
    def body_format(self) -> BodyFormat | None:
        """The format of its one body; None for AIS sentences."""
        return BODY_FORMATS_BY_ID.get(real_id(self.feed.id))

    def cut_to(self, line: int) -> "Arrival":
        """The same with that line alone; a body stays whole."""
        return self if self.body_format is not None else replace(self, lines=[self.lines[line]])

    def reject(self, line: int, reason: Reason) -> None:
        """One report of this arrival is refused."""
        self.feed.counters.rejected[reason] += 1
        if self.receipt is not None:
            self.receipt.rejected.append((line, reason))


class Inbox:
    """Sources put, the ingest loop takes; it is woken at once and bounded in lines."""

    MAX_LINES = 200_000  # some minutes of a national feed; more means that nobody reads

    def __init__(self) -> None:
        self._waiting: list[Arrival] = []
        self._lines = 0
        self.event = Event()

    def put(self, arrival: Arrival) -> None:
        """Add an arrival; when the inbox is full it is counted as lost."""
        if self._lines >= self.MAX_LINES:
            arrival.feed.counters.lost += len(arrival.lines)
            return
        self._waiting.append(arrival)
        self._lines += len(arrival.lines)
        self.event.set()

    def wake(self) -> None:
        """Let the ingest loop look, though nothing came in."""
        self.event.set()

    def take(self, max_lines: int) -> list[Arrival]:
        """Arrivals in order, about `max_lines` lines of them; none when it is empty."""
        taken: list[Arrival] = []
        count = 0
        while self._waiting and count < max_lines:
            taken.append(self._waiting.pop(0))
            count += len(taken[-1].lines)
        self._lines -= count
        if not self._waiting:
            self.event.clear()
        return taken
