"""Which junctions hang together."""

from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from app.network.model import Ints


def components(tail: Ints, head: Ints, size: int) -> Ints:
    """A label for each of `size` junctions; equal where arcs join them in either direction."""
    graph = csr_matrix((np.ones(len(tail)), (tail, head)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return cast(npt.NDArray[np.int32], labels).astype(np.int64)
