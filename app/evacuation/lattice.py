"""Order now or wait, as a stopping problem: what the best rule costs, and how often it is too late.

At each bulletin the forecast is in one of some states; either the order is given, which costs what
it costs there and comes too late with some probability, or the next bulletin is awaited. Solved
backwards for several prices of a miss at once; the cheapest rule that keeps misses under a limit
has the lowest price that does (after Regnier 2008, *Public evacuation decisions and hurricane
track uncertainty*; sources#waiting).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.geo.sphere import Flags, Floats

# Hours that a miss is worth; the lowest never orders, the highest waits for nothing that is sure.
PRICES: Floats = np.concatenate([[0.0], np.geomspace(1.0, 1e6, 49)])


@dataclass(frozen=True, slots=True)
class Stage:
    """One bulletin, by its states: what an order costs there, how likely it is too late, and the
    probabilities (states, next states) of where the next bulletin stands; none after the last.
    `unordered`: how likely it comes while nothing was ordered, asked of the last stage."""

    cost: Floats
    late: Floats
    unordered: Floats
    moves: Floats | None


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """The best rule at one price: what it does in the first state, its cost and its misses."""

    orders: bool
    cost: float
    miss: float


def best_rules(stages: Sequence[Stage], prices: Floats = PRICES) -> list[StoppingRule]:
    """The best rule by price, from the first state of the first stage."""
    last = stages[-1]
    cost, miss = np.zeros((len(last.late), len(prices))), _by_price(last.unordered, prices)
    orders: Flags = np.zeros_like(miss, bool)
    for stage in reversed(stages):
        if stage.moves is not None:
            cost, miss = stage.moves @ cost, stage.moves @ miss
        here, late = _by_price(stage.cost, prices), _by_price(stage.late, prices)
        orders = here + prices * late < cost + prices * miss
        cost, miss = np.where(orders, here, cost), np.where(orders, late, miss)
    first = zip(orders[0], cost[0], miss[0], strict=True)
    return [StoppingRule(bool(order), float(each), float(missed)) for order, each, missed in first]


def rule_under(stages: Sequence[Stage], limit: float) -> StoppingRule:
    """The cheapest rule that keeps misses under `limit`; where none does, the order at once."""
    now = StoppingRule(True, float(stages[0].cost[0]), float(stages[0].late[0]))
    return cheapest(best_rules(stages), limit) or now


def cheapest(rules: Sequence[StoppingRule], limit: float) -> StoppingRule | None:
    """The cheapest of `rules` that keeps misses under `limit`."""
    kept = [rule for rule in rules if rule.miss <= limit]
    return min(kept, key=lambda rule: rule.cost, default=None)


def _by_price(values: Floats, prices: Floats) -> Floats:
    return np.repeat(values[:, None], len(prices), axis=1)
