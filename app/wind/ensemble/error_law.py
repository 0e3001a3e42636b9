"""How far a forecast centre may be off: one law, from which members, cone and map all come.

The published mean error of the distance is split into a part along the track (timing) and one
across it, two independent normal errors with a stated ratio r. With deviations r·s and s the mean
length is s · √(π/2) times the mean of √(r² cos² θ + sin² θ) round the circle; r = 1 gives the usual
√(π/2). No bias is assumed. The circles' size has a law of its own (`size_law`).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.geo.sphere import Floats

_TURNS = 720


@dataclass(frozen=True, slots=True)
class ErrorLaw:
    """Track error of one agency: mean distance by lead, and along over across."""

    agency: str
    lead_h: tuple[float, ...]
    mean_km: tuple[float, ...]
    along_to_across: float
    source: str

    def deviations_km(self, lead_h: Floats) -> tuple[Floats, Floats]:
        """Standard deviations along and across the track: 0 at the analysis, linear between the
        published leads, and the last published figure beyond them."""
        leads, means = (0.0, *self.lead_h), (0.0, *self.mean_km)
        across = np.interp(lead_h, leads, means) / mean_length(self.along_to_across)
        return self.along_to_across * across, across


@lru_cache(maxsize=64)
def mean_length(ratio: float) -> float:
    """Mean length of a pair of normal errors with deviations `ratio` and 1."""
    turn = np.arange(0, 2 * np.pi, 2 * np.pi / _TURNS)  # periodic: the plain mean is exact
    return float(np.sqrt(np.pi / 2) * np.hypot(ratio * np.cos(turn), np.sin(turn)).mean())
