"""Sealing complete days, checking the chain, and moving old days out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.audit import queries
from app.audit.archive import read_archive, write_archive
from app.audit.chain import GENESIS, content_breaks, find_breaks, line_of, seal_of
from app.audit.model import Break, Seal, Verification
from app.database import Connection
from app.errors import NotFound

# A transaction that began before midnight may commit after it.
SETTLED_AFTER = timedelta(hours=1)
WITNESS = "seals.txt"


def seal_days(conn: Connection, now: datetime, folder: Path) -> list[Seal]:
    """Seal every complete day that is not; gives the new seals, in order.

    Each is also written to a file beside the archives: a second witness, for whoever changes the
    table and its seals alike.
    """
    queries.lock_seals(conn)
    seals = queries.list_seals(conn)
    day = seals[-1].day + timedelta(days=1) if seals else queries.first_day(conn)
    last = (now.astimezone(UTC) - SETTLED_AFTER).date() - timedelta(days=1)
    made: list[Seal] = []
    previous = seals[-1].sha256 if seals else GENESIS
    while day is not None and day <= last:
        seal = seal_of(day, previous, queries.list_day(conn, day), now)
        queries.insert_seal(conn, seal)
        made.append(seal)
        previous, day = seal.sha256, day + timedelta(days=1)
    _witness(folder, made)
    return made


def _witness(folder: Path, seals: Sequence[Seal]) -> None:
    if not seals:
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / WITNESS).open("a", encoding="ascii") as file:
        file.writelines(f"{seal.day} {seal.entries} {seal.sha256.hex()}\n" for seal in seals)


def verify(conn: Connection, folder: Path) -> Verification:
    """Check every sealed day, in the database or in its archive, against the chain."""
    seals = queries.list_seals(conn)
    breaks: list[Break] = []
    before: Seal | None = None
    for seal in seals:
        try:
            breaks += find_breaks(seal, before, _lines(conn, seal))
        except NotFound as error:
            breaks.append(Break(seal.day, error.why))
        before = seal
    breaks += _unlike_witness(folder, seals)
    last = seals[-1].day if seals else None
    return Verification(
        days=len(seals),
        entries=sum(seal.entries for seal in seals),
        unsealed=queries.count_after(conn, last),
        last_day=last,
        breaks=tuple(breaks),
    )


def _lines(conn: Connection, seal: Seal) -> list[str]:
    if seal.archive is not None:
        return read_archive(Path(seal.archive))
    return [line_of(entry) for entry in queries.list_day(conn, seal.day)]


def _unlike_witness(folder: Path, seals: Sequence[Seal]) -> list[Break]:
    try:
        lines = (folder / WITNESS).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []  # another machine, or a restore: the chain alone speaks
    said = {day: rest for day, _, rest in (line.partition(" ") for line in lines)}
    return [
        Break(seal.day, "与封存时另记的校验值不同")
        for seal in seals
        if said.get(str(seal.day), _told(seal)) != _told(seal)
    ]


def _told(seal: Seal) -> str:
    return f"{seal.entries} {seal.sha256.hex()}"


def archive_days(conn: Connection, before: datetime, folder: Path) -> int:
    """Move sealed days that ended before a moment to files; how many entries."""
    queries.lock_seals(conn)
    moved = 0
    for seal in queries.list_seals(conn):
        if seal.archive is None and seal.day < before.astimezone(UTC).date():
            lines = _lines(conn, seal)
            if content_breaks(seal, lines):
                break  # a broken day stays where an investigator finds it
            path = write_archive(folder, seal.day, lines)
            moved += queries.move_out(conn, seal.day, str(path))
    return moved
