"""What reports come to: order, repetition and loss change nothing, contradictions are all found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.model import (
    MOVED,
    SAFE,
    HouseholdState,
    ReportChannel,
    RollCallReport,
)
from app.people.roll_up import CountedLevel, CountedUnit, roll_up, sum_children
from app.people.standing import NOTHING_REPORTED, LineStanding, standing_of
from app.people.tally import LineGroup, PeopleTally, sum_tallies, tally_of
from app.people.unlisted import unlisted_people

S = HouseholdState
NOW = datetime(2026, 11, 28, tzinfo=UTC)
VILLAGES = ("330902002001", "330902002002", "330902003001", "330903001001", "330921100400")


def number(value: int) -> UUID:
    return UUID(f"0190b5a0-0000-7000-8000-{value:012d}")


def report(
    value: int, state: S, *, who: str = "a", sequence: int | None = None, people: int = 3,
    seen: tuple[int, ...] = (), place: str = "", minutes: int | None = None, line: int = 1,
) -> RollCallReport:  # fmt: skip
    return RollCallReport(
        number(value), line, who, "330902002001", value if sequence is None else sequence,
        ReportChannel.TABLET, state, people, None, place, "", frozenset(map(number, seen)),
        NOW + timedelta(minutes=value if minutes is None else minutes),
    )  # fmt: skip


def test_nothing_reported_is_listed() -> None:
    assert standing_of([]) == NOTHING_REPORTED
    assert NOTHING_REPORTED.state is S.LISTED


def test_the_reporters_own_count_decides_and_not_the_clock() -> None:
    first = report(1, S.REFUSED, sequence=1, minutes=90)  # its clock was wrong
    second = report(2, S.COLLECTIVE, sequence=2, minutes=5)
    stands = standing_of([second, first])
    assert (stands.state, stands.counted, stands.contradicted) == (S.COLLECTIVE, 3, False)
    assert stands.heads == (number(2),)


def test_two_who_had_not_seen_each_other_contradict() -> None:
    stands = standing_of([report(1, S.COLLECTIVE), report(2, S.REFUSED, who="b")])
    assert stands.contradicted
    assert set(stands.heads) == {number(1), number(2)}


def test_who_had_seen_the_others_report_replaces_it() -> None:
    stands = standing_of([report(1, S.REFUSED), report(2, S.DISPERSED, who="b", seen=(1,))])
    assert (stands.state, stands.contradicted, stands.heads) == (S.DISPERSED, False, (number(2),))


def test_what_was_seen_stays_seen_through_a_report_between() -> None:
    told = [report(1, S.REFUSED), report(2, S.NOTIFIED, who="b", seen=(1,)),
            report(3, S.COLLECTIVE, who="c", seen=(2,))]  # fmt: skip
    assert not standing_of(told).contradicted


def test_agreeing_is_no_contradiction_and_a_step_contradicts_no_outcome() -> None:
    assert not standing_of([report(1, S.COLLECTIVE), report(2, S.COLLECTIVE, who="b")]).contradicted
    stands = standing_of([report(1, S.COLLECTIVE), report(2, S.NOTIFIED, who="desk")])
    assert (stands.state, stands.contradicted) == (S.COLLECTIVE, False)
    assert standing_of([report(1, S.MOVING), report(2, S.NOTIFIED, who="d")]).state is S.MOVING


def test_a_different_number_of_people_is_a_contradiction() -> None:
    assert standing_of([report(1, S.COLLECTIVE), report(2, S.COLLECTIVE, who="b", people=2)])\
        .contradicted  # fmt: skip


def test_a_settlement_ends_it_until_somebody_who_had_not_seen_it_reports() -> None:
    told = [report(1, S.COLLECTIVE), report(2, S.REFUSED, who="b")]
    settled = replace(report(3, S.REFUSED, who="liu", seen=(1, 2)),
                      channel=ReportChannel.SETTLEMENT)  # fmt: skip
    assert not standing_of([*told, settled]).contradicted
    assert standing_of([*told, settled]).state is S.REFUSED
    late = report(4, S.DISPERSED, who="c", seen=(1,))
    assert standing_of([*told, settled, late]).contradicted


def test_reports_that_know_each_other_in_a_circle_all_stand() -> None:
    stands = standing_of([report(1, S.COLLECTIVE, seen=(2,)),
                          report(2, S.REFUSED, who="b", seen=(1,))])  # fmt: skip
    assert stands.contradicted


@pytest.mark.parametrize(
    ("state", "place", "placed"),
    [(S.DISPERSED, "", False), (S.DISPERSED, "定海 姐姐家", True), (S.COLLECTIVE, "", False),
     (S.NOT_PRESENT, "", True), (S.REFUSED, "家里", False), (S.MOVING, "车上", False)],
)  # fmt: skip
def test_a_place_is_known_or_not(state: S, place: str, placed: bool) -> None:
    assert standing_of([report(1, state, place=place)]).placed is placed


# --- any interleaving -------------------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> list[RollCallReport]:
    """Reports of one line as three reporters make them, each seeing some of what is there."""
    made: list[RollCallReport] = []
    for value in range(1, draw(st.integers(1, 8)) + 1):
        seen = draw(st.sets(st.integers(1, value - 1), max_size=1)) if value > 1 else set()
        made.append(
            report(value, draw(st.sampled_from(list(S))), who=draw(st.sampled_from("abc")),
                   people=draw(st.integers(0, 5)), seen=tuple(seen),
                   minutes=draw(st.integers(0, 60)))
        )  # fmt: skip
    return made


@given(histories(), st.data())
def test_order_and_duplicates_change_nothing(
    made: list[RollCallReport], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(made), max_size=5))
    shuffled = data.draw(st.permutations([*made, *again]))
    assert standing_of(shuffled) == standing_of(made)


@given(histories(), st.data())
def test_what_was_lost_and_comes_late_ends_the_same(
    made: list[RollCallReport], data: st.DataObject
) -> None:
    kept = [each for each in made if data.draw(st.booleans())]
    standing_of(kept)  # stands for a while
    assert standing_of([*kept, *(each for each in made if each not in kept)]) == standing_of(made)


@given(histories())
def test_heads_are_what_nobody_knows_and_every_contradiction_is_among_them(
    made: list[RollCallReport],
) -> None:
    stands = standing_of(made)
    known = {each.report_id: each for each in made}
    assert stands.heads and set(stands.heads) <= set(known)
    outcomes = {
        (known[h].state, known[h].people if known[h].state in MOVED else 0)
        for h in stands.heads
        if known[h].state not in (S.LISTED, S.NOTIFIED, S.MOVING)
    }
    assert stands.contradicted == (len(outcomes) > 1)


def group_of(village: str, grid: str, people: int, frail: int, stands: LineStanding,
             *, listed: bool = True) -> LineGroup:  # fmt: skip
    safe = (
        stands.placed
        and not stands.contradicted
        and (stands.state in (S.RETURNED, S.NOT_PRESENT) or stands.counted >= people)
    )
    return LineGroup(village, grid if listed else "", listed, stands.state, stands.contradicted,
                     1, people, stands.counted, frail, 0 if safe else frail, stands.reported_at,
                     not safe and people > 0)  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> list[LineGroup]:
    return [
        group_of(draw(st.sampled_from(VILLAGES)), draw(st.sampled_from(("", "第一网格"))),
                 draw(st.integers(0, 6)), 0, standing_of(draw(histories())),
                 listed=draw(st.booleans()))
        for _ in range(draw(st.integers(0, 12)))
    ]  # fmt: skip


def nodes(unit: CountedUnit) -> list[CountedUnit]:
    return [unit, *(node for child in unit.children for node in nodes(child))]


@given(lists())
def test_totals_of_every_level_are_the_sum_of_the_lists(lines: list[LineGroup]) -> None:
    tree = roll_up(lines, {}, NOW)
    assert tree.tally == sum_tallies(lines)
    for node in nodes(tree):
        below = [
            line for line in lines
            if node.level not in (CountedLevel.GRID, CountedLevel.UNREGISTERED)
            and line.village_code.startswith("" if node.level is CountedLevel.CITY else node.code)
        ]  # fmt: skip
        if node.children:
            assert node.tally == sum_children(node.children) == sum_tallies(below)
        tally = node.tally
        assert tally.moved == (tally.collective + tally.dispersed + tally.in_transit
                               + tally.returned)  # fmt: skip
        assert tally.notified <= tally.due


@given(lists())
def test_lines_that_stand_alike_add_up_as_each_alone(lines: list[LineGroup]) -> None:
    """The database adds lines up before the figures are made: it must not matter."""
    merged: dict[tuple[object, ...], LineGroup] = {}
    for line in lines:
        key = (line.village_code, line.grid, line.listed, line.state, line.contradicted)
        known = merged.get(key)
        merged[key] = line if known is None else replace(
            known, lines=known.lines + 1, people=known.people + line.people,
            counted=known.counted + line.counted, lacking=known.lacking + line.lacking,
            mobility_limited=known.mobility_limited + line.mobility_limited,
        )  # fmt: skip
    assert sum_tallies(merged.values()) == sum_tallies(lines)


def test_more_people_than_listed_are_shown_and_not_cut() -> None:
    stands = standing_of([report(1, S.COLLECTIVE, people=5, place="小学")])
    tally = tally_of(group_of(VILLAGES[0], "", 3, 1, stands))
    assert (tally.due, tally.moved, tally.notified, tally.without_place) == (3, 5, 3, 0)


def test_contradicted_people_are_not_moved_and_the_frail_among_them_have_no_place() -> None:
    stands = standing_of([report(1, S.COLLECTIVE, place="小学"), report(2, S.REFUSED, who="b")])
    tally = tally_of(group_of(VILLAGES[0], "", 3, 1, stands))
    assert (tally.moved, tally.refused, tally.contradicted, tally.without_place) == (0, 0, 1, 1)


def test_a_unit_is_silent_since_its_quietest_grid() -> None:
    told = standing_of([report(7, S.NOTIFIED)])
    done = standing_of([report(1, S.COLLECTIVE, place="小学")])
    lines = [group_of(VILLAGES[0], "第一网格", 3, 0, told),
             group_of(VILLAGES[0], "第二网格", 3, 0, done)]  # fmt: skip
    tree = roll_up(lines, {}, NOW)
    assert tree.silent_since == tree.last_report_at == NOW + timedelta(minutes=7)
    quiet = group_of(VILLAGES[1], "", 2, 0, NOTHING_REPORTED)
    assert roll_up([*lines, quiet], {}, NOW).silent_since == NOW
    assert roll_up(lines[1:], {}, NOW).silent_since is None


# --- the order's people in no register ---------------------------------------------------------


@given(
    st.dictionaries(st.sampled_from(VILLAGES), st.integers(0, 500)),
    st.dictionaries(st.sampled_from(VILLAGES), st.tuples(st.integers(0, 400), st.integers(0, 9))),
    st.integers(0, 300),
)
def test_the_list_is_as_long_as_the_order(
    counted: dict[str, int], listed: dict[str, tuple[int, int]], frail: int
) -> None:
    unlisted = {each.village_code: each for each in unlisted_people(counted, listed, frail)}
    for village, people in counted.items():
        on_list = listed.get(village, (0, 0))[0]
        more = unlisted[village].people if village in unlisted else 0
        assert on_list + more == max(people, on_list)
    rest = max(frail - sum(each[1] for each in listed.values()), 0)
    shared = sum(each.frail for each in unlisted.values())
    assert shared == min(rest, sum(each.people for each in unlisted.values()))
    assert all(0 <= each.frail <= each.people for each in unlisted.values())


def test_states_that_are_safe_are_no_steps() -> None:
    assert S.MOVING not in SAFE
    assert PeopleTally().due == 0
