"""Checks the whole audit: every link, every seal, and both against the witness."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date

from app.audit import queries
from app.audit.actions import last_link, lines_of
from app.audit.chain import find_breaks, link_breaks
from app.audit.model import Break, Seal, Verification
from app.audit.witness import Witness
from app.audit.witness_line import Told, seal_text
from app.clock import real_now
from app.database import Connection
from app.errors import NotFound
from app.wording import Text


def verify(conn: Connection, witness: Witness, told: Told | None = None) -> Verification:
    """Check every entry against its link, every day against its seal, all against the witness.

    `told` is what a copy of the witness says, where it is to be compared instead of our own.
    """
    seals = queries.list_seals(conn)
    breaks = [*_seal_breaks(conn, seals, witness), *_chain_breaks(conn, seals)]
    breaks += _unlike_witness(conn, seals, told or witness.read())
    return Verification(
        days=len(seals),
        entries=sum(seal.entries for seal in seals),
        unsealed=queries.count_after(conn, last_link(seals)),
        last_day=seals[-1].day if seals else None,
        breaks=tuple(sorted(breaks, key=lambda one: one.day)),
    )


def _seal_breaks(conn: Connection, seals: Sequence[Seal], witness: Witness) -> Iterator[Break]:
    before: Seal | None = None
    for seal in seals:
        try:
            yield from find_breaks(seal, before, lines_of(conn, seal, witness.folder))
        except NotFound as error:
            yield Break(seal.day, error.why)
        before = seal


def _chain_breaks(conn: Connection, seals: Sequence[Seal]) -> Iterator[Break]:
    moved = [
        (seal.first_link, seal.last_link)
        for seal in seals
        if seal.archive is not None and seal.first_link is not None and seal.last_link is not None
    ]
    yield from link_breaks(queries.stream_links(conn), moved)
    for day in queries.list_unlinked_days(conn):
        yield Break(
            day,
            Text(
                "有记录不在链上：绕过触发器写入的",
                "There are entries that are not on the chain: they were written past the trigger",
            ),
        )


def _unlike_witness(conn: Connection, seals: Sequence[Seal], told: Told | None) -> list[Break]:
    if told is None:
        return (
            [
                Break(
                    seals[0].day,
                    Text(
                        "见证文件不在：从备份取回 audit 文件夹再核验",
                        "The witness file is not there: restore the audit folder from "
                        "the backup and verify again",
                    ),
                )
            ]
            if seals
            else []
        )
    found = {str(seal.day): seal_text(seal) for seal in seals}
    return [
        *(
            Break(
                _today_utc(),
                Text(f"见证文件第 {line} 行被改动", f"Line {line} of the witness file was changed"),
            )
            for line in told.broken
        ),
        *(
            Break(date.fromisoformat(day), _tell_difference(found.get(day), told.seals.get(day)))
            for day in sorted({*found, *told.seals})
            if found.get(day) != told.seals.get(day)
        ),
        *_unlike_heads(conn, told),
    ]


def _tell_difference(found: str | None, told: str | None) -> Text:
    if found is None:
        return Text(
            "见证文件里有这一天的封存，数据库里没有：被删",
            "The witness file has a seal of this day, the database has none: it was deleted",
        )
    if told is None:
        return Text(
            "数据库里有这一天的封存，见证文件里没有",
            "The database has a seal of this day, the witness file has none",
        )
    return Text(
        "与封存时另记的校验值不同",
        "It differs from the checksum noted elsewhere when it was sealed",
    )


def _unlike_heads(conn: Connection, told: Told) -> Iterator[Break]:
    head = queries.find_head(conn)
    end, furthest = head.link if head else 0, max(told.heads, default=0)
    if furthest > end:
        yield Break(
            _today_utc(),
            Text(
                f"见证文件记到链上第 {furthest} 条，数据库只到 {end}：其后被删",
                f"The witness file goes up to link {furthest}, the database only "
                f"to {end}: what followed was deleted",
            ),
        )
    for link in queries.list_heads(conn, sorted(told.heads)):
        if link.sha256.hex() != told.heads[link.link]:
            day = link.linked_at.astimezone(UTC).date()
            yield Break(
                day,
                Text(
                    f"链上第 {link.link} 条与见证文件记的不同：链被重写",
                    f"Link {link.link} differs from the one in the witness file: "
                    "the chain was rewritten",
                ),
            )
            return


def _today_utc() -> date:
    return real_now().astimezone(UTC).date()
