"""What a mover is that the register does not know. Who is who stands in the picture."""

from dataclasses import replace

from app.positions.model import Kind, StaticReport
from app.positions.validation import is_net_buoy


def kind_of_stranger(mmsi: int, name: str | None) -> Kind:
    """Kind of a mover that is heard for the first time and is not in the register."""
    return Kind.NET_BUOY if is_net_buoy(mmsi, name) else Kind.UNKNOWN


def classified(report: StaticReport) -> StaticReport:
    """`report` as a net marker's where its MMSI or name gives one away, else as it is."""
    return replace(report, kind=Kind.NET_BUOY) if is_net_buoy(report.mmsi, report.name) else report
