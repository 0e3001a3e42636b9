"""What one client of the bench got, and what that amounts to."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.positions.frames import decode_message


@dataclass(slots=True)
class Watched:
    """Frames with the moment each came (monotonic seconds; None for JSON rows), event numbers."""

    frames: list[tuple[float, bytes | None]] = field(
        default_factory=list[tuple[float, bytes | None]]
    )
    events: list[int] = field(default_factory=list[int])


@dataclass(frozen=True, slots=True)
class Arrived:
    """The last position of each vessel in units of the wire, and every report's first arrival.

    A report is known by its vessel and its speed, which the bench makes a running number.
    """

    vessel_id: NDArray[np.uint32]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]
    report_vessel: NDArray[np.uint32]
    report_number: NDArray[np.uint16]
    first_at: NDArray[np.float64]


def arrived_at(client: Watched) -> Arrived:
    """Every frame of one client, put together in the order it came."""
    frames = [
        (at, frame) for at, message in client.frames if message is not None
        for frame in decode_message(message)
    ]  # fmt: skip
    vessel_id = np.concatenate([frame.vessel_id for _, frame in frames])
    number = np.concatenate([frame.sog for _, frame in frames])
    at = np.concatenate([np.full(len(frame.vessel_id), at) for at, frame in frames])
    lon = np.concatenate([np.rint(frame.lon * 1e7).astype(np.int32) for _, frame in frames])
    lat = np.concatenate([np.rint(frame.lat * 1e7).astype(np.int32) for _, frame in frames])
    vessels, from_end = np.unique(vessel_id[::-1], return_index=True)
    last = len(vessel_id) - 1 - from_end
    _, first = np.unique(vessel_id.astype(np.uint64) << 16 | number, return_index=True)
    return Arrived(vessels, lon[last], lat[last], vessel_id[first], number[first], at[first])
