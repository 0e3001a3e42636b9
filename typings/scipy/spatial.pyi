from typing import Any

import numpy.typing as npt

class cKDTree:
    def __init__(self, data: npt.ArrayLike) -> None: ...
    def query(self, x: npt.ArrayLike, **options: Any) -> tuple[Any, Any]: ...
