"""Contour lines of a regular grid by marching squares.

A cell with a missing corner is left out. A saddle is split by its middle value, so that lines
never cross.
"""

import numpy as np
from numpy.typing import NDArray

from app.geo.sphere import Floats

# Corners 0 south-west, 1 south-east, 2 north-east, 3 north-west; edge i runs from corner i to the
# next. Case = sum of 2**corner over the corners at or above the level → edges joined by segments.
_SEGMENTS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 2), (0, 1)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((0, 3), (1, 2)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
_SADDLE_BELOW = {5: ((3, 0), (1, 2)), 10: ((0, 1), (2, 3))}
# West to east and south to north: two cells give their common edge the same point to the last bit.
_FROM_TO = ([0, 1], [1, 2], [3, 2], [0, 3])
_OFFSETS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])  # x, y of the corners


def contour_segments(values: Floats, x: Floats, y: Floats, level: float) -> Floats:
    """Segments of the line `values == level`, shape (n, 2, 2); values are (len(y), len(x))."""
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]])
    usable = np.isfinite(corners).all(axis=0)
    above = np.where(usable, corners >= level, False)
    case = (above * np.array([1, 2, 4, 8])[:, None, None]).sum(axis=0)
    high_middle = np.where(usable, corners, 0.0).mean(axis=0) >= level
    parts = [np.zeros((0, 2, 2))]
    for number, edges in _SEGMENTS.items():
        cells = usable & (case == number)
        if number in _SADDLE_BELOW:
            below = cells & ~high_middle
            parts.extend(_cell_lines(values, x, y, level, below, _SADDLE_BELOW[number]))
            cells = cells & high_middle
        parts.extend(_cell_lines(values, x, y, level, cells, edges))
    return np.concatenate(parts)


def _cell_lines(
    values: Floats,
    x: Floats,
    y: Floats,
    level: float,
    cells: NDArray[np.bool_],
    edges: tuple[tuple[int, int], ...],
) -> list[Floats]:
    row, column = np.nonzero(cells)
    if len(row) == 0:
        return []
    return [
        np.stack([_on_edge(values, x, y, level, row, column, edge) for edge in pair], axis=1)
        for pair in edges
    ]


def _on_edge(
    values: Floats,
    x: Floats,
    y: Floats,
    level: float,
    row: NDArray[np.intp],
    column: NDArray[np.intp],
    edge: int,
) -> Floats:
    ends = _OFFSETS[_FROM_TO[edge]]
    a, b = (values[row + dy, column + dx] for dx, dy in ends)
    share = (level - a) / (b - a)
    (x0, y0), (x1, y1) = ends
    east = x[column + x0] + share * (x[column + x1] - x[column + x0])
    north = y[row + y0] + share * (y[row + y1] - y[row + y0])
    return np.stack([east, north], axis=1)
