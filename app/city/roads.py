"""Roads as a network: cut where they meet, each end at a node.

An office draws a road from one town to the next; an answer needs to turn at every crossing. Lines
are cut at vertices that two of them share, and where one's end lies on another. Ends within a few
metres of each other are the same crossing. A bridge over a road shares no vertex with it and stays
whole.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import shapely
from shapely import LineString, Point, STRtree

from app.city.model import CityRow

SNAP_M = 3.0
_METRES = 111_195.0

At = tuple[float, float]


def cut_roads(rows: Sequence[CityRow]) -> list[CityRow]:
    """The rows, one for each stretch between two crossings; the first stretch keeps the number."""
    lines = [_snapped(row) for row in rows]
    lines = _joined(lines)
    used = Counter(at for line in lines for at in dict.fromkeys(line))
    ends = {at for line in lines for at in (line[0], line[-1])}
    told: list[CityRow] = []
    for row, line in zip(rows, lines, strict=True):
        stretches = [each for each in _cut(line, used, ends) if len(each) > 1]
        for number, stretch in enumerate(stretches, 1):
            told.append(_stretch(row, number, stretch))
    return told


def ends_of(row: CityRow) -> tuple[At, At]:
    """Where a road begins and ends."""
    points = cast(LineString, row.shape).coords
    return _at(points[0]), _at(points[-1])


def _at(point: Sequence[float]) -> At:
    return round(point[0], 7), round(point[1], 7)


def _snapped(row: CityRow) -> list[At]:
    points = [_at(point) for point in cast(LineString, row.shape).coords]
    return [each for n, each in enumerate(points) if n == 0 or each != points[n - 1]]


def _joined(lines: list[list[At]]) -> list[list[At]]:
    """The lines with ends that nearly meet moved together, and a vertex where an end meets one."""
    moved = _same_ends(lines)
    lines = [[moved.get(line[0], line[0]), *line[1:-1], moved.get(line[-1], line[-1])]
             for line in lines]  # fmt: skip
    shapes = [LineString(line) for line in lines]
    tree = STRtree(shapes)
    reach = SNAP_M / _METRES
    inserted: dict[int, list[At]] = defaultdict(list)
    for end in sorted({at for line in lines for at in (line[0], line[-1])}):
        for index in tree.query(Point(end), predicate="dwithin", distance=reach):
            if end not in lines[int(index)]:
                inserted[int(index)].append(end)
    return [_with(line, inserted.get(n, [])) for n, line in enumerate(lines)]


def _same_ends(lines: list[list[At]]) -> dict[At, At]:
    """End → the end that stands for it: the first within a few metres."""
    ends = sorted({at for line in lines for at in (line[0], line[-1])})
    tree = STRtree([Point(at) for at in ends])
    stands: dict[At, At] = {}
    for at in ends:
        if at in stands:
            continue
        for index in tree.query(Point(at), predicate="dwithin", distance=SNAP_M / _METRES):
            stands.setdefault(ends[int(index)], at)
    return stands


def _with(line: list[At], points: Sequence[At]) -> list[At]:
    """The line with vertices at these points, each where it is nearest."""
    for point in points:
        legs = [
            LineString(pair).distance(Point(point)) for pair in zip(line, line[1:], strict=False)
        ]
        at = int(np.argmin(legs)) + 1
        line = [*line[:at], point, *line[at:]]
    return line


def _cut(line: list[At], used: Counter[At], ends: set[At]) -> Iterator[list[At]]:
    stretch = [line[0]]
    for at in line[1:-1]:
        stretch.append(at)
        if used[at] > 1 or at in ends:
            yield stretch
            stretch = [at]
    yield [*stretch, line[-1]]


def _stretch(row: CityRow, number: int, points: list[At]) -> CityRow:
    code = row.values.get("code")
    values = {**row.values, "code": code if number == 1 or code is None else f"{code}-{number}"}
    return replace(row, values=values, shape=LineString(points))


def length_m(shape: LineString) -> float:
    """Length on the ground, near enough to tell a road of no length."""
    points = shapely.get_coordinates(shape)
    squeeze = math.cos(math.radians(float(points[:, 1].mean())))
    steps = np.diff(points, axis=0) * (squeeze * _METRES, _METRES)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())
