"""From a source's figures to four quadrants. One rule a form of figure, and its text travels
with the circle.
"""

from collections.abc import Sequence

from app.typhoon.model import WindRadius
from app.units import (
    FORCE_LOWER_MS,
    KNOT_MS,
    NAUTICAL_MILE_KM,
    beaufort_force,
    knots_to_ms,
)

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
        threshold_of_knots(knots),
        {50: 10, 30: 7}[knots],
        *_four_quadrants(quadrants),
        rule=JMA_RULE,
        source_text=f"R{knots} {direction}{longest_nm:04d} {shortest_nm:04d} nm",
    )


def range_circle(force: int, threshold_ms: float, low_km: float, high_km: float) -> WindRadius:
    """The circle of a bulletin's "七级风圈半径320-460公里". Raises ValueError for a bad range."""
    if not 0 < low_km <= high_km:
        raise ValueError(f"range {low_km:g}–{high_km:g} km")
    text = f"{low_km:g} km" if low_km == high_km else f"{low_km:g}–{high_km:g} km"
    return WindRadius(
        threshold_ms,
        force,
        *_four_quadrants([high_km] * 4),
        rule=RANGE_RULE,
        source_text=f"R{force} {text}",
    )


# No storm's circle is larger; a figure beyond is a slip of the columns.
LARGEST_NM = 1500
LARGEST_KM = 2800
# Where RAD1 lies by the code of an ATCF deck; the others follow clockwise.
_FIRST_QUADRANT = {"NEQ": 0, "SEQ": 1, "SWQ": 2, "NWQ": 3}
# Nearest force of a threshold in knots, for the label only.
_KNOT_FORCES = {30: 7, 34: 8, 35: 8, 50: 10, 64: 12, 65: 12, 100: 16}


def knot_circle(knots: int, code: str, radii_nm: Sequence[int | None]) -> WindRadius | None:
    """The circle of a wind in knots by quadrant, or None when every radius is 0 (no such wind).

    `code` is AAA (one radius all round) or the quadrant RAD1 lies in. Raises ValueError when a
    radius is missing or negative: a quadrant the source leaves out is not made up.
    """
    if code == "AAA":
        radii_nm = [radii_nm[0]] * 4
    elif code not in _FIRST_QUADRANT:
        raise ValueError(f"radius code is not AAA or a quadrant: {code!r}")
    known = [radius for radius in radii_nm if radius is not None and radius >= 0]
    if len(known) != 4:
        raise ValueError(f"R{knots} lacks a quadrant: {list(radii_nm)}")
    if max(known) > LARGEST_NM:
        raise ValueError(f"R{knots} out of range: {max(known)} nm")
    if not any(known):
        return None
    turn = _FIRST_QUADRANT.get(code, 0)
    clockwise = known[4 - turn :] + known[: 4 - turn]
    return WindRadius(
        threshold_of_knots(knots),
        _KNOT_FORCES.get(knots, beaufort_force(knots_to_ms(knots))),
        *_four_quadrants([radius * NAUTICAL_MILE_KM for radius in clockwise]),
        rule=QUADRANT_RULE,
        source_text=f"R{knots} {code} {' '.join(str(radius) for radius in known)} nm",
    )


def threshold_of_knots(knots: float) -> float:
    """A threshold in m/s to one decimal, as every radius carries it: 34 kt is 17.5."""
    return round(knots * KNOT_MS, 1)


def quadrant_circle(force: int, radii_km: Sequence[float], text: str) -> WindRadius | None:
    """The circle of a force whose quadrants a source gives in km, or None when all are 0."""
    if not all(0 <= radius <= LARGEST_KM for radius in radii_km) or len(radii_km) != 4:
        raise ValueError(f"R{force} is not four radii: {text!r}")
    if not any(radii_km):
        return None
    return WindRadius(
        FORCE_LOWER_MS[force], force, *_four_quadrants(radii_km), rule=QUADRANT_RULE,
        source_text=f"R{force} {text} km",
    )  # fmt: skip


def _four_quadrants(values: Sequence[float]) -> Quadrants:
    north_east, south_east, south_west, north_west = (round(value, 3) for value in values)
    return north_east, south_east, south_west, north_west
