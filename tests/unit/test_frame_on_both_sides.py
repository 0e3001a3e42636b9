"""Claims about one kept message of frames: both sides read the same in the same bytes.

`static/src/shared/live/captured.test.ts` decodes the file too. When the packing changes, write the
file anew with `python -m tests.unit.test_frame_on_both_sides` and see what the screen makes of it.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from app.positions.columns import empty_rows
from app.positions.frames import Flag, PackedMovers, Stamp, as_message, decode_message
from app.positions.model import Kind, Source
from app.positions.picture import Mover, Picture
from app.positions.rooms import Tile

FILE = Path(__file__).resolve().parents[1] / "data" / "live_message.json"
STAMP = Stamp(epoch=7, seq=42, incident_at=1_436_500_800.5)


def make_message() -> bytes:
    """Two tiles: a fishing boat under way and a stranger without speed; then a net buoy."""
    picture = Picture()
    kinds = (Kind.FISHING, Kind.UNKNOWN, Kind.NET_BUOY)
    picture.add(Mover(n + 1, 412_000_000 + n, None, kind, False, True)
                for n, kind in enumerate(kinds))  # fmt: skip
    rows = empty_rows(3, Source.AIS_UDP, 0.0)
    rows["slot"] = range(3)
    rows["lon"] = [122.3456789, 122.4, 121.5]
    rows["lat"] = [29.9, 29.95, 30.1]
    rows["fix_at"] = STAMP.incident_at - np.array([30, 600, 5])
    rows["sog_kn"] = [8.5, np.nan, 0.0]
    rows["cog_deg"] = [45.0, np.nan, np.nan]
    rows["heading_deg"] = [44.0, np.nan, np.nan]
    picture.apply(rows, np.zeros(3, np.bool_))
    packed = PackedMovers(picture.movers, STAMP.incident_at)
    return as_message(
        [
            packed.frame(0, 2, Tile(8, 214, 105), Flag.SNAPSHOT, STAMP),
            packed.frame(2, 3, Tile(8, 214, 104), Flag(0), STAMP),
        ]
    )


def read_message(message: bytes) -> list[dict[str, Any]]:
    """Each frame's header and columns, as both tests compare them."""
    return [
        {
            "tile": [frame.tile.z, frame.tile.x, frame.tile.y],
            "epoch": frame.stamp.epoch,
            "seq": frame.stamp.seq,
            "incident_ms": frame.stamp.incident_at * 1000,
            "flags": int(frame.flags),
            "id": frame.vessel_id.tolist(),
            "lon_e7": [round(lon * 1e7) for lon in frame.lon.tolist()],
            "lat_e7": [round(lat * 1e7) for lat in frame.lat.tolist()],
            "age": frame.age_s.tolist(),
            "sog": frame.sog.tolist(),
            "bow": frame.bow.tolist(),
            "kind": frame.kind.tolist(),
            "state": frame.state.tolist(),
        }
        for frame in decode_message(message)
    ]


def test_the_server_still_packs_and_reads_the_kept_message() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert make_message().hex() == kept["hex"]
    assert read_message(bytes.fromhex(kept["hex"])) == kept["frames"]
    assert [frame["kind"] for frame in kept["frames"]] == [[1, 0], [7]]


if __name__ == "__main__":
    made = make_message()
    told = {"hex": made.hex(), "frames": read_message(made)}
    FILE.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
