"""Vector tiles with a strong ETag and a cache per scope.

A layer's version is the number of the last event that concerns it, read in the request's own
transaction: nothing can be missed, also not by a second `web`. The ETag is version and content.
"""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.accounts.model import Actor
from app.accounts.row_scope import seeing_all
from app.clock import real_now
from app.database import Connection
from app.errors import NotFound
from app.maplayers.access import Outlet, visible_fields
from app.maplayers.definition import Every, Layer, OnEvents
from app.maplayers.queries import last_events, limit_time
from app.maplayers.sql import Moment, read_tile
from app.wording import Text

MAX_ZOOM = 18
TIME_LIMIT_MS = 5000
CACHE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tile:
    """A finished tile; `etag` changes when and only when its content or version does."""

    data: bytes
    etag: str


class TileCache:
    """Finished tiles, the least recently used dropped beyond `limit_bytes`."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._bytes = 0
        self._tiles: OrderedDict[tuple[Any, ...], Tile] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> Tile | None:
        """The tile kept under `key`, or None."""
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
            return self._tiles.get(key)

    def put(self, key: tuple[Any, ...], tile: Tile) -> None:
        """Keep a tile; its cost includes the key's."""
        with self._lock:
            if key in self._tiles:
                return
            self._tiles[key] = tile
            self._bytes += _cost_of(tile)
            while self._bytes > self._limit_bytes and self._tiles:
                _, dropped = self._tiles.popitem(last=False)
                self._bytes -= _cost_of(dropped)


def _cost_of(tile: Tile) -> int:
    return len(tile.data) + 500


class Versions:
    """Number of the last event that concerns each layer, read forward from the event table."""

    def __init__(self) -> None:
        self._read_up_to = 0
        self._by_kind: dict[str, int] = {}
        self._imported: dict[str, int] = {}
        self._lock = threading.Lock()

    def of(self, conn: Connection, layer: Layer) -> int:
        """The layer's version now."""
        with self._lock:
            with seeing_all(conn):  # one reader for all scopes: numbers only, no event
                self._read_forward(conn)
            kinds = layer.refresh.kinds if isinstance(layer.refresh, OnEvents) else ()
            numbers = [self._by_kind.get(kind, 0) for kind in kinds]
            return max([self._imported.get(layer.id, 0), *numbers])

    def _read_forward(self, conn: Connection) -> None:
        for kind, subject, seq in last_events(conn, self._read_up_to):
            self._by_kind[kind] = max(seq, self._by_kind.get(kind, 0))
            if subject is not None:
                self._imported[subject.removeprefix("layer/")] = seq
            self._read_up_to = max(self._read_up_to, seq)


def check_tile(layer: Layer, z: int, x: int, y: int) -> None:
    """Raise NotFound for a tile that cannot exist."""
    if layer.has_tiles and 0 <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z:
        return
    why = (
        Text("船位走实时通道，不切片", "Vessel positions come over the live channel, not in tiles")
        if not layer.has_tiles
        else Text(f"{z}/{x}/{y} 不在范围内", f"{z}/{x}/{y} is out of range")
    )
    raise NotFound(
        "E-LAY-003",
        Text("没有这块瓦片", "No such tile"),
        why,
        Text(f"级别 0 到 {MAX_ZOOM}", f"Levels are 0 to {MAX_ZOOM}"),
    )


def get_tile(
    conn: Connection,
    layer: Layer,
    actor: Actor,
    moment: Moment,
    place: tuple[int, int, int],
    cache: TileCache,
    versions: Versions,
) -> Tile:
    """The tile at `place` (z, x, y) as this actor may see it, from the cache where it can be."""
    version = _version_of(versions.of(conn, layer), layer)
    fields = visible_fields(layer, actor, Outlet.TILE)
    names = tuple(field.name for field in fields)
    seen_by = (actor.scope, actor.clearance)
    key = (layer.id, version, seen_by, names, _tile_state(layer, moment), place)
    tile = cache.get(key)
    if tile is None:
        limit_time(conn, TIME_LIMIT_MS)
        data = read_tile(conn, layer, fields, moment, place)
        digest = hashlib.sha256(data).hexdigest()[:20]
        tile = Tile(data, f"{version}-{digest}")
        cache.put(key, tile)
    return tile


def _version_of(number: int, layer: Layer) -> str:
    if isinstance(layer.refresh, Every):
        return f"{number}.{int(real_now().timestamp() // layer.refresh.seconds)}"
    return str(number)


def _tile_state(layer: Layer, moment: Moment) -> tuple[Any, ...]:
    """What the tile depends on besides the version; the moment only where the SQL uses it."""
    return (
        moment.incident_id if "%(incident)s" in layer.sql else None,
        moment.world_id if "%(world)s" in layer.sql else None,
        moment.at if "%(at)s" in layer.sql else None,
        moment.past if "%(past)s" in layer.sql else None,
        tuple(sorted(moment.parameters.items())),
    )


def tile_moment(at: datetime) -> datetime:
    """`at` down to the minute: tiles of one minute are one cache entry."""
    return at.astimezone(UTC) - timedelta(seconds=at.second, microseconds=at.microsecond)
