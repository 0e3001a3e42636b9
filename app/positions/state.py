"""State bits of every mover: age by its source's rhythm, port, risk, doubt."""

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from app.positions.columns import Rows
from app.positions.geometry import distance_m
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


@dataclass(frozen=True, slots=True)
class Harbours:
    """Centres and radii; a mover nearer than the radius is in port."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_m: NDArray[np.float64]


def within_harbour(
    lon: NDArray[np.float64], lat: NDArray[np.float64], harbours: Harbours
) -> NDArray[np.bool_]:
    """Whether each position lies within the radius of some harbour."""
    if len(harbours.lon) == 0:
        return np.zeros(len(lon), np.bool_)
    away = distance_m(lon[:, None], lat[:, None], harbours.lon, harbours.lat)
    return np.any(away <= harbours.radius_m, axis=1)


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
