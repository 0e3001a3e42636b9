from typing import Any

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.integer[Any]]

class SimpleMinCostFlow:
    class Status: ...

    OPTIMAL: Status
    def add_arcs_with_capacity_and_unit_cost(
        self, tails: _Ints, heads: _Ints, capacities: _Ints, unit_costs: _Ints
    ) -> npt.NDArray[np.int32]: ...
    def set_nodes_supplies(self, nodes: _Ints, supplies: _Ints) -> None: ...
    def solve(self) -> Status: ...
    def flows(self, arcs: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]: ...
