"""Every 250 ms what changed goes to those who watch it.

A tile's frame is encoded once however many watch it, a message once for all who watch the same
tiles and are at the same tick. What a client missed is asked of the picture (`changed_seq`), so
one that answers late gets the newest state and nothing is kept for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from app.live.clients import Client
from app.positions.frames import Flag, Stamp, as_message, encode_frame
from app.positions.geometry import TILE_LEVEL
from app.positions.picture import Picture
from app.positions.rooms import Tile

TICK_S = 0.25
RESUME_TICKS = 240  # 60 s: who was away longer starts from a snapshot
_ANYWHERE = Tile(0, 0, 0)

Send = Callable[[bytes, list[str]], None]


class Tick:
    """The frames of one tick, each made when first asked for."""

    def __init__(self, picture: Picture, stamp: Stamp) -> None:
        self._movers = picture.movers
        self._stamp = stamp
        self._placed = np.isfinite(self._movers["fix_at"])
        self._by_tile: dict[tuple[int, int], dict[tuple[int, int], NDArray[np.intp]]] = {}
        self._frames: dict[tuple[Tile, int], bytes | None] = {}

    def message(self, tiles: tuple[Tile, ...], fresh: frozenset[Tile], since: int) -> bytes | None:
        """What changed in `tiles` after tick `since`, and all of the `fresh` ones."""
        frames = [self._frame(tile, -1 if tile in fresh else since) for tile in tiles]
        if len(fresh) < len(tiles):
            frames.append(self._leavers(since))
        filled = [frame for frame in frames if frame is not None]
        return as_message(filled) if filled else None

    def _frame(self, tile: Tile, since: int) -> bytes | None:
        """A tile's changes, or its snapshot for since = −1; None when nothing changed."""
        key = (tile, since)
        if key not in self._frames:
            chosen = self._tiles_of(since, tile.z).get((tile.x, tile.y))
            self._frames[key] = self._encode(chosen, tile, Flag.SNAPSHOT if since < 0 else Flag(0))
        return self._frames[key]

    def _leavers(self, since: int) -> bytes | None:
        """Movers that changed tile: who watches only the one they left must learn it too."""
        key = (_ANYWHERE, ~since)
        if key not in self._frames:
            chosen = np.flatnonzero(self._placed & (self._movers["moved_seq"] > since))
            self._frames[key] = self._encode(chosen, _ANYWHERE, Flag(0))
        return self._frames[key]

    def _encode(self, chosen: NDArray[np.intp] | None, tile: Tile, flags: Flag) -> bytes | None:
        if chosen is None or len(chosen) == 0:
            if not flags & Flag.SNAPSHOT:
                return None
            chosen = np.zeros(0, np.intp)
        return encode_frame(self._movers[chosen], tile, flags, self._stamp)

    def _tiles_of(self, since: int, z: int) -> dict[tuple[int, int], NDArray[np.intp]]:
        """Slots that changed after `since`, by tile of level `z`."""
        key = (since, z)
        if key not in self._by_tile:
            changed = self._placed & (self._movers["changed_seq"] > max(since, 0))
            self._by_tile[key] = self._grouped(np.flatnonzero(changed), z)
        return self._by_tile[key]

    def _grouped(self, slots: NDArray[np.intp], z: int) -> dict[tuple[int, int], NDArray[np.intp]]:
        shift = TILE_LEVEL - z
        x = self._movers["tile_x"][slots] >> shift
        y = self._movers["tile_y"][slots] >> shift
        place = x.astype(np.int64) << 32 | y
        order = np.argsort(place, kind="stable")
        first = np.flatnonzero(np.r_[True, place[order][1:] != place[order][:-1]])
        return {
            (int(x[group[0]]), int(y[group[0]])): slots[group]
            for group in np.split(order, first[1:])
            if len(group)
        }


def send_tick(picture: Picture, clients: Iterable[Client], stamp: Stamp, send: Send,
              now_s: float) -> None:  # fmt: skip
    """Bring every client that is not behind up to this tick."""
    tick = Tick(picture, stamp)
    audiences: defaultdict[tuple[tuple[Tile, ...], frozenset[Tile], int], list[Client]]
    audiences = defaultdict(list)
    for client in clients:
        if client.tiles and client.unseen is None:
            audiences[client.tiles, client.fresh, client.since].append(client)
    for (tiles, fresh, since), audience in audiences.items():
        message = tick.message(tiles, fresh, since)
        if message is not None:
            send(message, [client.sid for client in audience])
        for client in audience:
            if message is None:
                client.since = stamp.seq
            else:
                client.sent(stamp.seq, now_s)
