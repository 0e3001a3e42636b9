"""The archive as the API tells it: lists, what an import did, everything of a storm as stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.typhoon.archive.changes import ForecastChange, TrackChange
from app.typhoon.archive.importing import Imported
from app.typhoon.archive.ledger.model import TakenFile
from app.typhoon.catalogue.model import Season, StormSummary
from app.typhoon.model import (
    BadRow,
    Fix,
    Forecast,
    NoteKind,
    Storm,
    StormClass,
    StormNote,
    Track,
    TrackKind,
    WindRadius,
)
from app.typhoon.present import TyphoonForecast, TyphoonTrack
from app.typhoon.present import forecast as drawn_forecast
from app.typhoon.present import track as drawn_track
from app.typhoon.strength import class_of_wind

_DRAWN = 20


@dataclass(frozen=True, slots=True)
class StormHead:
    """A storm's names and numbers."""

    storm_id: str
    number: str | None
    name_zh: str
    name_en: str
    season: int
    known_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeakWind:
    """The strongest mean wind any agency gives, whose it is and over how long it is averaged."""

    wind_ms: float | None
    agency: str | None
    averaging_min: int | None
    class_: StormClass | None


@dataclass(frozen=True, slots=True)
class ListedStorm(StormHead):
    """A storm in a list."""

    begins_at: datetime | None
    ends_at: datetime | None
    agencies: tuple[str, ...]
    fixes: int
    peak: PeakWind
    lowest_hpa: float | None


@dataclass(frozen=True, slots=True)
class StormList:
    """Storms, newest first."""

    typhoons: list[ListedStorm]


@dataclass(frozen=True, slots=True)
class SeasonList:
    """Every season."""

    seasons: list[Season]


@dataclass(frozen=True, slots=True)
class SubCentre:
    """A sub-centre of a storm."""

    storm_id: str
    centre: int


@dataclass(frozen=True, slots=True)
class PublishedNote:
    """What a source says of a storm's life, with its own figures."""

    storm_id: str
    agency: str
    kind: NoteKind
    at: datetime | None
    lon: float | None
    lat: float | None
    other_id: str | None
    source: str
    published: dict[str, str]


@dataclass(frozen=True, slots=True)
class TrackDifference:
    """What a file changes of one agency's track."""

    storm_id: str
    name_zh: str
    agency: str
    kind: TrackKind
    averaging_min: int | None
    fixes: int
    new: int
    different: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class IssuedPoints:
    """A forecast in short."""

    storm_id: str
    agency: str
    issued_at: datetime
    points: int


@dataclass(frozen=True, slots=True)
class ForecastDifference:
    """How many forecasts a file gives, how many are written, and each agency's newest."""

    given: int
    written: int
    latest: list[IssuedPoints]


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """The first tracks and the last forecasts of a file, to draw before it is kept."""

    tracks: list[TyphoonTrack]
    forecasts: list[TyphoonForecast]


@dataclass(frozen=True, slots=True)
class TyphoonImport:
    """What was taken from a file, what was not, and what is different now."""

    format: str
    dry_run: bool
    changed: bool
    import_id: int | None
    tracks: list[TrackDifference]
    forecasts: ForecastDifference
    notes: int
    bad_rows: tuple[BadRow, ...]
    preview: DrawnFile | None


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """The rows of an import that were not taken."""

    import_id: int
    bad_rows: list[BadRow]


@dataclass(frozen=True, slots=True)
class FixAsStored:
    """A fix without any rounding, with the source's own figures."""

    fix_at: datetime
    lon: float
    lat: float
    pressure_hpa: float | None
    wind_ms: float | None
    class_: StormClass | None
    radii: tuple[WindRadius, ...]
    published: dict[str, str]
    line: int | None
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrackAsStored:
    """One agency's fixes without any rounding."""

    agency: str
    kind: TrackKind
    averaging_min: int | None
    source: str
    fixes: list[FixAsStored]


@dataclass(frozen=True, slots=True)
class PointAsStored:
    """A forecast's point without any rounding."""

    fix_at: datetime
    lon: float
    lat: float
    pressure_hpa: float | None
    wind_ms: float | None
    class_: StormClass | None
    radii: tuple[WindRadius, ...]
    published: dict[str, str]
    line: int | None


@dataclass(frozen=True, slots=True)
class ForecastAsStored:
    """One agency's forecast without any rounding."""

    agency: str
    issued_at: datetime
    synthetic: bool
    method: str
    averaging_min: int | None
    source: str
    points: list[PointAsStored]
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class StormAsStored(StormHead):
    """Every fix, circle and forecast as stored, with agency, times and source."""

    parent_id: str | None
    sub_centres: list[SubCentre]
    notes: list[PublishedNote]
    tracks: list[TrackAsStored]
    forecasts: list[ForecastAsStored]
    imports: list[TakenFile]


Head = tuple[str, str | None, str, str, int, tuple[str, ...]]


def head(storm: Storm) -> Head:
    """The fields of `StormHead`, in order."""
    return (
        storm.storm_id, storm.number, storm.name_zh, storm.name_en, storm.season, storm.known_as
    )  # fmt: skip


def summary(value: StormSummary) -> ListedStorm:
    """A storm in a list. The class follows from the strongest wind, whoever gives it."""
    wind = value.peak_wind_ms
    return ListedStorm(
        *head(value.storm),
        begins_at=value.begins_at,
        ends_at=value.ends_at,
        agencies=value.agencies,
        fixes=value.fixes,
        peak=PeakWind(
            wind_ms=None if wind is None else round(wind, 1),
            agency=value.peak_agency,
            averaging_min=value.peak_averaging_min,
            class_=class_of_wind(wind),
        ),
        lowest_hpa=value.lowest_hpa,
    )


def sub_centre(storm: Storm) -> SubCentre:
    """A sub-centre of a storm."""
    return SubCentre(storm.storm_id, storm.centre)


def note(value: StormNote) -> PublishedNote:
    """What a source says of a storm's life."""
    return PublishedNote(
        storm_id=value.storm_id,
        agency=value.agency,
        kind=value.kind,
        at=value.at,
        lon=value.lon,
        lat=value.lat,
        other_id=value.other_id,
        source=value.source,
        published=dict(value.published),
    )


def imported(value: Imported, *, dry_run: bool = False, drawn: bool = False) -> TyphoonImport:
    """What was taken from a file; with `drawn` also what it would look like on the map."""
    return TyphoonImport(
        format=value.parsed.format_name,
        dry_run=dry_run,
        changed=value.changes.changed,
        import_id=None if dry_run else value.import_id,
        tracks=[_track_difference(change) for change in value.changes.tracks],
        forecasts=ForecastDifference(
            given=len(value.parsed.forecasts),
            written=len(value.changes.forecasts),
            latest=_latest_points(value.changes.forecasts),
        ),
        notes=value.changes.notes,
        bad_rows=value.parsed.bad_rows,
        preview=_draw_file(value) if drawn else None,
    )


def _draw_file(value: Imported) -> DrawnFile:
    forecasts = value.parsed.forecasts[-_DRAWN:]
    return DrawnFile(
        [drawn_track(track) for track in value.parsed.tracks[:_DRAWN]],
        [drawn_forecast(one.forecast) for one in forecasts],
    )


def _track_difference(change: TrackChange) -> TrackDifference:
    track = change.track
    return TrackDifference(
        storm_id=track.storm.storm_id,
        name_zh=track.storm.name_zh,
        agency=track.agency,
        kind=track.kind,
        averaging_min=track.averaging_min,
        fixes=len(track.fixes),
        new=change.new,
        different=change.different,
        withdrawn=change.withdrawn,
    )


def _latest_points(changes: Sequence[ForecastChange]) -> list[IssuedPoints]:
    newest = {
        (one.storm_id, one.forecast.agency): one.forecast
        for one in sorted(changes, key=lambda one: one.forecast.issued_at)
    }
    return [
        IssuedPoints(storm_id, agency, one.issued_at, len(one.points))
        for (storm_id, agency), one in sorted(newest.items())
    ]


def everything(
    storm: Storm,
    tracks: Iterable[Track],
    forecasts: Iterable[Forecast],
    notes: Iterable[StormNote],
    sub_centres: Iterable[Storm],
    imports: list[TakenFile],
) -> StormAsStored:
    """Every fix, circle and forecast as stored, with agency, times and source."""
    return StormAsStored(
        *head(storm),
        parent_id=storm.parent_id,
        sub_centres=[sub_centre(one) for one in sub_centres],
        notes=[note(one) for one in notes],
        tracks=[_track_as_stored(track) for track in tracks],
        forecasts=[_forecast_as_stored(one) for one in forecasts],
        imports=imports,
    )


def _track_as_stored(track: Track) -> TrackAsStored:
    return TrackAsStored(
        agency=track.agency,
        kind=track.kind,
        averaging_min=track.averaging_min,
        source=track.source,
        fixes=[FixAsStored(*_stored_point(fix), fix.recorded_at) for fix in track.fixes],
    )


def _forecast_as_stored(forecast: Forecast) -> ForecastAsStored:
    return ForecastAsStored(
        agency=forecast.agency,
        issued_at=forecast.issued_at,
        synthetic=forecast.synthetic,
        method=forecast.method,
        averaging_min=forecast.averaging_min,
        source=forecast.source,
        points=[PointAsStored(*_stored_point(point)) for point in forecast.points],
        recorded_at=forecast.recorded_at,
    )


Stored = tuple[
    datetime, float, float, float | None, float | None, StormClass | None,
    tuple[WindRadius, ...], dict[str, str], int | None,
]  # fmt: skip


def _stored_point(fix: Fix) -> Stored:
    """The fields of `PointAsStored`, in order."""
    return (
        fix.fix_at, fix.lon, fix.lat, fix.pressure_hpa, fix.wind_ms, fix.storm_class, fix.radii,
        dict(fix.published), fix.line,
    )  # fmt: skip
