from typing import Any

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.integer[Any]]

class SimpleMaxFlow:
    class Status: ...

    OPTIMAL: Status
    def add_arcs_with_capacity(
        self, tails: _Ints, heads: _Ints, capacities: _Ints
    ) -> npt.NDArray[np.int32]: ...
    def solve(self, source: int, sink: int) -> Status: ...
    def get_source_side_min_cut(self) -> list[int]: ...
    def optimal_flow(self) -> int: ...
