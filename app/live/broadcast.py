"""Every 250 ms what changed goes to those who watch it.

A tile's frame is encoded once however many watch it, a message once for all who watch the same
tiles and are at the same tick. What a client missed is asked of the picture (`changed_seq`), so
one that answers late gets the newest state and nothing is kept for it.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.live.clients import Client
from app.live.sockets import framed_event
from app.positions.columns import Rows
from app.positions.frames import Flag, PackedMovers, Stamp, as_message
from app.positions.geometry import code_range
from app.positions.picture import Picture
from app.positions.rooms import Tile

TICK_S = 0.25
RESUME_TICKS = 240  # 60 s: who was away longer starts from a snapshot
ALL = -1  # since before the first tick: a snapshot
_ANYWHERE = Tile(0, 0, 0)


class Changes:
    """Movers in Morton order of their tiles, packed once; every tile is a run of them."""

    def __init__(self, movers: Rows, slots: NDArray[np.intp], stamp: Stamp) -> None:
        codes = movers["tile_code"][slots]
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        self._packed = PackedMovers(movers[slots[order]], stamp.incident_at)
        self._stamp = stamp

    def frame(self, tile: Tile, flags: Flag) -> bytes | None:
        """The frame of one tile; None when there is nothing to say of it."""
        first, beyond = np.searchsorted(self._codes, code_range(*tile)).tolist()
        if first == beyond and not flags & Flag.SNAPSHOT:
            return None
        return self._packed.frame(first, beyond, tile, flags, self._stamp)


class Tick:
    """The frames of one tick, each made when first asked for."""

    def __init__(self, picture: Picture, stamp: Stamp) -> None:
        self._movers = picture.movers
        self._stamp = stamp
        self._placed = np.isfinite(self._movers["fix_at"])
        self._changes: dict[tuple[str, int], Changes] = {}
        self._frames: dict[tuple[Tile, int], bytes | None] = {}

    def message(self, tiles: tuple[Tile, ...], fresh: frozenset[Tile], since: int) -> bytes | None:
        """What changed in `tiles` after tick `since`, and all of the `fresh` ones.

        Movers that changed tile are sent to everyone: who watches only the one they left must
        learn it too.
        """
        frames = [self._frame(tile, ALL if tile in fresh else since) for tile in tiles]
        if len(fresh) < len(tiles):
            frames.append(self._changed("moved_seq", since).frame(_ANYWHERE, Flag(0)))
        filled = [frame for frame in frames if frame is not None]
        return as_message(filled) if filled else None

    def _frame(self, tile: Tile, since: int) -> bytes | None:
        key = (tile, since)
        if key not in self._frames:
            flags = Flag.SNAPSHOT if since == ALL else Flag(0)
            self._frames[key] = self._changed("changed_seq", since).frame(tile, flags)
        return self._frames[key]

    def _changed(self, column: str, since: int) -> Changes:
        key = (column, since)
        if key not in self._changes:
            slots = np.flatnonzero(self._placed & (self._movers[column] > max(since, 0)))
            self._changes[key] = Changes(self._movers, slots, self._stamp)
        return self._changes[key]


def send_tick(picture: Picture, clients: Iterable[Client], stamp: Stamp, now_s: float) -> None:
    """Bring every client that is not behind up to this tick."""
    tick = Tick(picture, stamp)
    audiences: defaultdict[tuple[tuple[Tile, ...], frozenset[Tile], int], list[Client]]
    audiences = defaultdict(list)
    for client in clients:
        if client.tiles and client.unseen is None:
            audiences[client.tiles, client.fresh, client.since].append(client)
    for (tiles, fresh, since), audience in audiences.items():
        message = tick.message(tiles, fresh, since)
        wire = None if message is None else framed_event("frame", message)
        for client in audience:
            if wire is None:
                client.since = stamp.seq
            elif client.wire.try_write(wire):
                client.sent(stamp.seq, now_s)
