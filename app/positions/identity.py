"""Whose report it is: by MMSI or BeiDou terminal, from the register."""

from dataclasses import replace

from app.positions.columns import NO_SLOT
from app.positions.model import Kind, StaticReport
from app.positions.picture import Picture
from app.positions.validation import is_net_buoy


def match_vessel(picture: Picture, mmsi: int, beidou_id: str | None) -> int:
    """Slot of the mover, NO_SLOT when nobody has that identity. MMSI 0 is nobody's."""
    slot = picture.slot_of_mmsi(mmsi) if beidou_id is None else picture.slot_of_beidou(beidou_id)
    return NO_SLOT if slot is None else slot


def kind_of_stranger(mmsi: int, name: str | None) -> Kind:
    """Kind of a mover that is heard for the first time and is not in the register."""
    return Kind.NET_BUOY if is_net_buoy(mmsi, name) else Kind.UNKNOWN


def classified(report: StaticReport) -> StaticReport:
    """`report` as a net marker's where its MMSI or name gives one away, else as it is."""
    return replace(report, kind=Kind.NET_BUOY) if is_net_buoy(report.mmsi, report.name) else report
