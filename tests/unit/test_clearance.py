"""The three clearance numbers hold each other up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import max_flow

from app.evacuation.bound import FlowProblem, lower_bound_h
from app.evacuation.clearance import (
    ClearanceGroup,
    clearance,
    link_load,
    schedule_ends,
    used_min_of,
)

NO_WALK = np.empty(0, dtype=np.int64)


def chain(rate_h: list[float], people: int) -> FlowProblem:
    """People at node 0, a shelter at the end of a chain of links."""
    links = len(rate_h)
    return FlowProblem(
        nodes=links + 1, tail=np.arange(links), head=np.arange(1, links + 1),
        rate_h=np.array(rate_h), origin=np.array([0]), people=np.array([people]),
        goal=np.array([links]), free=np.array([10**6]), walk_from=NO_WALK, walk_to=NO_WALK,
        longest_trip_min=10.0,
    )  # fmt: skip


def test_one_road_clears_in_the_hours_of_its_narrowest_link() -> None:
    assert lower_bound_h(chain([900, 300, 1200], 600)) == pytest.approx(2.0, rel=1e-3)


def test_the_bound_counts_every_way_out() -> None:
    two_ways = FlowProblem(
        nodes=2, tail=np.array([0, 0]), head=np.array([1, 1]), rate_h=np.array([100.0, 300.0]),
        origin=np.array([0]), people=np.array([800]), goal=np.array([1]), free=np.array([800]),
        walk_from=NO_WALK, walk_to=NO_WALK, longest_trip_min=0.0,
    )  # fmt: skip
    assert lower_bound_h(two_ways) == pytest.approx(2.0, rel=1e-3)


def test_who_can_walk_waits_for_no_road() -> None:
    walkers = FlowProblem(
        nodes=2, tail=np.array([0]), head=np.array([1]), rate_h=np.array([1.0]),
        origin=np.array([0]), people=np.array([5000]), goal=np.array([1]), free=np.array([5000]),
        walk_from=np.array([0]), walk_to=np.array([1]), longest_trip_min=0.0,
    )  # fmt: skip
    assert lower_bound_h(walkers) == 0.0


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_no_flow_brings_everyone_in_before_the_bound_and_one_does_soon_after(seed: int) -> None:
    random = np.random.default_rng(seed)
    tail, head = random.integers(0, 12, 60), random.integers(0, 12, 60)
    people = random.integers(100, 5000, 3)
    problem = FlowProblem(
        nodes=12, tail=tail, head=head, rate_h=random.uniform(50, 900, 60),
        origin=np.array([0, 1, 2]), people=people, goal=np.array([9, 10, 11]),
        free=np.full(3, people.sum()), walk_from=NO_WALK, walk_to=NO_WALK, longest_trip_min=0.0,
    )  # fmt: skip
    bound = lower_bound_h(problem)
    if bound > 0.01:
        assert brought_in(problem, bound * 0.98) < people.sum()
    assert brought_in(problem, bound * 1.02 + 1.0) >= brought_in(problem, 1e6) * 0.999


def brought_in(problem: FlowProblem, hours: float) -> int:
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        problem.tail, problem.head, np.floor(problem.rate_h * hours).astype(np.int64)
    )
    source, sink = problem.nodes, problem.nodes + 1
    flow.add_arcs_with_capacity(np.full(3, source), problem.origin, problem.people)
    flow.add_arcs_with_capacity(problem.goal, np.full(3, sink), problem.free)
    flow.solve(source, sink)
    return flow.optimal_flow()


@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_the_schedule_is_never_quicker_than_its_worst_link(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    rate_h = random.uniform(100, 2000, 8)
    groups = [random_group(random) for _ in range(count)]
    load = link_load(groups, 8)
    worst_min = float((load / rate_h).max()) * 60.0
    found = max(schedule_ends(groups, rate_h, load))
    assert found >= worst_min - 1e-6
    assert found >= max(group.travel_min for group in groups)


def random_group(random: np.random.Generator) -> ClearanceGroup:
    links = tuple(random.choice(8, random.integers(1, 5), replace=False).tolist())
    reach = tuple(np.cumsum(random.uniform(0, 9, len(links))).tolist())
    return ClearanceGroup(int(random.integers(1, 3000)), reach[-1] + 4.0, links, reach)


def test_one_group_over_one_link_takes_its_hours_and_its_trip() -> None:
    group = ClearanceGroup(600, 20.0, (0,), (5.0,))
    found = clearance([group], np.array([300.0]), chain([300], 600))
    assert found.naive_min == pytest.approx(140.0)
    assert found.estimate_min == pytest.approx(140.0)
    assert found.lower_bound_min == pytest.approx(120.0, rel=1e-3)
    assert found.used_min == pytest.approx(140.0)


def test_two_groups_share_a_link_and_the_other_slots_stay_free() -> None:
    groups = [
        ClearanceGroup(300, 10.0, (0,), (0.0,)),
        ClearanceGroup(300, 30.0, (0, 1), (0.0, 12.0)),
    ]
    rate_h, load = np.array([300.0, 300.0]), np.array([600.0, 300.0])
    assert max(schedule_ends(groups, rate_h, load)) == pytest.approx(130.0)


def test_it_counts_that_the_near_may_fill_the_road_before_the_far_come() -> None:
    far = ClearanceGroup(200, 10.0, (0, 1), (0.0, 5.0))
    near = ClearanceGroup(200, 5.0, (1,), (5.0,))
    found = clearance([far, near], np.array([100.0, 200.0]), chain([100, 200], 200))
    assert found.estimate_min == pytest.approx(190.0)
    assert found.used_min == pytest.approx(190.0)
    assert found.nearest_first_min == pytest.approx((190.0, 65.0))


def test_nearest_first_brings_the_near_in_before_the_far() -> None:
    groups = [ClearanceGroup(300, 30.0, (0,), (0.0,)), ClearanceGroup(300, 10.0, (0,), (0.0,))]
    rate_h, load = np.array([300.0]), np.array([600.0])
    assert schedule_ends(groups, rate_h, load) == pytest.approx([90.0, 130.0])
    nearest = schedule_ends(groups, rate_h, load, nearest_first=True)
    assert nearest == pytest.approx([150.0, 70.0])


def test_who_sails_makes_nobody_wait_on_another_road_but_all_wait_where_they_meet() -> None:
    road = ClearanceGroup(300, 20.0, (0,), (0.0,))
    boat = ClearanceGroup(300, 40.0, (1,), (0.0,))
    rate_h = np.array([300.0, 100.0])
    whole = clearance([road, boat], rate_h, chain([300], 600))
    assert whole.used_min == pytest.approx(220.0)
    assert used_min_of([0], [road, boat], whole, rate_h) == pytest.approx(80.0)
    assert used_min_of([1], [road, boat], whole, rate_h) == pytest.approx(220.0)
    both = ClearanceGroup(300, 50.0, (0, 1), (0.0, 5.0))
    meeting = clearance([road, both], rate_h, chain([300], 600))
    assert used_min_of([0], [road, both], meeting, rate_h) == pytest.approx(140.0)


def test_nobody_to_move_takes_no_time() -> None:
    found = clearance([], np.empty(0), chain([300], 0))
    assert (found.used_min, found.bottleneck) == (0.0, None)
