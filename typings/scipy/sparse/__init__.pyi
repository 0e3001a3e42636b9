from typing import Any

import numpy.typing as npt

class csr_matrix:
    shape: tuple[int, int]
    def __init__(
        self, arg1: tuple[npt.ArrayLike, Any], shape: tuple[int, int] | None = ...
    ) -> None: ...

def __getattr__(name: str) -> Any: ...
