"""GCJ-02 and BD-09, the shifted coordinates of Chinese web maps, to WGS 84.

Forward: the published polynomial on the Krasovsky 1940 ellipsoid. Inverse: fixed-point iteration;
three rounds leave 0.1 mm on our coast (one leaves 3.4 m), measured against the forward function.
The shift there is 400–680 m, so data of unknown system is asked for and never guessed.
"""

from math import atan2, cos, hypot, pi, sin, sqrt

_AXIS_M = 6378245.0
_ECCENTRICITY_SQ = 0.00669342162296594323
_BD_ANGLE = pi * 3000.0 / 180.0
_ROUNDS = 3
# Outside this box the web maps do not shift.
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The shifted place that Chinese web maps give for a WGS 84 one."""
    if not _in_china(lon, lat):
        return lon, lat
    east, north = _shift_m(lon - 105.0, lat - 35.0)
    phi = lat / 180.0 * pi
    magic = 1 - _ECCENTRICITY_SQ * sin(phi) ** 2
    d_lat = north * 180.0 / (_AXIS_M * (1 - _ECCENTRICITY_SQ) / (magic * sqrt(magic)) * pi)
    d_lon = east * 180.0 / (_AXIS_M / sqrt(magic) * cos(phi) * pi)
    return lon + d_lon, lat + d_lat


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The WGS 84 place of a GCJ-02 one, to 0.1 mm."""
    found_lon, found_lat = lon, lat
    for _ in range(_ROUNDS):
        there = wgs84_to_gcj02(found_lon, found_lat)
        found_lon += lon - there[0]
        found_lat += lat - there[1]
    return found_lon, found_lat


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The GCJ-02 place of a BD-09 one; Baidu's own inverse, about 0.5 m."""
    x, y = lon - 0.0065, lat - 0.006
    radius = hypot(x, y) - 0.00002 * sin(y * _BD_ANGLE)
    angle = atan2(y, x) - 0.000003 * cos(x * _BD_ANGLE)
    return radius * cos(angle), radius * sin(angle)


def bd09_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The WGS 84 place of a BD-09 one, to about 0.5 m."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _in_china(lon: float, lat: float) -> bool:
    west, south, east, north = _CHINA
    return west <= lon <= east and south <= lat <= north


def _shift_m(x: float, y: float) -> tuple[float, float]:
    wave = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    return east, north
