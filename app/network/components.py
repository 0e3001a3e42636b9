"""Which junctions hang together."""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from app.network.model import Ints


def components(tail: Ints, head: Ints, size: int) -> Ints:
    """A label for each of `size` junctions; equal where arcs join them in either direction."""
    graph = csr_matrix((np.ones(len(tail)), (tail, head)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return labels.astype(np.int64)
