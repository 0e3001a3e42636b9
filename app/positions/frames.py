"""Frame v1: movers packed for the wire, little endian, 32 bytes and then columns.

    0  u8  'H' (0x48)            8  u32 seq             28 u32 n
    1  u8  version (1)          12  f64 incident unix ms
    2  u8  flags                20  u32 x
    3  u8  z                    24  u32 y
    4  u32 epoch

then id u32[n] · lon i32[n] (1e-7°) · lat i32[n] · age_s u16[n] (65535: more) · sog u16[n]
(0.1 kn, 65535 missing) · bow u16[n] (0.1°, heading else course, 65535 missing) · kind u8[n] ·
state u8[n]: 20 bytes a mover. A message is one or more frames back to back; the last one carries
LAST and is what a client answers with `seen {seq}`. Frames of one scope never have another's
epoch: a screen whose scope changes forgets all it has. In a frame with GONE only the ids count.
"""

from dataclasses import dataclass
from enum import IntFlag
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.positions.columns import Rows
from app.positions.rooms import Tile

MAGIC, VERSION = 0x48, 1
HEADER = Struct("<BBBBIIdIII")
MOVER_BYTES = 20
MISSING = 65535
_FLAGS_AT = 2


class Flag(IntFlag):
    """SNAPSHOT: drop this tile's movers that are not listed. LAST: the message ends here.

    GONE: drop those listed, wherever they were; the screen's scope sees them no more.
    """

    SNAPSHOT = 1
    LAST = 2
    GONE = 4


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a frame was made: the picture's epoch, the tick, the incident's moment (unix s)."""

    epoch: int
    seq: int
    incident_at: float


class PackedMovers:
    """Movers with positions as columns of the wire; any run of them can be a frame."""

    def __init__(self, movers: Rows, incident_at: float) -> None:
        age_s = np.clip(incident_at - movers["fix_at"], 0, MISSING)
        bow = np.where(np.isnan(movers["heading_deg"]), movers["cog_deg"], movers["heading_deg"])
        self._columns = (
            movers["vessel_id"].astype("<u4"),
            np.rint(movers["lon"] * 1e7).astype("<i4"),
            np.rint(movers["lat"] * 1e7).astype("<i4"),
            age_s.astype("<u2"),
            _to_tenths(movers["sog_kn"]),
            _to_tenths(np.where(bow >= 359.95, 0, bow)),
            np.ascontiguousarray(movers["kind"]),
            np.ascontiguousarray(movers["state"]),
        )

    def frame(self, first: int, beyond: int, tile: Tile, flags: Flag, stamp: Stamp) -> bytes:
        """The movers from `first` up to `beyond` as the frame of `tile`."""
        header = _make_header(tile, flags, stamp, beyond - first)
        return b"".join((header, *(column[first:beyond].tobytes() for column in self._columns)))


def gone_frame(vessel_ids: NDArray[np.int32], stamp: Stamp) -> bytes:
    """The frame that takes movers away; it says nothing of them but who they are."""
    count = len(vessel_ids)
    header = _make_header(Tile(0, 0, 0), Flag.GONE, stamp, count)
    return header + vessel_ids.astype("<u4").tobytes() + bytes((MOVER_BYTES - 4) * count)


def as_message(frames: list[bytes]) -> bytes:
    """Frames back to back with LAST set on the last."""
    last = bytearray(frames[-1])
    last[_FLAGS_AT] |= Flag.LAST
    return b"".join((*frames[:-1], last))


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame read back: columns as they travelled."""

    tile: Tile
    flags: Flag
    stamp: Stamp
    vessel_id: NDArray[np.uint32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    age_s: NDArray[np.uint16]
    sog: NDArray[np.uint16]
    bow: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    state: NDArray[np.uint8]


def decode_message(message: bytes) -> list[Frame]:
    """The frames of a message. Raises ValueError for anything else."""
    frames: list[Frame] = []
    at = 0
    while at < len(message):
        if len(message) - at < HEADER.size:
            raise ValueError("a frame is cut short")
        frame, at = _decode_frame(message, at)
        frames.append(frame)
    return frames


def _decode_frame(message: bytes, at: int) -> tuple[Frame, int]:
    magic, version, flags, z, epoch, seq, moment, x, y, n = HEADER.unpack_from(message, at)
    if (magic, version) != (MAGIC, VERSION) or len(message) < at + HEADER.size + n * MOVER_BYTES:
        raise ValueError("not a frame of version 1")
    at += HEADER.size
    columns: list[NDArray[Any]] = []
    for kind in ("<u4", "<i4", "<i4", "<u2", "<u2", "<u2", "u1", "u1"):
        columns.append(np.frombuffer(message, kind, n, at))
        at += n * np.dtype(kind).itemsize
    ids, lon, lat, age_s, sog, bow, kinds, states = columns
    stamp = Stamp(epoch, seq, moment / 1000)
    return (
        Frame(Tile(z, x, y), Flag(flags), stamp, ids, lon * 1e-7, lat * 1e-7, age_s, sog, bow,
              kinds, states),
        at,
    )  # fmt: skip


def _make_header(tile: Tile, flags: Flag, stamp: Stamp, count: int) -> bytes:
    return HEADER.pack(
        MAGIC, VERSION, flags, tile.z, stamp.epoch, stamp.seq, stamp.incident_at * 1000,
        tile.x, tile.y, count,
    )  # fmt: skip


def _to_tenths(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Tenths of the unit, 65535 where missing."""
    missing = np.isnan(values)
    return np.where(missing, MISSING, np.rint(np.where(missing, 0, values) * 10)).astype("<u2")
