from typing import Any

import numpy as np
import numpy.typing as npt

class Delaunay:
    simplices: npt.NDArray[np.int32]
    def __init__(self, points: npt.ArrayLike, qhull_options: str = ...) -> None: ...

class cKDTree:
    def __init__(self, data: npt.ArrayLike) -> None: ...
    def query(self, x: npt.ArrayLike, **options: Any) -> tuple[Any, Any]: ...
