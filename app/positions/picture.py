"""The picture: every mover's current state as numpy columns with a stable slot each.

Positions and what is derived from them live here; the database holds the same and the picture is
read back from it at a start. `changed_seq` says in which tick a mover last changed, so that what
a client missed is one comparison and no frame has to be kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.positions.belonging import Belonging
from app.positions.columns import NO_SLOT, Mask, Rows
from app.positions.geometry import tile_codes
from app.positions.model import Kind, StaticReport
from app.positions.scopes import NO_UNIT, Departures
from app.positions.sea_areas import UNKNOWN_CELL, SeaAreas
from app.positions.validation import Known

MOVER = np.dtype(
    [
        ("vessel_id", "i4"), ("mmsi", "i4"), ("kind", "u1"), ("high_risk", "?"),
        ("registered", "?"), ("fix_at", "f8"), ("received_at", "f8"), ("own_time", "?"),
        ("lon", "f8"), ("lat", "f8"), ("sog_kn", "f4"), ("cog_deg", "f4"), ("heading_deg", "f4"),
        ("nav_status", "i2"), ("source", "u1"), ("payload", "i8"), ("state", "u1"),
        ("in_port", "?"), ("suspect_at", "f8"), ("tile_code", "i4"),
        ("changed_seq", "u4"), ("moved_seq", "u4"),
        ("county", "i4"), ("township", "i4"), ("sea_county", "i4"), ("sea_cell", "i4"),
    ]
)  # fmt: skip
_FIRST_CAPACITY = 1024
# Taken from a report as they are; `received_at`, `payload` and `own_time` serve the next report.
_FROM_REPORT = ("fix_at", "received_at", "own_time", "lon", "lat", "sog_kn", "cog_deg",
                "heading_deg", "nav_status", "source", "payload")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mover:
    """What the register says of one mover; units as `app.positions.scopes` numbers them."""

    vessel_id: int
    mmsi: int | None
    beidou_id: str | None
    kind: Kind
    high_risk: bool
    registered: bool
    county: int = NO_UNIT
    township: int = NO_UNIT


class Picture:
    """Columns over all movers known. `seq` is the number of the tick now being collected."""

    def __init__(self, sea_areas: SeaAreas | None = None) -> None:
        self._belonging = Belonging(SeaAreas([]) if sea_areas is None else sea_areas)
        self._columns = np.zeros(_FIRST_CAPACITY, MOVER)
        self._count = 0
        self._by_mmsi: dict[int, int] = {}
        self._by_beidou: dict[str, int] = {}
        self._by_vessel: dict[int, int] = {}
        self.seq = 1

    @property
    def movers(self) -> Rows:
        """All rows in slot order, as a view that may be written."""
        return self._columns[: self._count]

    @property
    def shown(self) -> int:
        """How many movers have a position."""
        return int(np.isfinite(self.movers["fix_at"]).sum())

    @property
    def placed(self) -> Rows:
        """A copy of the rows that have a position."""
        return self.movers[np.isfinite(self.movers["fix_at"])]

    @property
    def departures(self) -> Departures:
        """Which movers belonged elsewhere a while ago."""
        return self._belonging.departures

    def slot_of_mmsi(self, mmsi: int) -> int:
        """Slot of the mover with this MMSI, or NO_SLOT. MMSI 0 is nobody's."""
        return self._by_mmsi.get(mmsi, NO_SLOT)

    def slots_of_mmsi(self, mmsis: list[int]) -> NDArray[np.int32]:
        """The slots of many, NO_SLOT where nobody has the MMSI."""
        return np.fromiter(map(self.slot_of_mmsi, mmsis), np.int32, len(mmsis))

    def slot_of_beidou(self, beidou_id: str | None) -> int:
        """Slot of the mover that carries this BeiDou terminal, or NO_SLOT."""
        return NO_SLOT if beidou_id is None else self._by_beidou.get(beidou_id, NO_SLOT)

    def slot_of_vessel(self, vessel_id: int) -> int:
        """Slot of a vessel of the register, or NO_SLOT."""
        return self._by_vessel.get(vessel_id, NO_SLOT)

    def add(self, movers: Iterable[Mover]) -> None:
        """Give each mover a slot; one that has it already takes the register's new word."""
        for mover in movers:
            slot = self.slot_of_vessel(mover.vessel_id)
            if slot == NO_SLOT:
                slot = self._take_slot(mover)
            row = self._columns[slot]
            row["kind"], row["high_risk"] = mover.kind, mover.high_risk
            row["registered"], row["mmsi"] = mover.registered, mover.mmsi or 0
            if (row["county"], row["township"]) != (mover.county, mover.township):
                self._change_register(slot, mover)
            if mover.mmsi is not None:
                self._by_mmsi[mover.mmsi] = slot
            if mover.beidou_id is not None:
                self._by_beidou[mover.beidou_id] = slot

    def known(self, slots: NDArray[np.int32]) -> Known:
        """What is known of the movers in `slots`; an unset slot reads as one never seen."""
        rows = self._columns[slots]
        unset = slots < 0
        return Known(
            fix_at=np.where(unset, np.nan, rows["fix_at"]),
            lon=rows["lon"],
            lat=rows["lat"],
            kind=np.where(unset, np.uint8(Kind.UNKNOWN), rows["kind"]),
            own_time=rows["own_time"],
        )

    def is_repeated(self, rows: Rows, within_s: float) -> Mask:
        """Whether a row is the very transmission heard last, e.g. by a second receiver.

        Only for rows without a time of their own; the others are told apart by it. `within_s` is
        real time: what a ship says twice later is a new report.
        """
        last = self._columns[rows["slot"]]
        same = (rows["payload"] == last["payload"]) & (rows["slot"] >= 0) & ~rows["own_time"]
        return same & (rows["received_at"] - last["received_at"] < within_s)

    def describe(self, report: StaticReport) -> None:
        """Take what an unregistered ship says of itself; the register knows better."""
        slot = self._by_mmsi.get(report.mmsi)
        if slot is None or self._columns["registered"][slot]:
            return
        if report.kind is not None:
            self._columns["kind"][slot] = report.kind

    def apply(self, rows: Rows, in_port: Mask) -> None:
        """Make `rows` current; each names a slot at most once."""
        slots = rows["slot"]
        self._belonging.find_at_sea(self._columns, slots, self.seq, rows["lon"], rows["lat"])
        self._columns["in_port"][slots] = in_port
        for name in _FROM_REPORT:
            self._columns[name][slots] = rows[name]
        self._columns["suspect_at"][slots] = np.nan
        codes = tile_codes(rows["lon"], rows["lat"])
        moved = self._columns["tile_code"][slots] != codes
        self._columns["tile_code"][slots] = codes
        self._columns["moved_seq"][slots[moved]] = self.seq
        self._columns["changed_seq"][slots] = self.seq

    def suspect(self, slots: NDArray[np.int32], at: float) -> None:
        """Note that reports of these movers were refused at an incident's moment."""
        self._columns["suspect_at"][slots] = at

    def use_sea_areas(self, sea_areas: SeaAreas) -> None:
        """Find everybody anew in these areas."""
        changed = self._belonging.use(sea_areas, self.movers, self.seq)
        self.movers["changed_seq"][changed] = self.seq

    def _change_register(self, slot: int, mover: Mover) -> None:
        row = self._columns[slot : slot + 1]
        self._belonging.enter(
            self._columns, np.array([slot]), self.seq, mover.county, mover.township,
            row["sea_county"].copy(),
        )  # fmt: skip
        row["changed_seq"] = self.seq

    def _take_slot(self, mover: Mover) -> int:
        if self._count == len(self._columns):
            self._columns = np.concatenate([self._columns, np.zeros_like(self._columns)])
        slot = self._count
        self._count += 1
        row = self._columns[slot]
        row["vessel_id"] = mover.vessel_id
        for name in ("fix_at", "lon", "lat", "sog_kn", "cog_deg", "heading_deg", "suspect_at"):
            row[name] = np.nan
        row["nav_status"] = row["tile_code"] = -1
        row["county"], row["township"] = mover.county, mover.township
        row["sea_cell"] = UNKNOWN_CELL
        self._by_vessel[mover.vessel_id] = slot
        return slot
