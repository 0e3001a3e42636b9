"""Units and the wind-force scale. Conversions are exact by definition."""

from bisect import bisect_right

NAUTICAL_MILE_KM = 1.852
KNOT_MS = NAUTICAL_MILE_KM / 3.6

# Lower bound of force 0…18 in m/s, GB/T 28591 (extended Beaufort); half-open intervals.
# The Zhejiang feed writes 18 for "above force 17", from 61.3 m/s.
FORCE_LOWER_MS = (
    0.0, 0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37.0, 41.5, 46.2,
    51.0, 56.1, 61.3,
)  # fmt: skip


def beaufort_force(wind_ms: float) -> int:
    """Wind force (0–18) of a mean wind in m/s."""
    return max(0, bisect_right(FORCE_LOWER_MS, wind_ms) - 1)


def knots_to_ms(speed_kn: float) -> float:
    """Knots to metres a second."""
    return speed_kn * KNOT_MS
