"""What can be done with tracks: import a file, and make an exercise's forecasts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.clock import format_utc
from app.events.model import EventKind
from app.incidents.model import Incident
from app.transaction import Transaction
from app.typhoon import queries
from app.typhoon.archive.importing import import_content
from app.typhoon.bulletins import Bulletin
from app.typhoon.forecasts import make_forecasts
from app.typhoon.model import ParsedFile, Track, TrackKind
from app.typhoon.practice import error_growth, rhythm


def import_file(tx: Transaction, path: Path, format_name: str | None = None) -> ParsedFile:
    """Take a track file; the same file twice changes nothing. Raises InvalidInput."""
    return import_content(tx, path.read_bytes(), path.name, format_name).parsed


def fill_storms(tx: Transaction, paths: Sequence[Path]) -> None:
    """Import the files and make an exercise's forecasts for each storm's best track.

    Of several best tracks the one with circles speaks, so that two do not forecast alike."""
    parsed = [import_file(tx, path) for path in paths]
    best: dict[str, Track] = {}
    for track in (track for file in parsed for track in file.tracks):
        known = best.get(track.storm.storm_id)
        if track.kind is TrackKind.BESTTRACK and (known is None or _circles(track, known)):
            best[track.storm.storm_id] = track
    for track in best.values():
        synthesise_forecasts(tx, track)


def _circles(track: Track, other: Track) -> bool:
    """Whether `track` has more circles than `other`."""
    mine, theirs = (sum(len(fix.radii) for fix in each.fixes) for each in (track, other))
    return mine > theirs


def announce_bulletin(tx: Transaction, incident: Incident, at: datetime) -> Bulletin | None:
    """Append an event when the newest bulletin at `at` is not the one announced last.

    In an exercise bulletins lie in the database beforehand; it is the clock that brings them."""
    if incident.storm_id is None:
        return None
    last = queries.find_last_bulletin(tx.conn, incident.storm_id, at)
    if last is None or last.issued_at == queries.find_announced_at(tx.conn, incident.incident_id):
        return None
    tx.append_event(
        EventKind.BULLETIN_ISSUED,
        incident.storm_id,
        {
            "agency": last.agency,
            "issued_at": format_utc(last.issued_at),
            "lon": last.lon,
            "lat": last.lat,
        },
        valid_at=last.issued_at,
        incident_id=incident.incident_id,
    )
    return last


def synthesise_forecasts(tx: Transaction, track: Track) -> int:
    """Make and keep the synthetic forecasts of a past storm's best track; gives their number."""
    forecasts = make_forecasts(track, rhythm(tx.conn), error_growth(tx.conn))
    storm_id = track.storm.storm_id
    queries.replace_forecasts(tx.conn, storm_id, track.agency, forecasts)
    tx.audit("synthesise_forecasts", f"typhoon/{storm_id}", detail={"forecasts": len(forecasts)})
    return len(forecasts)
