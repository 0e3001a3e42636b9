"""Sealing complete days, and moving old ones out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.audit import queries
from app.audit.archive import read_archive, write_archive
from app.audit.chain import GENESIS, content_breaks, line_of, seal_of
from app.audit.model import Seal
from app.audit.witness import Witness
from app.database import Connection

# A transaction that began before midnight may commit after it.
SETTLED_AFTER = timedelta(hours=1)


def seal_days(conn: Connection, now: datetime, witness: Witness) -> list[Seal]:
    """Seal every day that is over and has entries; gives the new seals, in order.

    Each is also told to the witness, for whoever changes the table and its seals alike.
    """
    queries.lock_seals(conn)
    seals = queries.list_seals(conn)
    known = len(seals)
    over = (now.astimezone(UTC) - SETTLED_AFTER).date() - timedelta(days=1)
    while (day := _next_day(conn, seals)) is not None and day <= over:
        seals.append(_seal_day(conn, day, seals, now))
        queries.insert_seal(conn, seals[-1])
    witness.tell_seals(seals[known:])
    return seals[known:]


def last_link(seals: Sequence[Seal]) -> int:
    """The last link that a seal covers; 0 before the first."""
    return max((seal.last_link or 0 for seal in seals), default=0)


def _next_day(conn: Connection, seals: Sequence[Seal]) -> date | None:
    """The next day to seal; after the last one also when the clock was set back since."""
    day = queries.first_day(conn, last_link(seals))
    return day if day is None or not seals else max(day, seals[-1].day + timedelta(days=1))


def _seal_day(conn: Connection, day: date, seals: Sequence[Seal], now: datetime) -> Seal:
    first = last_link(seals) + 1
    last = queries.last_link_until(conn, day, first)
    entries = queries.list_linked(conn, first, last)
    return seal_of(day, seals[-1].sha256 if seals else GENESIS, entries, now, (first, last))


def lines_of(conn: Connection, seal: Seal, folder: Path) -> list[str]:
    """A sealed day's lines, from the table or its archive. Raises NotFound when that is broken."""
    if seal.archive is not None:
        return read_archive(folder / Path(seal.archive).name)
    if seal.first_link is None or seal.last_link is None:
        return []
    return [line_of(entry) for entry in queries.list_linked(conn, seal.first_link, seal.last_link)]


def archive_days(conn: Connection, before: datetime, folder: Path) -> int:
    """Move sealed days that ended before a moment to files; how many entries.

    `conn` is the archiving role's. A broken day stays where an investigator finds it.
    """
    queries.lock_seals(conn)
    moved = 0
    for seal in queries.list_seals(conn):
        if seal.archive is None and seal.day < before.astimezone(UTC).date():
            lines = lines_of(conn, seal, folder)
            if content_breaks(seal, lines):
                break
            path = write_archive(folder, seal.day, lines)
            moved += queries.move_out(conn, seal, str(path))
    return moved
