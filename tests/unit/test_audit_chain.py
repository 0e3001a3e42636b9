"""The audit chain tells every change of a sealed day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.audit.chain import GENESIS, find_breaks, line_of, seal_of
from app.audit.model import Entry, Seal

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


def test_a_day_taken_out_is_told() -> None:
    first, second = seals()
    later = replace(second, day=date(2026, 7, 3))
    assert find_breaks(later, first, lines(SECOND))
