from typing import Any

import numpy as np
import numpy.typing as npt

# What comes back depends on the options; callers say what they asked for.
def dijkstra(csgraph: Any, **options: Any) -> Any: ...
def connected_components(csgraph: Any, **options: Any) -> tuple[int, npt.NDArray[np.int32]]: ...
