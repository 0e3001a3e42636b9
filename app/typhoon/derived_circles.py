"""Circles of a force that a source does not publish, from those it does (sources#wind-circles).

Between two circles of one quadrant the wind is taken to fall as V ∝ R^-x (modified Rankine), so
x = ln(V₂/V₁) / ln(R₁/R₂) and R = R₁ · (V₁/V)^(1/x). A point that lacks one of the two circles takes
the exponent of the nearest point that has both. With a lower circle and no exponent anywhere that
circle stands in: it comes earlier, never later. Only what no source publishes is derived: 8, 9 and
11 where circles are 7, 10 and 12, and 7 where they are 34, 50 and 64 kt (8, 10 and 12). A missing
10 or 12 means that the source sees no such wind, or does not tell.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.geo.sphere import Floats
from app.typhoon.model import Fix, WindRadius
from app.units import FORCE_LOWER_MS

BETWEEN_RULE = (
    "derived: modified Rankine profile between the next lower and the next higher circle of the"
    " same quadrant"
)
OUTWARD_RULE = "derived: modified Rankine profile of the two outermost circles, taken on outwards"
STAND_IN_RULE = (
    "derived: only a lower circle is published, it stands in; the wind is told too early, not late"
)
DERIVED_RULES = frozenset({BETWEEN_RULE, OUTWARD_RULE, STAND_IN_RULE})
_DERIVED = (7, 8, 9, 11)
_STEEPEST = 3.0  # an exponent beyond it means two circles that all but touch

_Pair = tuple[WindRadius, WindRadius]


def with_force(points: Sequence[Fix], force: int) -> tuple[Fix, ...]:
    """The points, those without a circle of `force` given a derived one where that is possible."""
    if force not in _DERIVED or any(_has_circle(point, force) for point in points):
        return tuple(points)
    exponents = [_find_exponents(point, force) for point in points]
    at_s = np.array([point.fix_at.timestamp() for point in points])
    known = [index for index, exponent in enumerate(exponents) if exponent is not None]
    nearest = [
        exponents[min(known, key=lambda other, i=index: abs(at_s[other] - at_s[i]))]
        if known
        else None
        for index in range(len(points))
    ]
    return tuple(
        _add_circle(point, force, exponent) for point, exponent in zip(points, nearest, strict=True)
    )


def _has_circle(point: Fix, force: int) -> bool:
    return any(circle.force == force for circle in point.radii)


def _circles_around(point: Fix, force: int) -> tuple[WindRadius | None, list[WindRadius]]:
    """The next lower circle, and the higher ones from the lowest up."""
    wanted = FORCE_LOWER_MS[force]
    circles = sorted(point.radii, key=lambda circle: circle.threshold_ms)
    lower = [circle for circle in circles if circle.threshold_ms <= wanted]
    return lower[-1] if lower else None, [c for c in circles if c.threshold_ms > wanted]


def _find_pair(point: Fix, force: int) -> _Pair | None:
    """The two circles whose profile holds at `force`."""
    lower, higher = _circles_around(point, force)
    if lower is not None:
        return (lower, higher[0]) if higher else None
    return (higher[0], higher[1]) if len(higher) > 1 else None


def _find_exponents(point: Fix, force: int) -> tuple[float, ...] | None:
    """1/x by quadrant; a quadrant without both radii takes the mean of the others."""
    pair = _find_pair(point, force)
    if pair is None:
        return None
    fall = np.log(pair[1].threshold_ms / pair[0].threshold_ms)
    outer, inner = np.array(pair[0].quadrants_km), np.array(pair[1].quadrants_km)
    both = (inner > 0) & (outer > inner)
    if not both.any():
        return None
    ratio: Floats = np.where(both, outer / np.where(both, inner, 1.0), 1.0)
    inverse: Floats = np.log(ratio) / fall
    inverse = np.where(both, np.maximum(inverse, 1 / _STEEPEST), inverse[both].mean())
    return tuple(float(value) for value in inverse)


def _add_circle(point: Fix, force: int, inverse: tuple[float, ...] | None) -> Fix:
    wanted = FORCE_LOWER_MS[force]
    lower, higher = _circles_around(point, force)
    base = lower or (higher[0] if higher else None)
    too_weak = point.wind_ms is not None and point.wind_ms < wanted
    if base is None or too_weak or (inverse is None and lower is None):
        return point
    scale = np.array(inverse or (0.0,) * 4)
    radii = np.array(base.quadrants_km) * (base.threshold_ms / wanted) ** scale
    if lower is not None and higher:  # circles that touch: never inside the next higher one
        radii = np.maximum(radii, np.minimum(higher[0].quadrants_km, lower.quadrants_km))
    ne, se, sw, nw = (round(float(radius), 3) for radius in radii)
    rule = STAND_IN_RULE if inverse is None else BETWEEN_RULE if lower else OUTWARD_RULE
    circle = WindRadius(wanted, force, ne, se, sw, nw, rule, base.source_text)
    return replace(point, radii=(*point.radii, circle))
