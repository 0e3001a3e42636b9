"""JSON forms of the archive: lists, what an import did, everything of a storm as stored."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.typhoon.archive.as_json import fix_json, forecast_json
from app.typhoon.archive.changes import ForecastChange, TrackChange
from app.typhoon.archive.importing import Imported
from app.typhoon.catalogue.model import Season, StormSummary
from app.typhoon.model import BadRow, Fix, Forecast, Storm, StormNote, Track
from app.typhoon.strength import class_of_wind

Json = dict[str, Any]


def head(storm: Storm) -> Json:
    """A storm's head."""
    return {
        "storm_id": storm.storm_id,
        "number": storm.number,
        "name_zh": storm.name_zh,
        "name_en": storm.name_en,
        "season": storm.season,
        "known_as": list(storm.known_as),
    }


def summary(value: StormSummary) -> Json:
    """A storm in a list. The class follows from the strongest wind, whoever gives it."""
    return {
        **head(value.storm),
        "begins_at": value.begins_at,
        "ends_at": value.ends_at,
        "agencies": list(value.agencies),
        "fixes": value.fixes,
        "peak": {
            "wind_ms": None if value.peak_wind_ms is None else round(value.peak_wind_ms, 1),
            "agency": value.peak_agency,
            "averaging_min": value.peak_averaging_min,
            "class": class_of_wind(value.peak_wind_ms),
        },
        "lowest_hpa": value.lowest_hpa,
    }


def seasons(values: Iterable[Season]) -> Json:
    """The seasons with the number of storms in each."""
    return {"seasons": [{"season": one.season, "storms": one.storms} for one in values]}


def sub_centre(storm: Storm) -> Json:
    """A sub-centre of a storm."""
    return {"storm_id": storm.storm_id, "centre": storm.centre}


def note(value: StormNote) -> Json:
    """What a source says of a storm's life."""
    return {
        "storm_id": value.storm_id,
        "agency": value.agency,
        "kind": value.kind,
        "at": value.at,
        "lon": value.lon,
        "lat": value.lat,
        "other_id": value.other_id,
        "source": value.source,
        "published": dict(value.published),
    }


def bad_row(row: BadRow) -> Json:
    """A row that was not taken."""
    return {"line": row.line, "value": row.value, "reason": row.reason}


def imported(value: Imported, *, dry_run: bool = False) -> Json:
    """What was taken from a file, what was not, and what is different now."""
    return {
        "format": value.parsed.format_name,
        "dry_run": dry_run,
        "changed": value.changes.changed,
        "import_id": None if dry_run else value.import_id,
        "tracks": [_track_change(change) for change in value.changes.tracks],
        "forecasts": {
            "given": len(value.parsed.forecasts),
            "written": len(value.changes.forecasts),
            "latest": _latest(value.changes.forecasts),
        },
        "notes": value.changes.notes,
        "bad_rows": [bad_row(row) for row in value.parsed.bad_rows],
    }


def _track_change(change: TrackChange) -> Json:
    track = change.track
    return {
        "storm_id": track.storm.storm_id,
        "name_zh": track.storm.name_zh,
        "agency": track.agency,
        "kind": track.kind,
        "averaging_min": track.averaging_min,
        "fixes": len(track.fixes),
        "new": change.new,
        "different": change.different,
        "withdrawn": change.withdrawn,
    }


def _latest(changes: Sequence[ForecastChange]) -> list[Json]:
    newest = {
        (one.storm_id, one.forecast.agency): one.forecast
        for one in sorted(changes, key=lambda one: one.forecast.issued_at)
    }
    return [
        {"storm_id": storm_id, "agency": agency, "issued_at": one.issued_at,
         "points": len(one.points)}
        for (storm_id, agency), one in sorted(newest.items())
    ]  # fmt: skip


def everything(
    storm: Storm,
    tracks: Iterable[Track],
    forecasts: Iterable[Forecast],
    notes: Iterable[StormNote],
    sub_centres: Iterable[Storm],
    imports: Sequence[Json],
) -> Json:
    """Every fix, circle and forecast as stored, with agency, times and source."""
    return {
        **head(storm),
        "parent_id": storm.parent_id,
        "sub_centres": [sub_centre(one) for one in sub_centres],
        "notes": [note(one) for one in notes],
        "tracks": [track_as_stored(track) for track in tracks],
        "forecasts": [forecast_as_stored(one) for one in forecasts],
        "imports": list(imports),
    }


def track_as_stored(track: Track) -> Json:
    """One agency's fixes without any rounding."""
    return {
        "agency": track.agency,
        "kind": track.kind,
        "averaging_min": track.averaging_min,
        "source": track.source,
        "fixes": [_fix_as_stored(fix) for fix in track.fixes],
    }


def forecast_as_stored(forecast: Forecast) -> Json:
    """One agency's forecast without any rounding."""
    return {**forecast_json(forecast), "recorded_at": forecast.recorded_at}


def _fix_as_stored(fix: Fix) -> Json:
    return {**fix_json(fix), "recorded_at": fix.recorded_at}
