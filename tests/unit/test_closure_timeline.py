"""When a thing is closed: statements over each other, and the forecast on top of them."""

import pytest

from app.closures.model import ClosureStanding
from app.closures.timeline import (
    Blow,
    closed_times,
    first_closing,
    standing,
    unsaid_closing,
)
from tests.unit.closure_words import closed, hour, opened


def times(*statements):
    return [(each.from_at, each.until_at) for each in closed_times(statements)]


def test_a_closure_holds_from_its_first_moment_and_no_longer_at_its_end() -> None:
    (one,) = closed_times([closed(1, 2, 4)])
    assert [one.holds(hour(h)) for h in (1.99, 2, 3.99, 4)] == [False, True, True, False]


def test_two_closures_of_one_thing_both_stand() -> None:
    assert times(closed(1, 6, None), closed(2, 1, 2)) == [(hour(1), hour(2)), (hour(6), None)]


def test_a_later_open_uncovers_what_was_closed_before_it_and_nothing_after() -> None:
    assert times(closed(1, 0), opened(2, 3, 5)) == [(hour(0), hour(3)), (hour(5), None)]
    assert times(closed(1, 0), opened(2, 3)) == [(hour(0), hour(3))]
    assert times(opened(1, 3), closed(2, 0)) == [(hour(0), None)]


def test_a_lifting_ends_its_own_closure_alone() -> None:
    works = closed(2, 0, issuer="建设局")
    assert times(closed(1, 0), works, opened(3, 2, lifts=1)) == [
        (hour(0), hour(2)),
        (hour(0), None),
    ]


@pytest.mark.parametrize(
    ("statements", "begins", "ends", "at", "expected"),
    [
        ((), 5, None, 0, 5),  # nothing said: the forecast
        ((closed(1, 0),), 5, None, 1, 0),  # closed now by word, the wind comes later
        ((closed(1, 8),), 5, None, 1, 5),  # the word comes later than the wind: both bind
        ((closed(1, 0, 2),), 5, None, 3, 5),  # its end is past
        ((opened(1, 1),), 0, None, 2, None),  # it blows by the forecast, and is confirmed open
        ((opened(1, 1),), 5, None, 2, 5),  # open, and the next closing still binds
        ((opened(1, 1, 8),), 5, None, 2, 8),  # open until 20:00, whatever the forecast says
        ((opened(1, 1, 8),), 5, 7, 2, None),  # by then the wind has gone
        ((opened(1, 6),), 5, None, 2, 5),  # open from after the wind has come
        ((closed(1, 0), opened(2, 3, lifts=1)), 2, None, 4, None),  # lifted in the wind: open
        ((closed(1, 0), opened(2, 3, lifts=1)), 9, None, 4, 9),  # lifted, and the next storm binds
    ],
)
def test_the_word_and_the_wind_close_a_thing_once(statements, begins, ends, at, expected) -> None:
    blow = Blow(hour(begins), None if ends is None else hour(ends))
    found = first_closing([statements], blow, hour(at))
    assert (found and found.closes_at) == (None if expected is None else hour(expected))


def test_of_what_is_needed_together_the_first_to_close_counts() -> None:
    found = first_closing([[closed(1, 6)], [closed(2, 3, object="二桥")]], None, hour(0))
    assert found is not None and found.said is not None
    assert (found.closes_at, found.said.said.object) == (hour(3), "二桥")


def test_a_stretch_of_which_nobody_spoke_is_not_opened_by_its_neighbour() -> None:
    found = first_closing([[opened(1, 1)], []], Blow(hour(0), None), hour(2))
    assert found is not None and found.closes_at == hour(0)


def test_what_a_statement_means_as_time_goes() -> None:
    known = [closed(1, 2, 6), opened(2, 4, lifts=1)]
    assert [standing(known[0], known[:1], hour(h)) for h in (1, 2, 6)] == [
        ClosureStanding.WILL_CLOSE, ClosureStanding.CLOSED, ClosureStanding.OVER,
    ]  # fmt: skip
    assert standing(known[0], known, hour(5)) is ClosureStanding.LIFTED


@pytest.mark.parametrize(
    ("statements", "begins", "at", "expected"),
    [
        ((), 5, 0, 5),
        ((closed(1, 2),), 0, 3, None),  # it blew first, and then somebody said so
        ((closed(1, 4),), 5, 1, None),  # closed by word before the wind comes
        ((closed(1, 8),), 5, 1, 5),  # the word is of later than the wind
        ((closed(1, 0, 2),), 5, 3, 5),  # what was said is over
        ((opened(1, 1),), 5, 2, 5),
    ],
)
def test_the_forecast_proposes_only_what_nobody_has_closed_yet(
    statements, begins, at, expected
) -> None:
    found = unsaid_closing([statements], Blow(hour(begins), None), hour(at))
    assert (found and found.closes_at) == (None if expected is None else hour(expected))
