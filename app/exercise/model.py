"""What the simulator reads of the city: its register, harbours, ferry lines and the storm."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from app.typhoon.track import CircleTrack


@dataclass(frozen=True, slots=True)
class ExerciseHarbour:
    """A harbour or anchorage; `level` as the harbour table has it."""

    harbour_id: int
    level: str
    is_refuge: bool
    radius_m: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class FleetVessel:
    """One row of the register. `pinyin` is the name it gives over AIS, which has Latin only."""

    vessel_id: int
    pinyin: str | None
    mmsi: int | None
    beidou_id: str | None
    kind: str
    gear: str | None
    length_m: float | None
    home_harbour_id: int | None


@dataclass(frozen=True, slots=True)
class ExerciseFerryLine:
    """A line with its way from harbour to harbour; `trip_min` is one way with the turn-round."""

    from_harbour_id: int
    boats: int
    trip_min: float
    way: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ExerciseStorm:
    """The storm as it was in the end (the simulator plays nature), in unix seconds.

    `gale` is the force-7 circle, or None when no source gives one.
    """

    first_s: float
    last_s: float
    gale: CircleTrack | None


@dataclass(frozen=True, slots=True)
class FleetWorld:
    """Everything an exercise's fleet is made from."""

    land: tuple[BaseGeometry, ...]
    harbours: tuple[ExerciseHarbour, ...]
    vessels: tuple[FleetVessel, ...]
    ferry_lines: tuple[ExerciseFerryLine, ...]
    storm: ExerciseStorm
