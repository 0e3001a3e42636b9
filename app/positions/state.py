"""State bits of every mover: age by its source's rhythm, port, risk, doubt."""

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from app.positions.columns import Rows
from app.positions.geometry import EARTH_RADIUS_M, unit_vectors
from app.positions.model import Source

# At ×120 a report every 10 s is one every 20 incident minutes: thinner than any rhythm at sea.
# A source may be silent this long in real time before its movers count as stale.
PATIENCE_S = 30.0


class State(IntFlag):
    """Bits of the frame's `state` byte."""

    STALE = 1
    LOST = 2
    IN_PORT = 4
    HIGH_RISK = 8
    WITHDRAWING = 16
    SUSPECT = 32
    BEIDOU = 64


@dataclass(frozen=True, slots=True)
class Ages:
    """When a mover counts as stale and as lost, in incident seconds, by `Source`."""

    stale_s: dict[Source, float]
    lost_s: float


class Harbours:
    """Circles on the sphere; a mover within one is in port."""

    def __init__(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64], radius_m: NDArray[np.float64]
    ) -> None:
        self._centres = unit_vectors(lon, lat)
        # The squared chord of the radius; rounding is below a millionth of it at 100 m.
        self._chord2 = (2 * np.sin(radius_m / EARTH_RADIUS_M / 2)) ** 2

    def hold(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each position lies within some circle."""
        chord2 = 2 - 2 * (unit_vectors(lon, lat) @ self._centres.T)
        return np.any(chord2 <= self._chord2, axis=1)


def state_bits(movers: Rows, now: float, rate: float, ages: Ages) -> NDArray[np.uint8]:
    """The state byte of each mover at the incident's moment `now` (unix seconds)."""
    patience = PATIENCE_S * rate
    age = now - movers["fix_at"]
    stale_s = np.full(256, max(ages.stale_s.values()))
    for source, seconds in ages.stale_s.items():
        stale_s[source] = seconds
    bits = np.where(age > np.maximum(stale_s[movers["source"]], patience), State.STALE, 0)
    bits |= np.where(age > np.maximum(ages.lost_s, 2 * patience), State.LOST, 0)
    bits |= np.where(movers["in_port"], State.IN_PORT, 0)
    bits |= np.where(movers["high_risk"], State.HIGH_RISK, 0)
    bits |= np.where(np.isfinite(movers["suspect_at"]), State.SUSPECT, 0)
    bits |= np.where(movers["source"] == Source.BEIDOU, State.BEIDOU, 0)
    return bits.astype(np.uint8)
