"""Every 250 ms what changed goes to those who watch it and may see it.

A tile's frame is encoded once a scope however many watch it, a message once for all of one scope
who watch the same tiles and are at the same tick. What a client missed is asked of the picture
(`changed_seq`), so one that answers late gets the newest state and nothing is kept for it. How
often it gets one, `app/live/pacing.py` says.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.accounts.model import Reach, Scope
from app.live.clients import Client
from app.live.sockets import framed_event
from app.positions.columns import Mask, Rows
from app.positions.frames import Flag, PackedMovers, Stamp, as_message, gone_frame
from app.positions.geometry import code_range
from app.positions.picture import Picture
from app.positions.rooms import Tile
from app.positions.scopes import mark_of, seen_by, visiting
from app.positions.state import State

TICK_S = 0.25
RESUME_TICKS = 240  # 60 s: who was away longer starts from a snapshot
# A screen may be behind by as long as it may resume, and by its pace on top; else it starts anew.
REMEMBERED_TICKS = 2 * RESUME_TICKS
ALL = -1  # since before the first tick: a snapshot
_ANYWHERE = Tile(0, 0, 0)
_WITHOUT_RISK = np.uint8(0xFF - State.HIGH_RISK)


class Changes:
    """Movers in Morton order of their tiles, packed once; every tile is a run of them."""

    def __init__(self, movers: Rows, stamp: Stamp) -> None:
        self._codes = movers["tile_code"]
        self._packed = PackedMovers(movers, stamp.incident_at)
        self._stamp = stamp

    def frame(self, tile: Tile, flags: Flag) -> bytes | None:
        """The frame of one tile; None when there is nothing to say of it."""
        first, beyond = np.searchsorted(self._codes, code_range(*tile)).tolist()
        if first == beyond and not flags & Flag.SNAPSHOT:
            return None
        return self._packed.frame(first, beyond, tile, flags, self._stamp)


class View:
    """The frames of one tick for one scope, each made when first asked for."""

    def __init__(self, picture: Picture, stamp: Stamp, scope: Scope) -> None:
        self._movers = picture.movers
        self._departures = picture.departures
        self._scope = scope
        self._stamp = scoped(stamp, scope)
        self._seen = _movers_seen(picture, scope)
        self._changes: dict[tuple[str, int], Changes] = {}
        self._frames: dict[tuple[Tile, int], bytes | None] = {}
        self._gone: dict[int, bytes | None] = {}

    def message(self, tiles: tuple[Tile, ...], fresh: frozenset[Tile], since: int) -> bytes | None:
        """What changed in `tiles` after tick `since`, and all of the `fresh` ones.

        Movers that changed tile are sent to everyone: who watches only the one they left must
        learn it too. The same goes for those that the scope sees no more.
        """
        frames = [self._frame_of(tile, ALL if tile in fresh else since) for tile in tiles]
        if len(fresh) < len(tiles):
            frames.append(self._changed_since("moved_seq", since).frame(_ANYWHERE, Flag(0)))
            frames.append(self._lost_since(since))
        filled = [frame for frame in frames if frame is not None]
        return as_message(filled) if filled else None

    def _frame_of(self, tile: Tile, since: int) -> bytes | None:
        key = (tile, since)
        if key not in self._frames:
            flags = Flag.SNAPSHOT if since == ALL else Flag(0)
            self._frames[key] = self._changed_since("changed_seq", since).frame(tile, flags)
        return self._frames[key]

    def _changed_since(self, column: str, since: int) -> Changes:
        key = (column, since)
        if key not in self._changes:
            slots = np.flatnonzero(self._seen & (self._movers[column] > max(since, 0)))
            self._changes[key] = Changes(self._movers_shown(slots), self._stamp)
        return self._changes[key]

    def _movers_shown(self, slots: NDArray[np.intp]) -> Rows:
        """A copy of those movers by tile. Of a visitor a county learns its place, not its risk."""
        order = np.argsort(self._movers["tile_code"][slots], kind="stable")
        rows = self._movers[slots[order]]
        if self._scope.reach is Reach.COUNTY:
            rows["state"][visiting(self._scope, rows)] &= _WITHOUT_RISK
        return rows

    def _lost_since(self, since: int) -> bytes | None:
        if len(self._departures) == 0:
            return None
        if since not in self._gone:
            slots = self._departures.lost(self._scope, self._movers, since)
            ids = self._movers["vessel_id"][slots]
            self._gone[since] = gone_frame(ids, self._stamp) if len(ids) else None
        return self._gone[since]


def scoped(stamp: Stamp, scope: Scope) -> Stamp:
    """The stamp of a scope's frames: no two scopes share an epoch."""
    return Stamp(stamp.epoch ^ mark_of(scope), stamp.seq, stamp.incident_at)


def shown_to(picture: Picture, scope: Scope) -> int:
    """How many movers with a position the scope sees."""
    return int(np.count_nonzero(_movers_seen(picture, scope)))


def _movers_seen(picture: Picture, scope: Scope) -> Mask:
    """Movers with a position that the scope sees."""
    placed = np.isfinite(picture.movers["fix_at"])
    return placed if scope.reach is Reach.CITY else placed & seen_by(scope, picture.movers)


Audience = tuple[Scope, tuple[Tile, ...], frozenset[Tile], int]


def send_tick(picture: Picture, clients: Iterable[Client], stamp: Stamp, now_s: float) -> None:
    """Bring every client that is due up to this tick."""
    oldest = max(0, stamp.seq - REMEMBERED_TICKS)
    views: dict[Scope, View] = {}
    for (scope, tiles, fresh, since), audience in _group_audiences(clients, oldest, now_s).items():
        if scope not in views:
            views[scope] = View(picture, stamp, scope)
        message = views[scope].message(tiles, fresh, since)
        wire = None if message is None else framed_event("frame", message)
        for client in audience:
            if wire is None:
                client.since = stamp.seq
            elif client.wire.try_write(wire):
                client.sent(stamp.seq, now_s)
    picture.departures.forget(oldest)


def _group_audiences(
    clients: Iterable[Client], oldest: int, now_s: float
) -> dict[Audience, list[Client]]:
    """Clients that get the same message: those who watch something, are due and not locked."""
    audiences: defaultdict[Audience, list[Client]] = defaultdict(list)
    for client in clients:
        if client.tiles and not client.locked and client.is_due(now_s):
            if client.since < oldest:
                client.start_anew()
            audiences[client.scope, client.tiles, client.fresh, client.since].append(client)
    return audiences
