"""A vessel of the register, where it is, and where it was."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Vessel:
    """One row of the register; a stranger heard by AIS has `registered` False and little else.

    Of a `visiting` one, another county's, the asker may know name and kind alone.
    """

    vessel_id: int
    registered: bool
    name: str | None
    mmsi: int | None
    beidou_id: str | None
    kind: str
    gear: str | None
    length_m: float | None
    power_kw: float | None
    crew_rated: int | None
    crew_aboard: int | None
    wind_rating: int | None
    home_harbour: str | None
    county: str | None
    township: str | None
    high_risk: bool | None
    visiting: bool = False


def visitor(vessel_id: int, name: str | None, kind: str) -> Vessel:
    """What a county is told of another's vessel in its waters."""
    return Vessel(
        vessel_id, registered=True, name=name, mmsi=None, beidou_id=None, kind=kind, gear=None,
        length_m=None, power_kw=None, crew_rated=None, crew_aboard=None, wind_rating=None,
        home_harbour=None, county=None, township=None, high_risk=None, visiting=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VesselFix:
    """One position. `source` is an `app.positions.model.Source`."""

    fix_at: datetime
    lon: float
    lat: float
    sog_kn: float | None
    cog_deg: float | None
    heading_deg: float | None
    source: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report of this vessel that was not believed, kept as evidence."""

    reason: str
    fix_at: datetime | None
    recorded_at: datetime
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class VesselCard:
    """What a click on a mover shows. `harbour` is where it lies, None at sea."""

    vessel: Vessel
    fix: VesselFix | None
    age_s: float | None
    harbour: str | None
    refusals: list[Refusal]
