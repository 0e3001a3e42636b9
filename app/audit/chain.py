"""The hash chains over the audit entries: pure.

Every entry has a link, SHA-256 over the link before and the entry, made by the database when the
entry is committed. A day's seal is SHA-256 over the seal before and each entry's canonical JSON
line in the order of links; it holds a day together that moved to a file. A seal covers a stretch
of links, not of clock time: entries of a clock that was set back belong to the seal after.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from app.audit.model import Break, Entry, Link, Seal
from app.wording import Text

GENESIS = bytes(32)


def line_of(entry: Entry) -> str:
    """The entry as one line of canonical JSON: sorted keys, UTC to the microsecond."""
    return json.dumps(
        {
            "audit_id": entry.audit_id,
            "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "role": entry.role,
            "unit_code": entry.unit_code,
            "address": entry.address,
            "action": entry.action,
            "object": entry.object,
            "result": entry.result,
            "detail": entry.detail,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def hash_of(previous: bytes, lines: Iterable[str]) -> bytes:
    """The day's hash after the hash of the day before."""
    digest = hashlib.sha256(previous)
    for line in lines:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.digest()


def seal_of(
    day: date,
    previous: bytes,
    entries: Sequence[Entry],
    now: datetime,
    links: tuple[int, int] | None = None,
) -> Seal:
    """The seal over a day's entries, in the order of their links."""
    return Seal(
        day=day,
        first_id=entries[0].audit_id if entries else None,
        last_id=entries[-1].audit_id if entries else None,
        entries=len(entries),
        sha256=hash_of(previous, map(line_of, entries)),
        previous=previous,
        sealed_at=now,
        archive=None,
        first_link=None if links is None else links[0],
        last_link=None if links is None else links[1],
    )


def find_breaks(seal: Seal, before: Seal | None, lines: Sequence[str]) -> list[Break]:
    """What is wrong with one day: its place in the chain, its count, its content."""
    found: list[Break] = []
    if seal.previous != (GENESIS if before is None else before.sha256):
        found.append(
            Break(
                seal.day,
                Text(
                    "与前一天的封存接不上：中间的封存被删或被改",
                    "It does not follow the seal of the day before: the seal between "
                    "was deleted or changed",
                ),
            )
        )
    return found + content_breaks(seal, lines)


def content_breaks(seal: Seal, lines: Sequence[str]) -> list[Break]:
    """Whether a day's lines are still those that were sealed."""
    if len(lines) != seal.entries:
        return [
            Break(
                seal.day,
                Text(
                    f"封存时 {seal.entries} 条，现在 {len(lines)} 条",
                    f"It was sealed with {seal.entries} entries and has {len(lines)} now",
                ),
            )
        ]
    if hash_of(seal.previous, lines) != seal.sha256:
        return [
            Break(seal.day, Text("内容与封存时不同", "The content differs from what was sealed"))
        ]
    return []


def link_breaks(links: Iterable[Link], moved: Sequence[tuple[int, int]]) -> Iterable[Break]:
    """Where the chain of entries does not hold; stretches `moved` to files have their seals."""
    before, number = GENESIS, 0
    for link in links:
        number += 1
        day = link.linked_at.astimezone(UTC).date()
        if link.link != number:
            yield Break(
                day,
                Text(
                    f"链上第 {number} 至 {link.link - 1} 条被删",
                    f"Links {number} to {link.link - 1} of the chain were deleted",
                ),
            )
        elif link.line is not None:
            if hashlib.sha256(before + link.line.encode()).digest() != link.sha256:
                yield Break(
                    day,
                    Text(
                        f"链上第 {number} 条与写下时不同，或前一条被换",
                        f"Link {number} of the chain differs from when it was written, "
                        "or the one before was replaced",
                    ),
                )
        elif not any(first <= number <= last for first, last in moved):
            yield Break(
                day,
                Text(f"链上第 {number} 条的记录被删", f"The entry of link {number} was deleted"),
            )
        before, number = link.sha256, link.link
