"""Makes and keeps an exercise's forecasts."""

from collections.abc import Sequence
from pathlib import Path

from app.configuration.queries import value
from app.database import Connection
from app.transaction import Transaction
from app.typhoon.actions import import_file
from app.typhoon.model import Track, TrackKind
from app.typhoon.practice import rhythm
from app.typhoon.synthetic import queries
from app.typhoon.synthetic.forecasts import ErrorGrowth, make_forecasts

_ERROR_LEADS_H = (24, 48, 72, 96, 120)


def fill_storms(tx: Transaction, paths: Sequence[Path]) -> None:
    """Import the files and make an exercise's forecasts for each storm's best track.

    Of several best tracks the one with circles speaks, so that two do not forecast alike."""
    parsed = [import_file(tx, path) for path in paths]
    best: dict[str, Track] = {}
    for track in (track for file in parsed for track in file.tracks):
        known = best.get(track.storm.storm_id)
        if track.kind is TrackKind.BESTTRACK and (known is None or _has_more_circles(track, known)):
            best[track.storm.storm_id] = track
    for track in best.values():
        synthesise_forecasts(tx, track)


def _has_more_circles(track: Track, other: Track) -> bool:
    """Whether `track` has more circles than `other`."""
    mine, theirs = (sum(len(fix.radii) for fix in each.fixes) for each in (track, other))
    return mine > theirs


def synthesise_forecasts(tx: Transaction, track: Track) -> int:
    """Make and keep the synthetic forecasts of a past storm's best track; gives their number."""
    forecasts = make_forecasts(track, rhythm(tx.conn), error_growth(tx.conn))
    storm_id = track.storm.storm_id
    queries.replace_forecasts(tx.conn, storm_id, track.agency, forecasts)
    tx.audit("synthesise_forecasts", f"typhoon/{storm_id}", detail={"forecasts": len(forecasts)})
    return len(forecasts)


def error_growth(conn: Connection) -> ErrorGrowth:
    """Mean track errors by lead."""
    return ErrorGrowth(
        tuple(float(lead) for lead in _ERROR_LEADS_H),
        tuple(value(conn, f"typhoon.track_error_{lead}h_km") for lead in _ERROR_LEADS_H),
        value(conn, "typhoon.error_memory_h"),
    )
