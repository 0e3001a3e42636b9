"""Tasks without a database: states, chain, deadlines, who goes up to whom, who may what."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.accounts.model import Actor, Label, Role, scope_of_unit
from app.errors import Denied, InvalidInput, RefusedByRule
from app.tasks.chain import addressees, units_above
from app.tasks.due import Anchor, Deadline, due_of
from app.tasks.escalation import ladder_of, steps_up
from app.tasks.ladder import MOVES, TaskState, TaskStep, leads_to
from app.tasks.model import ChainPost, ChainUnit, Task, TaskLevel
from app.tasks.rights import check_take, presses_of

AT = datetime(2015, 7, 10, 0, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
MIGRATION = Path(__file__).parents[2] / "migrations" / "versions" / "0027_tasks.py"

UNITS = {
    unit.code: unit
    for unit in (
        ChainUnit("330900", TaskLevel.CITY, None),
        ChainUnit("330903", TaskLevel.COUNTY, "330900"),
        ChainUnit("330903100", TaskLevel.TOWNSHIP, "330903"),
        ChainUnit("330903100201", TaskLevel.VILLAGE, "330903100"),
        ChainUnit("330903100202", TaskLevel.VILLAGE, "330903100"),
        ChainUnit("330903101", TaskLevel.TOWNSHIP, "330903"),
        ChainUnit("330903101201", TaskLevel.VILLAGE, "330903101"),
    )
}
POSTS = (
    ChainPost("c-duty", "330903", "duty", "x"),
    ChainPost("t-resp", "330903100", "responsible", "x"),
    ChainPost("t-duty", "330903100", "duty", "x"),
    ChainPost("v1-resp", "330903100201", "responsible", "x"),
    ChainPost("v1-g1", "330903100201", "grid", "x"),
    ChainPost("v1-g2", "330903100201", "grid", "x"),
    ChainPost("v3-g1", "330903101201", "grid", "x"),
)
PEOPLE = {"330903100201": 300, "330903100202": 20}


def task(**changed: object) -> Task:
    made = Task(
        1, 1, "evacuation_order", "7", "转字第1号", {}, "330903100201", "台门村", "v1-resp",
        "台门村责任人", "王某", TaskLevel.VILLAGE, 300, TaskState.OPEN, 1, AT, None, None, 0, 0,
        None, None, "330903", "330903100",
    )  # fmt: skip
    return replace(made, **changed)


def actor(unit: str, role: Role = Role.PLANNER) -> Actor:
    return Actor("a", role, unit, scope_of_unit(unit), Label.SENSITIVE)


def test_each_step_leads_where_the_table_says_and_from_nowhere_else() -> None:
    reached = {
        (state, step): leads_to(state, step)
        for state in TaskState
        for step in TaskStep
        if leads_to(state, step) is not None
    }
    s, t = TaskState, TaskStep
    moves = {key: end for key, end in reached.items() if end is not key[0]}
    assert moves == {
        (s.OPEN, t.ACKNOWLEDGE): s.ACKNOWLEDGED,
        (s.ACKNOWLEDGED, t.DONE): s.DONE,
        (s.ACKNOWLEDGED, t.CANNOT): s.CANNOT,
        (s.ACKNOWLEDGED, t.REASSIGN): s.OPEN,
        (s.CANNOT, t.REASSIGN): s.OPEN,
        (s.OPEN, t.CLOSE): s.CLOSED,
        (s.ACKNOWLEDGED, t.CLOSE): s.CLOSED,
        (s.CANNOT, t.CLOSE): s.CLOSED,
        (s.DONE, t.CLOSE): s.CLOSED,
    }
    assert not any(leads_to(s.CLOSED, step) for step in t)


def test_the_migration_knows_the_same_moves() -> None:
    told = set(re.findall(r"'([a-z]+)>([a-z]+)'", MIGRATION.read_text(encoding="utf-8")))
    assert told == {
        (start.value, move.end.value)
        for move in MOVES.values()
        for start in move.start
        if move.end is not None and move.end is not start
    }


def test_the_chain_goes_from_below_the_issuer_down_to_the_grids_of_the_villages() -> None:
    found = addressees(PEOPLE, "330900", UNITS, POSTS)
    assert [(each.unit_code, each.level, each.post_code, each.people) for each in found] == [
        ("330903", TaskLevel.COUNTY, "c-duty", 320),
        ("330903100", TaskLevel.TOWNSHIP, "t-resp", 320),
        ("330903100201", TaskLevel.VILLAGE, "v1-resp", 300),
        ("330903100202", TaskLevel.VILLAGE, None, 20),  # no post there: the unit itself is told
        ("330903100201", TaskLevel.GRID, "v1-g1", None),
        ("330903100201", TaskLevel.GRID, "v1-g2", None),
    ]
    by_county = addressees(PEOPLE, "330903", UNITS, POSTS)
    assert {each.level for each in by_county} == {
        TaskLevel.TOWNSHIP,
        TaskLevel.VILLAGE,
        TaskLevel.GRID,
    }


def test_units_above_are_told_the_nearest_first() -> None:
    above = [unit.code for unit in units_above("330903100201", UNITS)]
    assert above == ["330903100", "330903", "330900"]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Deadline(), None),
        (Deadline(fixed_at=AT), AT),
        (Deadline(anchor=Anchor.T7, offset_min=-720), AT),
        (Deadline(anchor=Anchor.T10, offset_min=0), None),  # force 10 is not in sight
    ],
)
def test_a_deadline_is_fixed_or_counted_from_its_anchor(rule: Deadline, due: datetime) -> None:
    anchors = {Anchor.T7: AT + timedelta(hours=12, seconds=40), Anchor.T10: None}
    assert due_of(rule, anchors) == due


@pytest.mark.parametrize(
    ("minutes", "ups"),
    [(29, []), (30, ["330903100"]), (61, ["330903100", "330903"]),
     (600, ["330903100", "330903", "330900"])],
)  # fmt: skip
def test_an_unanswered_task_goes_up_once_a_level(minutes: int, ups: list[str]) -> None:
    village = task()
    ladder = ladder_of(village, UNITS)
    at = AT + timedelta(minutes=minutes)
    found = steps_up(village, ladder, at, HALF_HOUR)
    assert [unit.code for unit in found] == ups
    raised = task(escalation=len(ups))
    assert not steps_up(raised, ladder, at, HALF_HOUR)


def test_a_grid_goes_up_to_its_own_village_first() -> None:
    ladder = ladder_of(task(level=TaskLevel.GRID), UNITS)
    assert [unit.code for unit in ladder][:2] == ["330903100201", "330903100"]


def test_a_clock_set_back_takes_nothing_up() -> None:
    assert not steps_up(task(), ladder_of(task(), UNITS), AT - timedelta(hours=3), HALF_HOUR)


@pytest.mark.parametrize(
    ("unit", "role", "own"),
    [("330903100", Role.PLANNER, True), ("330903100201", Role.FIELD, True),
     ("330903", Role.COMMANDER, False), ("330900", Role.PLANNER, False)],
)  # fmt: skip
def test_the_post_s_unit_answers_and_a_desk_above_says_with_whom_it_spoke(
    unit: str, role: Role, own: bool
) -> None:
    asker = actor(unit, role)
    assert TaskStep.ACKNOWLEDGE in presses_of(asker, task())
    if own:
        assert check_take(asker, task(), TaskStep.ACKNOWLEDGE, None) is TaskState.ACKNOWLEDGED
        return
    with pytest.raises(InvalidInput, match="E-TSK-012"):
        check_take(asker, task(), TaskStep.ACKNOWLEDGE, None)
    end = check_take(asker, task(), TaskStep.ACKNOWLEDGE, "王书记")
    assert end is TaskState.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("unit", "role"),
    [("330902", Role.PLANNER), ("330903101", Role.PLANNER), ("330903100202", Role.FIELD),
     ("330903", Role.VIEWER), ("330903100", Role.VIEWER), ("330900", Role.AUDITOR)],
)  # fmt: skip
def test_nobody_else_answers(unit: str, role: Role) -> None:
    asker = actor(unit, role)
    assert presses_of(asker, task()) == []
    with pytest.raises(Denied):
        check_take(asker, task(), TaskStep.ACKNOWLEDGE, "王书记")


def test_a_tablet_answers_for_its_village_and_calls_nobody() -> None:
    asker = actor("330903100201", Role.FIELD)
    assert presses_of(asker, task()) == [TaskStep.ACKNOWLEDGE]
    with pytest.raises(Denied):
        check_take(asker, task(), TaskStep.CLOSE, None)


def test_what_is_done_is_not_done_again() -> None:
    asker = actor("330903100")
    with pytest.raises(RefusedByRule, match="E-TSK-013"):
        check_take(asker, task(state=TaskState.DONE), TaskStep.ACKNOWLEDGE, None)
    with pytest.raises(RefusedByRule):
        check_take(asker, task(), TaskStep.DONE, None)
