"""The audit chain tells every change of an entry, a sealed day and the witness."""

import contextlib
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.archive import read_archive, write_archive
from app.audit.chain import GENESIS, find_breaks, line_of, link_breaks, seal_of
from app.audit.model import Entry, Link, Seal
from app.audit.witness_line import last_mac, read_lines, seal_line, sign_lines
from app.errors import NotFound

NOON = datetime(2026, 7, 1, 4, tzinfo=UTC)


def entry(number: int, day: int = 0) -> Entry:
    at = NOON + timedelta(days=day, seconds=number)
    return Entry(number, at, "planner", "planner", "330900", "10.0.0.1", "zone_create",
                 f"zone/{number}", "done", {"version": number})  # fmt: skip


FIRST = [entry(1), entry(2), entry(3)]
SECOND = [entry(4, 1), entry(5, 1)]


def seals() -> tuple[Seal, Seal]:
    first = seal_of(date(2026, 7, 1), GENESIS, FIRST, NOON)
    return first, seal_of(date(2026, 7, 2), first.sha256, SECOND, NOON)


def lines(entries: list[Entry]) -> list[str]:
    return [line_of(one) for one in entries]


def test_an_untouched_chain_has_no_break() -> None:
    first, second = seals()
    assert find_breaks(first, None, lines(FIRST)) == []
    assert find_breaks(second, first, lines(SECOND)) == []


@pytest.mark.parametrize(
    "field, value",
    [("actor", "nobody"), ("action", "view"), ("object", "zone/9"), ("result", "refused"),
     ("detail", {"version": 9}), ("recorded_at", NOON), ("address", None), ("role", "viewer")],
)  # fmt: skip
def test_a_changed_field_is_told(field: str, value: object) -> None:
    first, _ = seals()
    changed = [FIRST[0], replace(FIRST[1], **{field: value}), FIRST[2]]
    assert find_breaks(first, None, lines(changed))


@pytest.mark.parametrize("kept", [FIRST[1:], FIRST[:-1], [FIRST[0], FIRST[2]], [*FIRST, entry(9)]])
def test_a_missing_or_added_entry_is_told(kept: list[Entry]) -> None:
    first, _ = seals()
    assert find_breaks(first, None, lines(kept))


def test_exchanged_entries_are_told() -> None:
    first, _ = seals()
    assert find_breaks(first, None, lines([FIRST[1], FIRST[0], FIRST[2]]))


def test_a_day_sealed_anew_no_longer_joins_the_next() -> None:
    first, second = seals()
    forged = seal_of(first.day, GENESIS, FIRST[:2], NOON)
    assert find_breaks(forged, None, lines(FIRST[:2])) == []
    assert find_breaks(second, forged, lines(SECOND))


def links(lines: list[str | None]) -> list[Link]:
    """A chain as the database makes it; None is an entry that is not there any more."""
    made, before = list[Link](), GENESIS
    for number, line in enumerate(lines, start=1):
        before = hashlib.sha256(before + (line or "gone").encode()).digest()
        made.append(Link(number, before, NOON, line))
    return made


def test_a_chain_of_links_tells_what_was_changed_taken_out_or_cut() -> None:
    whole = links(["a", "b", "c", "d"])
    assert list(link_breaks(whole, [])) == []
    changed = [whole[0], replace(whole[1], line="x"), *whole[2:]]
    assert [one.why.zh for one in link_breaks(changed, [])] == [
        "链上第 2 条与写下时不同，或前一条被换"
    ]
    emptied = [whole[0], replace(whole[1], line=None), *whole[2:]]
    assert [one.why.zh for one in link_breaks(emptied, [])] == ["链上第 2 条的记录被删"]
    assert list(link_breaks(emptied, [(1, 2)])) == []  # it moved to a file with its day
    cut = list(link_breaks([whole[0], *whole[3:]], []))
    assert [one.why.zh for one in cut] == ["链上第 2 至 3 条被删"]


@given(st.binary(min_size=1, max_size=400), st.integers(0), st.integers(1, 255))
def test_no_flipped_byte_of_an_archive_is_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int, flip: int
) -> None:
    path = write_archive(tmp_path_factory.mktemp("a"), date(2026, 7, 1), [noise.hex(), "line"])
    content = bytearray(path.read_bytes())
    for at in (place % len(content), (place + 7) % len(content)):
        content[at] ^= flip
    path.write_bytes(content)
    with contextlib.suppress(NotFound):  # a flipped byte of the header may be none of the content's
        read_archive(path)


def test_every_line_of_the_witness_is_held_by_the_one_before() -> None:
    key = b"k" * 32
    first, second = seals()
    lines = sign_lines(key, "", [seal_line(first), seal_line(second), "head 5 00 x"])
    assert read_lines(key, "\n".join(lines)).broken == []
    assert set(read_lines(key, "\n".join(lines)).seals) == {"2026-07-01", "2026-07-02"}
    assert read_lines(key, "\n".join([lines[0], lines[2]])).broken == [2]
    assert read_lines(b"other", "\n".join(lines)).broken == [1, 2, 3]
    old = f"{first.day} {first.entries} {first.sha256.hex()}"
    after_old = sign_lines(key, last_mac(old), [seal_line(second)])
    assert read_lines(key, "\n".join([old, *after_old])).broken == []
