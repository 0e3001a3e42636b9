"""Two rules over past storms: order when the 10 % arrival less clearance is reached, or by ours.

An hour that an order stands before it has to costs 1, and one that proves needless 24 more: until
the storm was closest nobody knew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.waiting import Outlooking, weigh_under
from app.geo.sphere import Floats
from app.tooling.bench.waiting.past import EVERY_H, LEADS_H, MEAN_KM, PastBulletin, Threat

CLEARANCE_H, NEEDLESS_H = 12.0, 24.0
LIMITS = (0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.10, 0.12, 0.15)


@dataclass(frozen=True, slots=True)
class PolicyOutcome:
    """What a rule came to in one threat. `comes`: the wind came, in time for an order at first."""

    season: int
    comes: bool
    missed: bool
    needless: bool
    cost_h: float


Ordered = Sequence[float | None]
"""By limit: when the order was given, None where it never was."""


def ordered_by_quantile(threat: Threat) -> Ordered:
    """When the share's arrival less clearance is reached, between two bulletins too."""
    return [_reached_at(threat, limit) for limit in LIMITS]


def _reached_at(threat: Threat, share: float) -> float | None:
    for bulletin in threat.bulletins:
        rank = max(int(np.ceil(share * len(bulletin.arrivals) - 1e-9)) - 1, 0)
        start_h = bulletin.at_h + float(bulletin.arrivals[rank]) - CLEARANCE_H
        if start_h < bulletin.at_h + EVERY_H:
            return max(start_h, bulletin.at_h)
    return None


def ordered_by_waiting(threat: Threat) -> Ordered:
    """When the first bulletin advises it that does not advise to await the next."""
    found: list[float | None] = [None] * len(LIMITS)
    for bulletin in threat.bulletins:
        for index, order_h in enumerate(_advised_hours(bulletin)):
            if order_h is not None and found[index] is None:
                found[index] = bulletin.at_h + order_h
        if None not in found:
            break
    return found


def _advised_hours(bulletin: PastBulletin) -> list[float | None]:
    """By limit, hours until the order, as `app.evacuation.waiting` weighs it."""
    known = Outlooking(bulletin.arrivals, CLEARANCE_H, 0.0, EVERY_H, EVERY_H, _deviation_at)
    return [each.order_h for each in weigh_under(known, LIMITS, NEEDLESS_H)]


def _deviation_at(lead_h: Floats) -> Floats:
    return np.interp(lead_h, (0.0, *LEADS_H), (0.0, *MEAN_KM))


def outcomes(
    threats: Iterable[Threat], rule: Callable[[Threat], Ordered]
) -> list[tuple[PolicyOutcome, ...]]:
    """By threat, an outcome for each limit; threats that came too soon for any order are left."""
    return [
        tuple(_outcome_of(threat, ordered_h) for ordered_h in rule(threat))
        for threat in threats
        if not _too_soon(threat)
    ]


def _too_soon(threat: Threat) -> bool:
    start_h = None if threat.came_h is None else threat.came_h - CLEARANCE_H
    return start_h is not None and start_h < threat.bulletins[0].at_h


def _outcome_of(threat: Threat, ordered_h: float | None) -> PolicyOutcome:
    comes = threat.came_h is not None
    last_h = (threat.came_h if threat.came_h is not None else threat.closest_h) - CLEARANCE_H
    if ordered_h is None or (comes and ordered_h > last_h):
        return PolicyOutcome(threat.season, comes, comes, False, 0.0)
    early = max(last_h - ordered_h, 0.0)
    return PolicyOutcome(
        threat.season, comes, False, not comes, early + (0 if comes else NEEDLESS_H)
    )


@dataclass(frozen=True, slots=True)
class Score:
    """All of them together."""

    misses: float
    needless: int
    cost_h: float


def score(found: Sequence[PolicyOutcome]) -> Score:
    """Misses as a share of the winds that came."""
    came = sum(each.comes for each in found)
    missed = sum(each.missed for each in found)
    return Score(
        missed / max(came, 1),
        sum(each.needless for each in found),
        float(sum(each.cost_h for each in found)),
    )


def left_out(found: Sequence[tuple[PolicyOutcome, ...]], most_missed: float) -> list[PolicyOutcome]:
    """Each season under the cheapest limit that held misses in all the other seasons."""
    chosen: list[PolicyOutcome] = []
    for season in sorted({each[0].season for each in found}):
        others = [each for each in found if each[0].season != season]
        scores = [score([each[i] for each in others]) for i in range(len(LIMITS))]
        kept = [i for i, told in enumerate(scores) if told.misses <= most_missed]
        best = min(kept, key=lambda i: scores[i].cost_h, default=0)
        chosen += [each[best] for each in found if each[0].season == season]
    return chosen
