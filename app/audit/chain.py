"""The hash chain over the audit entries: pure.

A day's hash is SHA-256 over the hash of the day before and each entry's canonical JSON line in the
order of its number. Changing, adding or taking away an entry of a sealed day, or a whole day,
changes that day's hash and every later one.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from app.audit.model import Break, Entry, Seal

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


def seal_of(day: date, previous: bytes, entries: Sequence[Entry], now: datetime) -> Seal:
    """The seal over a day's entries, in the order of their numbers."""
    return Seal(
        day=day,
        first_id=entries[0].audit_id if entries else None,
        last_id=entries[-1].audit_id if entries else None,
        entries=len(entries),
        sha256=hash_of(previous, map(line_of, entries)),
        previous=previous,
        sealed_at=now,
        archive=None,
    )


def find_breaks(seal: Seal, before: Seal | None, lines: Sequence[str]) -> list[Break]:
    """What is wrong with one day: its place in the chain, its count, its content."""
    found: list[Break] = []
    if seal.previous != (GENESIS if before is None else before.sha256):
        found.append(Break(seal.day, "与前一天的封存接不上"))
    if before is not None and seal.day != before.day + timedelta(days=1):
        found.append(Break(seal.day, f"{before.day} 之后缺了封存"))
    return found + content_breaks(seal, lines)


def content_breaks(seal: Seal, lines: Sequence[str]) -> list[Break]:
    """Whether a day's lines are still those that were sealed."""
    if len(lines) != seal.entries:
        return [Break(seal.day, f"封存时 {seal.entries} 条，现在 {len(lines)} 条")]
    if hash_of(seal.previous, lines) != seal.sha256:
        return [Break(seal.day, "内容与封存时不同")]
    return []
