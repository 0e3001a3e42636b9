"""How far a forecast's circles may be off in size: one factor a member, correlated in time.

No source publishes the error of circles' size. It is learnt from persistence: how much circles of
best tracks changed from one moment to a later one (`sample_geo.build.size_errors`), which is what a
forecast without circles says of them (sources#size-errors). The logarithm of a circle over what it
was is taken as normal; a circle that appears or vanishes is the forecast's own matter.
"""

from dataclasses import dataclass

import numpy as np

from app.geo.sphere import Floats


@dataclass(frozen=True, slots=True)
class SizeLaw:
    """Error of circles' size: deviation of its logarithm by lead, and the mean growth a day."""

    lead_h: tuple[float, ...]
    deviation: tuple[float, ...]
    growth_a_day: float
    source: str

    def factors(self, lead_h: Floats, normal: Floats) -> Floats:
        """What each member multiplies its circles by, (members, leads): 1 at the analysis.

        Linear between the leads; the last figure beyond them."""
        leads, deviations = (0.0, *self.lead_h), (0.0, *self.deviation)
        grown = self.growth_a_day * np.minimum(lead_h, leads[-1]) / 24
        factors: Floats = np.exp(grown + np.interp(lead_h, leads, deviations) * normal[:, None])
        return factors


FIXED_SIZE = SizeLaw((24.0,), (0.0,), 0.0, "circles as forecast, no error of size")
