"""From a source's figures to four quadrants. One rule a form of figure, and its text travels
with the circle.
"""

from collections.abc import Sequence

from app.typhoon.model import WindRadius
from app.units import KNOT_MS, NAUTICAL_MILE_KM

Quadrants = tuple[float, float, float, float]

# Direction digit of the RSMC Tokyo format → share of the longest radius in NE, SE, SW, NW.
# 1 NE, 2 E, 3 SE, 4 S, 5 SW, 6 W, 7 NW, 8 N, 9 all round. Half = the mean of both radii.
_LONGEST_SHARE: dict[int, Quadrants] = {
    1: (1, 0.5, 0, 0.5),
    2: (1, 1, 0, 0),
    3: (0.5, 1, 0.5, 0),
    4: (0, 1, 1, 0),
    5: (0, 0.5, 1, 0.5),
    6: (0, 0, 1, 1),
    7: (0.5, 0, 0.5, 1),
    8: (1, 0, 0, 1),
    9: (1, 1, 1, 1),
}
JMA_RULE = (
    "JMA gives the longest radius with its direction and the shortest: quadrants that touch the"
    " direction take the longest, the opposite ones the shortest, those between the mean of both"
)
RANGE_RULE = (
    "the bulletin gives a range without directions: every quadrant takes the upper bound,"
    " so that the wind is never expected too late"
)
QUADRANT_RULE = "quadrants as the source gives them"


def jma_circle(knots: int, direction: int, longest_nm: int, shortest_nm: int) -> WindRadius | None:
    """The circle of 50 or 30 kt, or None when the source says there is none (all zero).

    Raises ValueError when direction and radii contradict each other.
    """
    if longest_nm == 0 and shortest_nm == 0 and direction == 0:
        return None
    if direction not in _LONGEST_SHARE:
        raise ValueError(f"radius {longest_nm} nm with direction {direction}")
    if not 0 < shortest_nm <= longest_nm:
        raise ValueError(f"shortest {shortest_nm} nm, longest {longest_nm} nm")
    shares = _LONGEST_SHARE[direction]
    quadrants = [
        (shortest_nm + share * (longest_nm - shortest_nm)) * NAUTICAL_MILE_KM for share in shares
    ]
    return WindRadius(
        round(knots * KNOT_MS, 1),
        {50: 10, 30: 7}[knots],
        *_four(quadrants),
        rule=JMA_RULE,
        source_text=f"R{knots} {direction}{longest_nm:04d} {shortest_nm:04d} nm",
    )


def range_circle(force: int, threshold_ms: float, low_km: float, high_km: float) -> WindRadius:
    """The circle of a bulletin's "七级风圈半径320-460公里". Raises ValueError for a bad range."""
    if not 0 < low_km <= high_km:
        raise ValueError(f"range {low_km:g}–{high_km:g} km")
    text = f"{low_km:g} km" if low_km == high_km else f"{low_km:g}–{high_km:g} km"
    return WindRadius(
        threshold_ms, force, *_four([high_km] * 4), rule=RANGE_RULE, source_text=f"R{force} {text}"
    )


def _four(values: Sequence[float]) -> Quadrants:
    north_east, south_east, south_west, north_west = (round(value, 3) for value in values)
    return north_east, south_east, south_west, north_west
