"""Node prices of a minimum-cost flow: the proof that it is one, and the worth of an arc not in it.

An arc left out would make the flow cheaper only if its cost is below the difference of the prices
at its ends. Found by Bellman-Ford over what could still be sent on and what could be sent back.
"""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def node_prices(
    nodes: int, tail: Ints, head: Ints, cost: Ints, open_on: Flags, open_back: Flags
) -> Ints:
    """Prices under which no arc that could take or give back flow would save anything.

    Raises ArithmeticError for a flow that is no optimum: that has none.
    """
    price = np.zeros(nodes, dtype=np.int64)
    on, back = (tail[open_on], head[open_on], cost[open_on]), (
        tail[open_back], head[open_back], cost[open_back],
    )  # fmt: skip
    for _ in range(nodes + 1):
        before = price.copy()
        np.minimum.at(price, on[1], price[on[0]] + on[2])
        np.minimum.at(price, back[0], price[back[1]] - back[2])
        if np.array_equal(before, price):
            return price
    raise ArithmeticError("the flow has no node prices")
