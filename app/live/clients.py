"""Who watches what, and how fast: a client that answers late gets less, and is kept."""

from dataclasses import dataclass
from typing import Protocol

from app.accounts.model import Label, Scope
from app.live.pacing import FULL_PACE, SLOW_AFTER_S, UNANSWERED_S, Pacing
from app.positions.rooms import Tile
from app.worlds.model import REAL_WORLD_ID


class Wire(Protocol):
    """What frames and events go out on."""

    def try_write(self, wire: bytes) -> bool:
        """Send without waiting; False when it cannot begin."""
        ...

    def is_stuck(self) -> bool:
        """Whether it takes nothing: what may not be lost had better wait."""
        ...


@dataclass(slots=True)
class Client:
    """One browser. `since` is the last tick it was given, `fresh` the tiles it has nothing of.

    `scope` is its person's or device's; every frame and event goes by it. `clearance` is the widest
    label of an incident whose events it hears. `wanted` is the incident its page follows by
    number; `world_id` and `incident_id` say where it is (`app/live/worlds.py`).
    """

    sid: str
    wire: Wire
    scope: Scope
    tiles: tuple[Tile, ...] = ()
    fresh: frozenset[Tile] = frozenset()
    since: int = 0
    unseen: int | None = None
    sent_at: float = 0.0
    pacing: Pacing = FULL_PACE
    told_slow: bool = False
    event_seq: int | None = None
    replaying: bool = False
    locked: bool = False
    clearance: Label = Label.PUBLIC
    wanted: int | None = None
    world_id: int | None = REAL_WORLD_ID
    incident_id: int | None = None

    def watch(self, tiles: tuple[Tile, ...]) -> None:
        """Change the view; tiles it had stay as they are."""
        self.fresh = (self.fresh | set(tiles) - set(self.tiles)) & set(tiles)
        self.tiles = tiles

    def resume(self, since: int) -> None:
        """It comes back with everything up to tick `since`."""
        self.since = since
        self.fresh = frozenset()

    def start_anew(self) -> None:
        """Whatever it has is of another picture."""
        self.fresh = frozenset(self.tiles)
        self.since = 0

    def enter(self, world_id: int | None, incident_id: int | None) -> None:
        """It looks at this world and incident from now on; nothing of another world stays."""
        if world_id != self.world_id:
            self.world_id = world_id
            self.start_anew()
        self.incident_id = incident_id

    def see(self, scope: Scope, clearance: Label) -> None:
        """Its person's unit or role is another: what it has is not for it any more."""
        self.scope = scope
        self.clearance = clearance
        self.start_anew()

    def lock(self, locked: bool) -> None:
        """A locked screen is told nothing; once it is unlocked it starts anew."""
        self.locked = locked
        self.start_anew()

    def sent(self, seq: int, now_s: float) -> None:
        """A message of tick `seq` is on its way."""
        if self.unseen is not None:  # the one before was never answered
            self.pacing = self.pacing.after(now_s - self.sent_at)
        self.since = self.unseen = seq
        self.sent_at = now_s
        self.fresh = frozenset()

    def seen(self, seq: int, now_s: float) -> None:
        """It has drawn tick `seq`."""
        if self.unseen is not None and seq >= self.unseen:
            self.unseen = None
            self.pacing = self.pacing.after(now_s - self.sent_at)

    def is_due(self, now_s: float) -> bool:
        """Whether it gets a message now: at most one unanswered, and none before its interval."""
        if self.unseen is not None:
            return now_s - self.sent_at >= max(UNANSWERED_S, self.pacing.interval_s)
        return now_s - self.sent_at >= self.pacing.interval_s

    def is_slow(self, now_s: float) -> bool:
        """Whether its picture is old: it is thinned, or is late with an answer right now."""
        late = self.unseen is not None and now_s - self.sent_at > SLOW_AFTER_S
        return late or self.pacing.slow
