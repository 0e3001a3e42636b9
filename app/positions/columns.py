"""Reports as numpy columns: one row a report. Inside them a missing figure is NaN, −1 for codes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.positions.model import PositionReport, Source

# `arrival` and `line` say where in its batch a row came from; times are unix seconds UTC.
REPORT = np.dtype(
    [
        ("arrival", "i4"), ("line", "i4"), ("mmsi", "i4"), ("slot", "i4"), ("vessel_id", "i4"),
        ("source", "u1"), ("own_time", "?"), ("fix_at", "f8"), ("received_at", "f8"),
        ("lon", "f8"), ("lat", "f8"), ("sog_kn", "f4"), ("cog_deg", "f4"), ("heading_deg", "f4"),
        ("nav_status", "i2"), ("payload", "i8"),
        ("county", "i4"), ("township", "i4"), ("sea_county", "i4"),
    ]
)  # fmt: skip
Rows = NDArray[np.void]
Mask = NDArray[np.bool_]
NO_SLOT = -1


def empty_rows(count: int, source: Source, received_at: float) -> Rows:
    """`count` rows that say nothing yet."""
    rows = np.zeros(count, REPORT)
    rows["slot"] = rows["vessel_id"] = NO_SLOT
    rows["source"] = source
    rows["received_at"] = received_at
    return rows


def rows_of(reports: Sequence[PositionReport], source: Source, received_at: float) -> Rows:
    """Columns of `reports`; where they came from is not set."""
    rows = empty_rows(len(reports), source, received_at)
    rows["mmsi"] = [0 if r.mmsi is None else r.mmsi for r in reports]
    rows["fix_at"] = _to_floats([r.fix_at for r in reports])
    rows["own_time"] = ~np.isnan(rows["fix_at"])
    rows["lon"] = _to_floats([r.lon for r in reports])
    rows["lat"] = _to_floats([r.lat for r in reports])
    rows["sog_kn"] = _to_floats([r.sog_kn for r in reports])
    rows["cog_deg"] = _to_floats([r.cog_deg for r in reports])
    rows["heading_deg"] = _to_floats([r.heading_deg for r in reports])
    rows["nav_status"] = [-1 if r.nav_status is None else r.nav_status for r in reports]
    return rows


def rounds(slots: NDArray[np.int32]) -> list[NDArray[np.intp]]:
    """Row numbers in groups that name a slot at most once, in order of arrival.

    A mover's second report of a batch must be judged against its first.
    """
    if len(slots) == 0:
        return []
    order = np.argsort(slots, kind="stable")
    ordered = slots[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    nth = np.arange(len(slots)) - np.repeat(first, np.diff(np.r_[first, len(slots)]))
    return [np.sort(order[nth == k]) for k in range(int(nth.max()) + 1)]


def _to_floats(values: list[float | None]) -> NDArray[np.float64]:
    """None becomes NaN."""
    return np.array(values, dtype=np.float64)
