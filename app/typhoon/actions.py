"""What can be done with tracks: import a file, and make an exercise's forecasts."""

from datetime import datetime
from pathlib import Path

from app.clock import format_utc
from app.events.model import EventKind
from app.incidents.model import Incident
from app.transaction import Transaction
from app.typhoon import queries
from app.typhoon.archive.importing import import_content
from app.typhoon.bulletins import Bulletin
from app.typhoon.model import ParsedFile


def import_file(tx: Transaction, path: Path, format_name: str | None = None) -> ParsedFile:
    """Take a track file; the same file twice changes nothing. Raises InvalidInput."""
    return import_content(tx, path.read_bytes(), path.name, format_name).parsed


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
