"""Polygons as somebody drags them over the city's sea and land."""

import numpy as np

from app.geo.geojson import GeoPolygon

WEST, EAST, SOUTH, NORTH = 121.5, 123.42, 29.53, 31.07
POLYGONS = 10_000
_M_PER_DEGREE = 111_195.0


def make_polygons(count: int = POLYGONS, seed: int = 13) -> list[GeoPolygon]:
    """Star-shaped rings of 5 to 40 corners, a half of them within 2 km, the largest 10 km."""
    chance = np.random.default_rng(seed)
    return [_make_ring(chance) for _ in range(count)]


def _make_ring(chance: np.random.Generator) -> GeoPolygon:
    lon, lat = chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)
    radius_m = min(500.0 * float(np.exp(chance.normal(1.4, 0.7))), 10_000.0)
    turn = np.sort(chance.uniform(0.0, 2 * np.pi, int(chance.integers(5, 41))))
    reach = radius_m * chance.uniform(0.6, 1.0, len(turn)) / _M_PER_DEGREE
    east, north = reach * np.cos(turn) / np.cos(np.radians(lat)), reach * np.sin(turn)
    ring = [(lon + x, lat + y) for x, y in zip(east.tolist(), north.tolist(), strict=True)]
    return GeoPolygon([[*ring, ring[0]]])
