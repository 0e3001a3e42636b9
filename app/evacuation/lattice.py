"""Order now or wait, as a stopping problem: what the best rule costs, and how often it is too late.

At each bulletin the forecast is in one of some states; either the order is given at some moment
before the next, which costs what it costs then and comes too late with some probability, or the
next is awaited. Solved
backwards for several prices of a miss at once; the cheapest rule that keeps misses under a limit
has the lowest price that does (after Regnier 2008, *Public evacuation decisions and hurricane
track uncertainty*; sources#waiting).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.geo.sphere import Flags, Floats, Indices

# Hours that a miss is worth; the lowest never orders, the highest waits for nothing that is sure.
PRICES: Floats = np.concatenate([[0.0], np.geomspace(1.0, 1e6, 49)])


@dataclass(frozen=True, slots=True)
class Stage:
    """One bulletin, by its states: what an order costs and how likely it is too late at each of the
    moments before the next bulletin (states, moments), and the probabilities (states, next states)
    of where that one stands; none after the last. `unordered`: how likely the wind comes while
    nothing was ordered, asked of the last stage."""

    cost: Floats
    late: Floats
    unordered: Floats
    moves: Floats | None


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """The best rule at one price, seen from the first state: at which of the moments it orders
    (None: it awaits the next bulletin), what it costs and how often it is too late."""

    moment: int | None
    cost: float
    miss: float


def best_rules(stages: Sequence[Stage], prices: Floats = PRICES) -> list[StoppingRule]:
    """The best rule by price, from the first state of the first stage."""
    last = stages[-1]
    cost, miss = np.zeros((len(last.late), len(prices))), _by_price(last.unordered, prices)
    orders: Flags = np.zeros_like(miss, bool)
    moment: Indices = np.zeros_like(miss, np.intp)
    for stage in reversed(stages):
        if stage.moves is not None:
            cost, miss = stage.moves @ cost, stage.moves @ miss
        moment = (stage.cost[:, :, None] + prices * stage.late[:, :, None]).argmin(axis=1)
        here, late = (np.take_along_axis(each, moment, axis=1) for each in (stage.cost, stage.late))
        orders = here + prices * late < cost + prices * miss
        cost, miss = np.where(orders, here, cost), np.where(orders, late, miss)
    return [
        StoppingRule(
            int(moment[0, k]) if orders[0, k] else None, float(cost[0, k]), float(miss[0, k])
        )
        for k in range(len(prices))
    ]


def at_once(stages: Sequence[Stage]) -> StoppingRule:
    """The order without delay: no rule is too late less often."""
    return StoppingRule(0, float(stages[0].cost[0, 0]), float(stages[0].late[0, 0]))


def cheapest(rules: Sequence[StoppingRule], limit: float) -> StoppingRule | None:
    """The cheapest of `rules` that keeps misses under `limit`."""
    kept = [rule for rule in rules if rule.miss <= limit]
    return min(kept, key=lambda rule: rule.cost, default=None)


def _by_price(values: Floats, prices: Floats) -> Floats:
    return np.repeat(values[:, None], len(prices), axis=1)
