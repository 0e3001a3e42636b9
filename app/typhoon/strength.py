"""Intensity class from wind, GB/T 19201-2006.

The standard means a 2-min mean wind. Applied to a 10-min wind (JMA) it may give a class lower;
it is applied to the agency's own figure all the same, and screens show agency and averaging.
"""

from bisect import bisect_right

from app.typhoon.model import StormClass

_LOWER_MS = (10.8, 17.2, 24.5, 32.7, 41.5, 51.0)
_CLASSES = (
    StormClass.LOW,
    StormClass.TD,
    StormClass.TS,
    StormClass.STS,
    StormClass.TY,
    StormClass.STY,
    StormClass.SUPER_TY,
)
RANK = {storm_class: rank for rank, storm_class in enumerate(_CLASSES)}


def class_of_wind(wind_ms: float | None) -> StormClass | None:
    """Class of a mean wind near the centre; None when the wind is not known."""
    return None if wind_ms is None else _CLASSES[bisect_right(_LOWER_MS, wind_ms)]


def at_least(storm_class: StormClass | None, floor: StormClass) -> bool:
    """Whether a class reaches `floor`; an unknown or extratropical one never does."""
    if storm_class is None or storm_class not in RANK:
        return False
    return RANK[storm_class] >= RANK[floor]
