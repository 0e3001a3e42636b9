"""Taking a track file: which storms it means, what it changes, and keeping both versions."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import format_utc, real_now
from app.errors import Conflict
from app.events.model import EventKind
from app.transaction import Transaction
from app.typhoon.archive import queries
from app.typhoon.archive.changes import Changes, ForecastChange, StoredFix, TrackChange, compare
from app.typhoon.archive.identity.queries import (
    clashing_agencies,
    find_ids,
    move_storm,
    save_storms,
    taken_ids,
)
from app.typhoon.archive.ledger.queries import insert_import
from app.typhoon.formats.confined import read_tracks
from app.typhoon.model import Forecast, NoteKind, ParsedFile, Storm, StormNote
from app.wording import Text

# Beyond this many tracks a file is an archive and is announced once, not track by track.
MANY_TRACKS = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held, under the ids the database knows, and what it changed."""

    parsed: ParsedFile
    changes: Changes
    import_id: int


def import_content(
    tx: Transaction, raw: bytes, file_name: str, format_name: str | None = None
) -> Imported:
    """Take a track file; the same file twice changes nothing. Raises InvalidInput or TooLarge."""
    parsed = read_tracks(raw, format_name)
    return save_parsed(tx, parsed, file_name, raw)


def preview_content(
    tx: Transaction, raw: bytes, file_name: str, format_name: str | None = None
) -> Imported:
    """What `import_content` would do; the database stays as it is and nothing is announced."""
    with tx.conn.transaction(force_rollback=True):
        return import_content(Transaction(tx.conn, tx.actor), raw, file_name, format_name)


def save_parsed(tx: Transaction, parsed: ParsedFile, file_name: str, raw: bytes) -> Imported:
    """Keep what was read, as one import with its digest."""
    parsed = _under_known_ids(tx, parsed)
    storms = _storms_of(parsed)
    save_storms(tx.conn, list(storms.values()))
    stored = queries.stored_fixes(tx.conn, list(storms))
    tracks = tuple(
        compare(track, stored.get((track.storm.storm_id, track.agency, track.kind), {}))
        for track in parsed.tracks
    )
    known = queries.stored_forecasts(tx.conn, [one.storm.storm_id for one in parsed.forecasts])
    forecasts = _forecast_changes(parsed, known)
    notes = queries.save_notes(tx.conn, parsed.notes)
    changes = Changes(tracks, forecasts, notes)
    import_id = insert_import(
        tx.conn,
        file_name=file_name,
        format_name=parsed.format_name,
        sha256=hashlib.sha256(raw).hexdigest(),
        size_bytes=len(raw),
        actor=tx.actor.name,
        storms=sorted(storms),
        fixes=sum(len(track.fixes) for track in parsed.tracks),
        forecasts=len(parsed.forecasts),
        changed=changes.changed,
        bad_rows=parsed.bad_rows,
    )
    _write_changes(tx, changes, import_id, stored, dict(known.values()))
    _announce_import(tx, changes, sorted(storms), file_name)
    return Imported(parsed, changes, import_id)


def _write_changes(
    tx: Transaction,
    changes: Changes,
    import_id: int,
    stored: dict[queries.TrackKey, dict[datetime, StoredFix]],
    known: dict[int, Forecast],
) -> None:
    by_id = {one.fix_id: one for fixes in stored.values() for one in fixes.values()}
    queries.retire_fixes(tx.conn, changes.tracks, by_id)
    queries.write_fixes(tx.conn, changes.tracks, import_id)
    queries.write_forecasts(tx.conn, changes.forecasts, known, import_id)


def _storms_of(parsed: ParsedFile) -> dict[str, Storm]:
    """Every storm of the file; of one storm's names the last that is a name counts."""
    storms: dict[str, Storm] = {}
    everything = [track.storm for track in parsed.tracks]
    for storm in everything + [one.storm for one in parsed.forecasts]:
        known = storms.get(storm.storm_id, storm)
        named = storm if storm.name_en else known
        aliases = dict.fromkeys((*known.known_as, *storm.known_as))
        storms[storm.storm_id] = replace(named, known_as=tuple(aliases))
    return storms


def _under_known_ids(tx: Transaction, parsed: ParsedFile) -> ParsedFile:
    """The file with each storm under the id it has here; a storm that got its number moves."""
    storms = _storms_of(parsed)
    found = find_ids(tx.conn, storms.values())
    taken = taken_ids(tx.conn, list(storms))
    names: dict[str, str] = {}
    for storm in storms.values():
        known = found.get(storm.storm_id)
        if known is None and storm.storm_id in taken:
            names[storm.storm_id] = f"{storm.storm_id}-{storm.name_en}"  # another's number
        elif known not in (None, storm.storm_id) and _is_better(storm, known, taken):
            renumber(tx, known, storm)
        elif known not in (None, storm.storm_id):
            names[storm.storm_id] = known
    return _rename_storms(parsed, names) if names else parsed


def _is_better(storm: Storm, known: str, taken: set[str]) -> bool:
    """Whether a storm known by a source's own id now has its number."""
    has_number = len(known) == 6 and known.isdecimal()
    return storm.number is not None and not has_number and storm.storm_id not in taken


def _rename_storms(parsed: ParsedFile, names: dict[str, str]) -> ParsedFile:
    def storm(old: Storm) -> Storm:
        parent = names.get(old.parent_id, old.parent_id) if old.parent_id else None
        new_id = f"{parent}-{old.centre}" if parent else names.get(old.storm_id, old.storm_id)
        aliases = () if new_id == old.storm_id or parent else (old.storm_id,)
        return replace(old, storm_id=new_id, parent_id=parent, known_as=(*aliases, *old.known_as))

    return replace(
        parsed,
        tracks=tuple(replace(track, storm=storm(track.storm)) for track in parsed.tracks),
        forecasts=tuple(replace(one, storm=storm(one.storm)) for one in parsed.forecasts),
        notes=tuple(
            replace(note, storm_id=names.get(note.storm_id, note.storm_id)) for note in parsed.notes
        ),
    )


def renumber(tx: Transaction, old_id: str, storm: Storm) -> None:
    """A low that got its number, or a wrong number put right: everything moves, the old id stays
    an alias. Raises Conflict where both ids hold the same agency's fixes of one time."""
    save_storms(tx.conn, [storm])
    clashing = clashing_agencies(tx.conn, old_id, storm.storm_id)
    if clashing:
        whose = "、".join(clashing)
        raise Conflict(
            "E-TYP-014",
            Text("编号没有改", "The number was not changed"),
            Text(
                f"{old_id} 与 {storm.storm_id} 都有 {whose} 的资料",
                f"{old_id} and {storm.storm_id} both have data of {whose}",
            ),
            Text("先核对是不是同一个台风", "Check first whether they are the same typhoon"),
        )
    move_storm(tx.conn, old_id, storm.storm_id)
    note = StormNote(
        storm.storm_id, "-", NoteKind.RENUMBERED, f"{old_id} → {storm.storm_id}", real_now()
    )
    queries.save_notes(tx.conn, [note])
    tx.audit("renumber_typhoon", f"typhoon/{storm.storm_id}", detail={"was": old_id})


def _forecast_changes(
    parsed: ParsedFile, known: dict[queries.ForecastKey, tuple[int, Forecast]]
) -> tuple[ForecastChange, ...]:
    changes: dict[queries.ForecastKey, ForecastChange] = {}
    for one in parsed.forecasts:
        key = (one.storm.storm_id, one.forecast.agency, one.forecast.issued_at)
        forecast_id, there = known.get(key, (None, None))
        if there != one.forecast:
            changes[key] = ForecastChange(one.storm.storm_id, one.forecast, forecast_id)
    return tuple(changes.values())


def _announce_import(
    tx: Transaction, changes: Changes, storms: Sequence[str], file_name: str
) -> None:
    detail = {
        "file": file_name,
        "tracks": sum(change.changed for change in changes.tracks),
        "forecasts": len(changes.forecasts),
        "changed": changes.changed,
    }
    tx.audit("import_track", f"typhoon/{','.join(storms[:5])}", detail=detail)
    told = [change for change in changes.tracks if change.changed]
    if len(told) > MANY_TRACKS:
        newest = max(change.track.fixes[-1].fix_at for change in told)
        tx.append_event(EventKind.TYPHOON_IMPORTED, "archive", detail, valid_at=newest)
        return
    for change in told:
        _announce_track(tx, change)
    _announce_forecasts(tx, changes.forecasts)


def _announce_track(tx: Transaction, change: TrackChange) -> None:
    track = change.track
    payload = {"agency": track.agency, "kind": track.kind, "fixes": len(track.fixes)}
    tx.append_event(
        EventKind.TYPHOON_IMPORTED, track.storm.storm_id, payload,
        valid_at=track.fixes[-1].fix_at,
    )  # fmt: skip


def _announce_forecasts(tx: Transaction, changes: Iterable[ForecastChange]) -> None:
    by_agency: dict[tuple[str, str], list[ForecastChange]] = {}
    for change in changes:
        by_agency.setdefault((change.storm_id, change.forecast.agency), []).append(change)
    for (storm_id, agency), ones in by_agency.items():
        newest = max(one.forecast.issued_at for one in ones)
        payload = {
            "agency": agency, "kind": "forecast", "forecasts": len(ones),
            "issued_at": format_utc(newest),
        }  # fmt: skip
        tx.append_event(EventKind.TYPHOON_IMPORTED, storm_id, payload, valid_at=newest)
