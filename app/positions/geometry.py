"""Distances and Web Mercator tile numbers of many positions at once."""

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_M = 6_371_008.8
TILE_LEVEL = 10
Floats = NDArray[np.float64]


def distance_m(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Great-circle distance in metres on the mean sphere (haversine); broadcasts."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lon = np.radians(lon_b - lon_a) / 2
    root = np.sin((phi_b - phi_a) / 2) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(root, 1.0)))


def tile_numbers(lon: Floats, lat: Floats) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Column and row of the level-10 Web Mercator tile; latitudes past ±85.05° are clamped."""
    count = 1 << TILE_LEVEL
    phi = np.radians(np.clip(lat, -85.05, 85.05))
    x = (lon + 180.0) / 360.0 * count
    y = (1.0 - np.arcsinh(np.tan(phi)) / np.pi) / 2.0 * count
    limit = count - 1
    return (
        np.clip(x, 0, limit).astype(np.int32),
        np.clip(y, 0, limit).astype(np.int32),
    )
