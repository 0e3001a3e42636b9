"""Quadtree tiles: which ones a view needs."""

from math import asinh, pi, radians, tan
from typing import NamedTuple

from app.positions.geometry import TILE_LEVEL

MAX_TILES = 16
_MARGIN = 0.1  # of the view's size on each side, so that a short pan finds its movers there


class Tile(NamedTuple):
    """One tile of the Web Mercator quadtree."""

    z: int
    x: int
    y: int


class Box(NamedTuple):
    """A view in degrees; finite, west < east, south < north."""

    west: float
    south: float
    east: float
    north: float


def tiles_for_view(box: Box) -> tuple[Tile, ...]:
    """At most 16 tiles that cover `box` with a margin, at the finest level that allows it."""
    for z in range(TILE_LEVEL, 0, -1):
        columns, rows = _tile_spans(box, z)
        if len(columns) * len(rows) <= MAX_TILES:
            return tuple(Tile(z, x, y) for y in rows for x in columns)
    return (Tile(0, 0, 0),)


def _tile_spans(box: Box, z: int) -> tuple[range, range]:
    wide, high = (box.east - box.west) * _MARGIN, (box.north - box.south) * _MARGIN
    last = (1 << z) - 1
    left, top = _tile_place(box.west - wide, box.north + high, z)
    right, bottom = _tile_place(box.east + wide, box.south - high, z)
    return (
        range(max(0, int(left)), min(last, int(right)) + 1),
        range(max(0, int(top)), min(last, int(bottom)) + 1),
    )


def _tile_place(lon: float, lat: float, z: int) -> tuple[float, float]:
    count = 1 << z
    phi = radians(min(85.05, max(-85.05, lat)))
    return (lon + 180.0) / 360.0 * count, (1.0 - asinh(tan(phi)) / pi) / 2.0 * count
