"""From members' arrivals to what a person reads.

`earliest` (10 %) is the time by which one member in ten has the wind: no more than a one-in-ten
chance that it comes sooner (the NHC's "earliest reasonable"). `likely` (50 %) is the time by which
half of all members have it, `late` (90 %) nine in ten. Members that it never reaches count, so
each is nothing where the probability is below its share.
"""

from dataclasses import dataclass

import numpy as np

from app.geo.sphere import Floats

EARLIEST, LIKELY, LATE = 0.1, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Likelihood:
    """By place: share of members with the wind, and quantiles of its arrival (NaN: not reached)."""

    probability: Floats
    earliest_s: Floats
    likely_s: Floats
    late_s: Floats


def likelihood(arrivals: Floats) -> Likelihood:
    """Of arrivals (members, places), NaN where a member never brings the wind."""
    probability = np.isfinite(arrivals).mean(axis=0)
    last = np.where(np.isfinite(arrivals), arrivals, np.inf)
    ranks = [_rank_of(share, len(arrivals)) for share in (EARLIEST, LIKELY, LATE)]
    ordered = np.partition(last, ranks, axis=0)[ranks]
    earliest, likely, late = np.where(np.isfinite(ordered), ordered, np.nan)
    return Likelihood(probability, earliest, likely, late)


def _rank_of(share: float, count: int) -> int:
    """Index of the member by whose arrival `share` of all have arrived."""
    return max(int(np.ceil(share * count - 1e-9)) - 1, 0)


def earliest_of_points(arrivals: Floats, owner_starts: list[int]) -> Floats:
    """(members, points) to (members, places): a place of several points counts the first."""
    first = np.minimum.reduceat(np.where(np.isfinite(arrivals), arrivals, np.inf), owner_starts, 1)
    return np.where(np.isfinite(first), first, np.nan)
