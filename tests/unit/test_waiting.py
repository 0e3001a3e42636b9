"""Order now or wait: the lattice against every rule there is, and the figures by hand."""

from itertools import product

import numpy as np
import pytest

from app.evacuation.lattice import Stage, at_once, best_rules, cheapest
from app.evacuation.waiting import Call, Outlooking, stages_of, weigh


def deviation(lead_h: np.ndarray) -> np.ndarray:
    return np.interp(lead_h, (0, 24, 48, 72, 96), (0, 69, 121, 175, 242))


def asked(arrivals: np.ndarray, **other: float) -> Outlooking:
    known = {"needed_h": 5.0, "issued_h": 0.0, "next_h": 6.0, "interval_h": 6.0} | other
    return Outlooking(arrivals, deviation=deviation, **known)


def bell(middle_h: float, spread_h: float, comes: float = 1.0) -> np.ndarray:
    """Arrivals of a hundred members round a middle; the last ones never."""
    draws = np.sort(np.random.default_rng(5).standard_normal(100)) * spread_h + middle_h
    draws[round(comes * 100) :] = np.inf
    return draws


def small_lattice(
    rng: np.random.Generator, states: int, stages: int, moments: int = 1
) -> list[Stage]:
    sizes = [1] + [states] * (stages - 1)
    return [
        Stage(
            cost=rng.uniform(0, 30, (size, moments)),
            late=np.sort(rng.uniform(0, 0.5, (size, moments))),
            unordered=rng.uniform(0.3, 1, size),
            moves=None if index == stages - 1 else rng.dirichlet(np.ones(states), size),
        )
        for index, size in enumerate(sizes)
    ]


def every_rule(stages: list[Stage]) -> list[tuple[float, float]]:
    """Cost and misses of every rule: order at some moment or wait, in every state there is."""
    cells = [(k, s) for k, stage in enumerate(stages) for s in range(len(stage.unordered))]
    found: list[tuple[float, float]] = []
    moments = range(stages[0].cost.shape[1])
    for choice in product((None, *moments), repeat=len(cells)):
        orders = dict(zip(cells, choice, strict=True))

        def follow(k: int, s: int, orders=orders) -> tuple[float, float]:
            stage = stages[k]
            moment = orders[k, s]
            if moment is not None:
                return stage.cost[s, moment], stage.late[s, moment]
            if stage.moves is None:
                return 0.0, stage.unordered[s]
            after = [follow(k + 1, t) for t in range(len(stages[k + 1].unordered))]
            cost, miss = stage.moves[s] @ np.array(after)
            return cost, miss

        found.append(follow(0, 0))
    return found


@pytest.mark.parametrize(
    ("states", "stages", "moments"),
    [(2, 3, 1), (3, 3, 1), (2, 5, 1), (2, 6, 1), (2, 3, 3), (2, 4, 2)],
)
def test_the_best_rule_is_that_of_trying_every_rule(states: int, stages: int, moments: int) -> None:
    rng = np.random.default_rng(states * 10 + stages)
    for _ in range(2):
        lattice = small_lattice(rng, states, stages, moments)
        rules = every_rule(lattice)
        prices = np.array([0.0, 3.0, 17.0, 60.0, 400.0])
        for price, found in zip(prices, best_rules(lattice, prices), strict=True):
            best = min(cost + price * miss for cost, miss in rules)
            assert found.cost + price * found.miss == pytest.approx(best, abs=1e-9)


def test_under_a_limit_no_rule_that_keeps_it_is_much_cheaper() -> None:
    """Found by price, the rule is on the lower edge of all rules' costs and misses."""
    rng = np.random.default_rng(77)
    for _ in range(10):
        lattice = small_lattice(rng, 2, 4)
        rules, limit = every_rule(lattice), 0.25
        found = cheapest(best_rules(lattice), limit) or at_once(lattice)
        kept = [cost for cost, miss in rules if miss <= limit]
        if not kept:
            assert found.moment == 0
            continue
        assert found.miss <= limit
        cheaper = [rule for rule in rules if rule[0] < found.cost - 1e-9 and rule[1] <= found.miss]
        assert cheaper == []


def test_the_lattice_keeps_what_is_known_now_on_average() -> None:
    """Bulletins tell more, and not something else: the chances of now are their mean."""
    known = asked(bell(40, 8, 0.6))
    starts = known.arrivals - known.needed_h
    stages = stages_of(known, starts, 24.0)
    state = np.ones(1)
    for stage in stages:
        assert state @ stage.unordered == pytest.approx(0.6, abs=0.01)
        if stage.moves is not None:
            assert stage.moves.sum(axis=1) == pytest.approx(1.0)
            state = state @ stage.moves


def test_the_figures_are_those_counted_by_hand() -> None:
    """100 members an hour apart from hour 1; the last 28 never. Five hours are needed."""
    arrivals = np.arange(1.0, 101.0)
    arrivals[72:] = np.inf
    told = weigh(asked(arrivals), limit=0.1, needless_h=24.0)
    assert told.needless == pytest.approx(0.28)
    assert told.late_now == pytest.approx(0.04)  # those of hours 1 to 4
    assert told.late_next == pytest.approx(0.06)  # of hours 5 to 10
    assert told.hours == pytest.approx(6.0)  # the eleventh of all comes at hour 11


def test_far_from_the_wind_it_waits_and_close_to_it_it_orders() -> None:
    far, near = (weigh(asked(bell(h, 4.0)), 0.1, 24.0) for h in (60, 13))
    assert (far.call, near.call) == (Call.WAIT, Call.ORDER)
    assert far.late_next == 0
    assert near.late_next > 0.1


def test_it_never_advises_a_wait_that_breaks_the_limit_by_itself() -> None:
    rng = np.random.default_rng(8)
    for _ in range(60):
        known = asked(bell(rng.uniform(2, 60), rng.uniform(1, 15), rng.uniform(0.05, 1)))
        limit = rng.uniform(0.01, 0.3)
        told = weigh(known, limit, 24.0)
        assert told.call is Call.ORDER or told.late_next <= limit
        assert (told.order_h is None) == (told.call is Call.WAIT)
        if told.order_h:  # held back, it still keeps the limit
            starts = known.arrivals - known.needed_h
            assert (starts < told.order_h).mean() <= limit + 1e-9
            assert told.hours is None or told.order_h <= told.hours + 1e-9
        assert told.needless + told.late_now <= 1


def test_a_lower_limit_never_waits_longer() -> None:
    for h in range(8, 60, 4):
        calls = [weigh(asked(bell(h, 8.0, 0.7)), x, 24.0).call for x in (0.02, 0.05, 0.1, 0.2)]
        assert calls == sorted(calls)  # order before wait


def test_wind_that_no_member_brings_asks_for_nothing() -> None:
    told = weigh(asked(np.full(100, np.inf)), 0.1, 24.0)
    assert (told.call, told.needless, told.hours, told.miss) == (Call.WAIT, 1.0, None, 0.0)
