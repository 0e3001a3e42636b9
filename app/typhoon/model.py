"""What a typhoon is made of. Values are kept as their agency published them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.importing.bad_row import BadRow as BadRow


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
    """A typhoon. `storm_id` is YYYYNN as the Zhejiang feed writes it, e.g. 201509, or the
    source's own id while it has no number. `known_as` are the sources' other ids for it.

    A sub-centre is a storm of its own under `parent_id`; `centre` counts it from 1."""

    storm_id: str
    name_zh: str
    name_en: str
    season: int
    known_as: tuple[str, ...] = ()
    parent_id: str | None = None
    centre: int = 0

    @property
    def number(self) -> str | None:
        """The international number, "1509"; None for a storm that has none (yet)."""
        numbered = len(self.storm_id) == 6 and self.storm_id.isdecimal()
        return self.storm_id[2:] if numbered else None


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
    """Centre, strength and circles at one moment: an analysis, or a point of a forecast.

    `published` holds the source's own figures as text by the source's own field names, so that
    its last digit is never lost in a conversion. `line` is where the file says so, `recorded_at`
    when the database learnt it; neither makes two fixes different."""

    fix_at: datetime
    lon: float
    lat: float
    pressure_hpa: float | None
    wind_ms: float | None
    storm_class: StormClass | None
    radii: tuple[WindRadius, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    line: int | None = field(default=None, compare=False)
    recorded_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Track:
    """One agency's fixes of one storm. `averaging_min` None means the source does not say.

    `whole`: the source gives its whole track, so that a fix it no longer gives was withdrawn;
    False for a bulletin, which only adds."""

    storm: Storm
    agency: str
    kind: TrackKind
    averaging_min: int | None
    source: str
    fixes: tuple[Fix, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Forecast:
    """One agency's forecast issued at one moment; points carry their valid time in `fix_at`."""

    agency: str
    issued_at: datetime
    synthetic: bool
    method: str
    points: tuple[Fix, ...]
    averaging_min: int | None = None
    source: str = ""
    recorded_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class IssuedForecast:
    """A forecast read from a file, with the storm it is of."""

    storm: Storm
    forecast: Forecast


class NoteKind(StrEnum):
    """What a source can say of a storm's life beside its fixes."""

    LANDFALL = "landfall"
    DISSIPATED = "dissipated"
    LEFT_REGION = "left_region"
    MERGED = "merged"
    QUASI_STATIONARY = "quasi_stationary"
    REFORMED = "reformed"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class StormNote:
    """One such saying; `other_id` names the other storm of a merger or a re-forming."""

    storm_id: str
    agency: str
    kind: NoteKind
    source: str
    at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    other_id: str | None = None
    published: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a track file holds and what of it could not be read."""

    tracks: tuple[Track, ...]
    bad_rows: tuple[BadRow, ...]
    forecasts: tuple[IssuedForecast, ...] = ()
    notes: tuple[StormNote, ...] = ()
    format_name: str = ""
