"""The assignment is optimal, leaves out no more than it must, and names who is left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from app.evacuation.assignment import Crossings, assign
from app.evacuation.node_prices import node_prices

FAR_S = 1_000_000


def linear_programme(people: np.ndarray, free: np.ndarray, travel_s: np.ndarray) -> float:
    """The same problem for HiGHS, with an extra column for those without a place."""
    sites, shelters = travel_s.shape
    cost = np.column_stack((np.where(np.isfinite(travel_s), travel_s, 10 * FAR_S),
                            np.full(sites, FAR_S)))  # fmt: skip
    everyone = np.kron(np.eye(sites), np.ones(shelters + 1))
    places = np.kron(np.ones(sites), np.eye(shelters + 1))[:shelters]
    found = linprog(cost.ravel(), A_ub=places, b_ub=free, A_eq=everyone, b_eq=people)
    assert found.success
    return float(found.fun)


def objective(answer, travel_s: np.ndarray) -> float:
    moved = sum(np.rint(travel_s[move.site, move.shelter]) * move.people for move in answer.moves)
    return float(moved + answer.unplaced.sum() * FAR_S)


@given(st.integers(0, 2**32 - 1), st.integers(1, 7), st.integers(1, 6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_objective_equals_a_linear_programme(
    seed: int, sites: int, shelters: int, some_ways_missing: bool
) -> None:
    random = np.random.default_rng(seed)
    people, free = random.integers(1, 400, sites), random.integers(0, 500, shelters)
    travel_s = np.rint(random.uniform(60, 9000, (sites, shelters)))
    if some_ways_missing:
        travel_s[random.random(travel_s.shape) < 0.3] = np.inf
    answer = assign(people, free, travel_s, nearest=min(2, shelters))
    expected = linear_programme(people, free, travel_s)
    assert objective(answer, travel_s) == pytest.approx(expected, rel=1e-9)


def test_unplaced_equals_demand_minus_capacity_when_all_are_connected() -> None:
    random = np.random.default_rng(4)
    people, free = random.integers(50, 300, 60), random.integers(20, 120, 40)
    answer = assign(people, free, random.uniform(60, 5000, (60, 40)), nearest=2)
    assert answer.unplaced.sum() == people.sum() - free.sum()
    assert answer.placed == free.sum()


def test_more_shelters_are_looked_at_while_one_has_room_and_somebody_no_place() -> None:
    travel_s = np.array([[60.0, 120.0, 600.0], [60.0, 120.0, 700.0]])
    answer = assign(np.array([100, 100]), np.array([50, 50, 100]), travel_s, nearest=1)
    assert answer.unplaced.sum() == 0


@pytest.mark.parametrize("share", [1.15, 0.95])
def test_beginning_with_the_nearest_only_ends_at_the_optimum_over_all(share: float) -> None:
    random = np.random.default_rng(7)
    homes, shelters = random.uniform(0, 30, (300, 2)), random.uniform(0, 30, (120, 2))
    apart = np.linalg.norm(homes[:, None] - shelters[None, :], axis=2)
    travel_s, people = np.rint(apart * 90), random.integers(20, 800, 300)
    free = np.rint(random.pareto(2.5, 120) * 100 + 50)
    free = np.ceil(free * share * people.sum() / free.sum()).astype(np.int64)
    full = assign(people, free, travel_s, nearest=120)
    for nearest in (2, 40):
        begun = assign(people, free, travel_s, nearest=nearest)
        assert objective(begun, travel_s) == objective(full, travel_s)


def test_nobody_goes_where_there_is_no_way() -> None:
    travel_s = np.array([[np.inf, 100.0], [np.inf, np.inf]])
    answer = assign(np.array([10, 20]), np.array([100, 5]), travel_s)
    assert answer.unplaced.tolist() == [5, 20]
    assert [move.shelter for move in answer.moves] == [1]


def two_ferries(capacity: list[int], travel_s: np.ndarray) -> Crossings:
    """Crossing 0 to a middle island, crossing 1 on from there to the shelters' island."""
    inf = np.inf
    return Crossings(
        capacity=np.array(capacity), crossing_s=np.array([600.0, 900.0]),
        from_site_s=np.array([[300.0, inf]] * len(travel_s)),
        onward_s=np.array([[inf, 120.0], [inf, inf]]),
        to_shelter_s=np.array([[inf] * travel_s.shape[1], [60.0] * travel_s.shape[1]]),
    )  # fmt: skip


def test_boats_bring_no_more_than_they_can_and_the_rest_is_named() -> None:
    travel_s = np.full((2, 2), np.inf)
    answer = assign(
        np.array([80, 70]), np.array([100, 100]), travel_s, two_ferries([200, 90], travel_s)
    )
    assert answer.placed == 90
    assert answer.unplaced.sum() == 60
    assert {move.via for move in answer.moves} == {(0, 1)}


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_moves_by_water_keep_everyones_origin_and_fill_no_shelter_over(seed: int) -> None:
    random = np.random.default_rng(seed)
    sites, shelters, count = 5, 4, 3
    people, free = random.integers(1, 200, sites), random.integers(0, 200, shelters)
    travel_s = np.where(random.random((sites, shelters)) < 0.7, np.inf, 500.0)
    crossings = Crossings(
        capacity=random.integers(0, 150, count), crossing_s=random.uniform(100, 900, count),
        from_site_s=random.uniform(60, 900, (sites, count)),
        onward_s=np.where(np.tri(count, dtype=bool), np.inf, random.uniform(60, 900, (count,) * 2)),
        to_shelter_s=random.uniform(60, 900, (count, shelters)),
    )  # fmt: skip
    answer = assign(people, free, travel_s, crossings, nearest=1)
    full = assign(people, free, travel_s, crossings, nearest=shelters)
    assert spent(answer, travel_s, crossings) == spent(full, travel_s, crossings)
    moved, filled, aboard = np.zeros(sites, int), np.zeros(shelters, int), np.zeros(count, int)
    for move in answer.moves:
        moved[move.site] += move.people
        filled[move.shelter] += move.people
        aboard[list(move.via)] += move.people
        assert move.via or np.isfinite(travel_s[move.site, move.shelter])
    assert (moved + answer.unplaced == people).all()
    assert (filled <= free).all()
    assert (aboard <= crossings.capacity).all()


def spent(answer, travel_s: np.ndarray, water: Crossings) -> float:
    """The objective where some go by water."""
    total = int(answer.unplaced.sum()) * FAR_S
    for move in answer.moves:
        at = np.rint(water.from_site_s[move.site, move.via[0]] if move.via
                     else travel_s[move.site, move.shelter])  # fmt: skip
        for crossing, following in zip(move.via, [*move.via, None][1:], strict=True):
            at += np.rint(water.crossing_s[crossing])
            at += np.rint(water.to_shelter_s[crossing, move.shelter] if following is None
                          else water.onward_s[crossing, following])  # fmt: skip
        total += int(at) * move.people
    return total


def test_a_flow_that_is_no_optimum_has_no_prices() -> None:
    dear_used, cheap_open = np.array([True, False]), np.array([False, True])
    tail, head, cost = np.array([0, 0]), np.array([1, 1]), np.array([9, 4])
    with pytest.raises(ArithmeticError):
        node_prices(2, tail, head, cost, cheap_open, dear_used)
    prices = node_prices(2, tail, head, cost, dear_used, cheap_open)
    assert prices[1] - prices[0] == 4


@pytest.mark.parametrize(("sites", "shelters"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_to_assign_is_an_answer_too(sites: int, shelters: int) -> None:
    people, free = np.full(sites, 7), np.full(shelters, 9)
    answer = assign(people, free, np.full((sites, shelters), 60.0))
    assert answer.placed == 0
    assert answer.unplaced.sum() == people.sum()


def test_where_places_are_short_the_higher_rank_has_them_though_it_lives_farther() -> None:
    near_and_far = np.array([[60.0], [900.0]])
    people, free = np.array([50, 50]), np.array([70])
    plain = assign(people, free, near_and_far)
    ranked = assign(people, free, near_and_far, rank=np.array([1, 2]))
    assert plain.unplaced.tolist() == [0, 30]
    assert ranked.unplaced.tolist() == [30, 0]


def test_where_all_are_of_one_rank_each_goes_where_it_went_without() -> None:
    """Of many optima the same one is found, so that what follows from it stays too."""
    rng = np.random.default_rng(3)
    minutes = np.add.outer(rng.integers(1, 9, 12), rng.integers(1, 9, 20)) * 60.0  # one road: ties
    people, free = rng.integers(5, 60, 12), rng.integers(10, 90, 20)
    plain = assign(people, free, minutes)
    assert assign(people, free, minutes, rank=np.full(12, 2)).moves == plain.moves
