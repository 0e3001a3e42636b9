"""Order now, or wait for the next bulletin: four figures from the ensemble, and what they advise.

What is known is a curve: by when how many members of the ensemble have the wind. A bulletin to come
is taken to shrink the forecast's error as the error law says, without bias: the newest forecast
tells all (a martingale; Regnier 2008). Members stand in order from the earliest arrival to those
that the wind never reaches, as one normal number; a bulletin narrows where in this order the truth
is. Errors hang together in time, for a member keeps its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, ndtri

from app.evacuation.lattice import Stage, at_once, best_rules, cheapest
from app.geo.sphere import Floats

_STATES = 61  # standard deviations from -4 to 4
_MOMENTS = 6  # between two bulletins, at which an order may be given
_STAGES = 24  # beyond them bulletins are taken together
_LEAST_LEAD_H = 1.0
_LEAST_VARIANCE = 1e-4


class Call(StrEnum):
    """What is recommended; a person orders."""

    ORDER = "order"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Outlooking:
    """What the question rests on, in hours from now.

    `arrivals`: of equally likely members, first to last, inf where the wind never comes.
    `needed_h`: from the order until everybody is safe. `issued_h`: when the ensemble's newest
    bulletin was issued (0 or before); `deviation` of its centre by lead."""

    arrivals: Floats
    needed_h: float
    issued_h: float
    next_h: float
    interval_h: float
    deviation: Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The answer. Shares of 1; `hours` None: however long one waits, the limit is not reached.

    `order_h`: by when an order is given that does not await the bulletin. `needless`: the wind does
    not come. `late_now`: it comes, and an order now is too late already.
    `late_next`: it comes, and only the wait for the next bulletin makes the order too late.
    `miss`: how often the recommended rule is too late, all bulletins to come counted."""

    call: Call
    order_h: float | None
    needless: float
    late_now: float
    late_next: float
    hours: float | None
    miss: float


def weigh(known: Outlooking, limit: float, needless_h: float) -> Waiting:
    """Whether to order now or to wait, with misses held under `limit`.

    An hour that an order stands before it has to costs 1, an order that proves needless
    `needless_h` more."""
    return weigh_under(known, (limit,), needless_h)[0]


def weigh_under(known: Outlooking, limits: Sequence[float], needless_h: float) -> list[Waiting]:
    """The same under several limits at once."""
    starts = known.arrivals - known.needed_h
    if not np.isfinite(starts).any():
        return [Waiting(Call.WAIT, None, 1.0, 0.0, 0.0, None, 0.0) for _ in limits]
    stages = stages_of(known, starts, needless_h)
    rules = best_rules(stages)
    moments = _decision_moments(known.next_h)
    found: list[Waiting] = []
    for limit in limits:
        rule = cheapest(rules, limit) or at_once(stages)
        found.append(
            Waiting(
                call=Call.WAIT if rule.moment is None else Call.ORDER,
                order_h=None if rule.moment is None else float(moments[rule.moment]),
                needless=float(np.isinf(starts).mean()),
                late_now=float((starts < 0).mean()),
                late_next=late_by_waiting(starts, known.next_h),
                hours=_hours_left(starts, limit),
                miss=rule.miss,
            )
        )
    return found


def late_by_waiting(starts: Floats, hours: float) -> float:
    """The share that an order now is in time for, and one after so many hours is not."""
    return float(((starts >= 0) & (starts < hours)).mean())


def _hours_left(starts: Floats, limit: float) -> float | None:
    """How long from now until an order would be too late for more than `limit` of all."""
    ordered = np.sort(starts)
    first_over = int(np.floor(limit * len(starts) + 1e-9))
    if first_over >= len(ordered) or np.isinf(ordered[first_over]):
        return None
    return float(max(ordered[first_over], 0.0))


def stages_of(known: Outlooking, starts: Floats, needless_h: float) -> list[Stage]:
    """The lattice: the bulletins to come, and where in the order of members the truth may be."""
    coming = starts[np.isfinite(starts)]
    step = max(known.interval_h, (float(coming.max()) - known.next_h) / _STAGES)
    times = _bulletin_times(known, float(coming.max()), step)
    left = _variances_left(known, times)
    nodes = np.linspace(-4.0, 4.0, _STATES)
    places = [np.zeros(1), *(np.sqrt(1 - variance) * nodes for variance in left[1:])]
    settled = np.where(np.isfinite(starts), starts, np.median(coming))
    stages: list[Stage] = []
    for index, (at_h, next_h) in enumerate(zip(times, [*times[1:], times[-1] + step], strict=True)):
        chances = _member_chances(places[index], left[index], len(starts))
        moments = at_h + _decision_moments(next_h - at_h)
        early = np.maximum(settled[:, None] - moments, 0.0)
        cost = chances @ (early + needless_h * np.isinf(starts)[:, None])
        late = chances @ (starts[:, None] < moments).astype(float)
        moves = None
        if index + 1 < len(times):
            moves = _state_moves(places[index], places[index + 1], left[index] - left[index + 1])
        stages.append(Stage(cost, late, chances @ np.isfinite(starts).astype(float), moves))
    return stages


def _decision_moments(hours: float) -> Floats:
    """From a bulletin until just before the next, at most an hour apart where there are few."""
    return hours * np.arange(_MOMENTS) / _MOMENTS


def _bulletin_times(known: Outlooking, last_h: float, step: float) -> Floats:
    """Now, the next bulletin, and those after it until nothing can be decided any more."""
    later = np.arange(known.next_h, max(last_h, known.next_h) + step, step)
    return np.concatenate([[0.0], later])


def _variances_left(known: Outlooking, times: Floats) -> list[float]:
    """Of the truth's place among the members, what is left unknown at each bulletin."""
    arrivals = known.arrivals[np.isfinite(known.arrivals)]
    middle = float(np.median(arrivals))
    leads = np.maximum(middle - np.concatenate([[known.issued_h], times[1:]]), _LEAST_LEAD_H)
    spread = known.deviation(leads)
    shares = np.minimum.accumulate(np.minimum((spread / spread[0]) ** 2, 1.0))
    shares[1:] = np.clip(shares[1:], _LEAST_VARIANCE, 1 - _LEAST_VARIANCE)
    return [float(share) for share in shares]


def _member_chances(places: Floats, variance: float, members: int) -> Floats:
    """(states, members): how likely each member is the truth."""
    edges = ndtri(np.arange(members + 1) / members)
    below: Floats = ndtr((edges[None, :] - places[:, None]) / np.sqrt(variance))
    return np.diff(below, axis=1)


def _state_moves(here: Floats, there: Floats, variance: float) -> Floats:
    """(states, next states): where the next bulletin puts the truth, seen from this one."""
    edges = np.concatenate([[-np.inf], (there[1:] + there[:-1]) / 2, [np.inf]])
    spread = np.sqrt(max(variance, _LEAST_VARIANCE**2))
    below: Floats = ndtr((edges[None, :] - here[:, None]) / spread)
    return np.diff(below, axis=1)


def first_of(curves: Sequence[Floats]) -> Floats:
    """Of several places' curves the first arrival, rank by rank: they share one storm."""
    return np.minimum.reduce(list(curves))
