"""What a typhoon is made of. Values are kept as their agency published them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StormClass(StrEnum):
    """Intensity class of GB/T 19201-2006, and two states outside it."""

    TD = "TD"
    TS = "TS"
    STS = "STS"
    TY = "TY"
    STY = "STY"
    SUPER_TY = "SuperTY"
    EXTRATROPICAL = "EX"
    LOW = "LOW"


class TrackKind(StrEnum):
    """Operational fixes and the later re-analysis stay side by side; neither replaces the other."""

    OPERATIONAL = "operational"
    BESTTRACK = "besttrack"


@dataclass(frozen=True, slots=True)
class Storm:
    """A typhoon. `storm_id` is YYYYNN as the Zhejiang feed writes it, e.g. 201509."""

    storm_id: str
    name_zh: str
    name_en: str
    season: int


@dataclass(frozen=True, slots=True)
class WindRadius:
    """One wind circle by quadrant, km. `force` is the nearest force and only a label:
    the circle's meaning is `threshold_ms` in the agency's own wind averaging."""

    threshold_ms: float
    force: int
    ne_km: float
    se_km: float
    sw_km: float
    nw_km: float
    rule: str
    source_text: str

    @property
    def quadrants_km(self) -> tuple[float, float, float, float]:
        """Radii clockwise from north-east, the order of every quadrant list here."""
        return self.ne_km, self.se_km, self.sw_km, self.nw_km


@dataclass(frozen=True, slots=True)
class Fix:
    """Centre, strength and circles at one moment: an analysis, or a point of a forecast."""

    fix_at: datetime
    lon: float
    lat: float
    pressure_hpa: float | None
    wind_ms: float | None
    storm_class: StormClass | None
    radii: tuple[WindRadius, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """One agency's fixes of one storm. `averaging_min` None means the source does not say."""

    storm: Storm
    agency: str
    kind: TrackKind
    averaging_min: int | None
    source: str
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """One agency's forecast issued at one moment; points carry their valid time in `fix_at`."""

    agency: str
    issued_at: datetime
    synthetic: bool
    method: str
    points: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a file that was not taken: where, what stood there, and why not."""

    line: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a track file holds and what of it could not be read."""

    tracks: tuple[Track, ...]
    bad_rows: tuple[BadRow, ...]
