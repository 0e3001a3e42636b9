"""Who reports when, in real time: often enough to look alive, seldom enough to cost little.

A ship's own rhythm is divided by the clock's rate down to a floor: at ×1 everyone keeps the
rhythm of AIS and BeiDou, at ×60 a report every 10 s of real time is one every 10 minutes at sea.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.sea import Floats, Ints

FIRST_ROUND_S = 8.0
LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class RotaRhythm:
    """Seconds between two reports at sea (incident time), and the least in real time."""

    own_s: float
    floor_s: float

    def real_s(self, rate: float) -> float:
        """Real seconds between two reports at that rate; a held clock still shows a pulse."""
        return min(max(self.floor_s, self.own_s / max(rate, 1e-9)), LONGEST_S)


# M.1371: class B under way 30 s, here 10 s so that ×1 looks alive; at rest 3 min; identity 6 min.
AIS_UNDER_WAY = RotaRhythm(10.0, 10.0)
AIS_AT_REST = RotaRhythm(180.0, 25.0)
AIS_IDENTITY = RotaRhythm(360.0, 360.0)
# Fixed locators report every 10 min. Those near the coast are seen by AIS as well.
BEIDOU_ALONE = RotaRhythm(600.0, 20.0)
BEIDOU_BESIDE_AIS = RotaRhythm(600.0, 120.0)


class Rota:
    """Next moment of each mover, in real seconds of a steady clock; the first round is spread."""

    def __init__(self, count: int, now_s: float, first_round_s: float, rng: np.random.Generator):
        self._rng = rng
        self._due_s = now_s + rng.uniform(0, first_round_s, count)

    def take(self, now_s: float) -> Ints:
        """Those whose moment has come."""
        return np.flatnonzero(self._due_s <= now_s)

    def put_off(self, movers: Ints, now_s: float, real_s: Floats | float) -> None:
        """Their next moment, a tenth earlier or later so that they never march in step."""
        wait = np.asarray(real_s) * self._rng.uniform(0.9, 1.1, len(movers))
        self._due_s[movers] = now_s + wait
