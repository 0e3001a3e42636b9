"""Distances and Web Mercator tile numbers of many positions at once."""

from typing import TypeVar

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


def unit_vectors(lon: Floats, lat: Floats) -> Floats:
    """Points of the unit sphere, one row each: what is near is near in space."""
    lambda_, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(lambda_), np.cos(phi) * np.sin(lambda_), np.sin(phi)], -1)


def tile_codes(lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """Morton code of the level-10 Web Mercator tile; latitudes past ±85.05° are clamped.

    In Morton order every tile of a coarser level is one unbroken run: its code is this one shifted.
    """
    count = 1 << TILE_LEVEL
    phi = np.radians(np.clip(lat, -85.05, 85.05))
    x = (lon + 180.0) / 360.0 * count
    y = (1.0 - np.arcsinh(np.tan(phi)) / np.pi) / 2.0 * count
    x, y = (np.clip(part, 0, count - 1).astype(np.int64) for part in (x, y))
    return spread_bits(x) | spread_bits(y) << 1


def code_range(z: int, x: int, y: int) -> tuple[int, int]:
    """First code of tile z/x/y and the first beyond it."""
    shift = 2 * (TILE_LEVEL - z)
    code = int(spread_bits(np.int64(x)) | spread_bits(np.int64(y)) << np.int64(1))
    return code << shift, (code + 1) << shift


Whole = TypeVar("Whole", np.int64, NDArray[np.int64])


def spread_bits(number: Whole) -> Whole:
    """A zero between every two of its lower 16 bits."""
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555
