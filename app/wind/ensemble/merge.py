"""Several agencies as one ensemble: each gives members by its weight.

The agencies are a mixture, not an average: where they disagree, the merged ensemble has two
clusters and its quantiles say so. An agency without circles is lent another's, and that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.typhoon.outlook import Outlook
from app.wind.ensemble.error_law import ErrorLaw
from app.wind.ensemble.members import Members, make_members
from app.wind.ensemble.size_law import FIXED_SIZE, SizeLaw


@dataclass(frozen=True, slots=True)
class Practice:
    """What the office set: error laws by agency, weights, members in all, errors of size."""

    laws: Mapping[str, ErrorLaw]
    weights: Mapping[str, float]
    members: int
    sizes: SizeLaw = FIXED_SIZE


@dataclass(frozen=True, slots=True)
class Share:
    """One agency's part of the ensemble."""

    outlook: Outlook
    law: ErrorLaw
    weight: float
    members: Members

    @property
    def agency(self) -> str:
        """Whose track it is."""
        return self.outlook.track.agency


@dataclass(frozen=True, slots=True)
class Ensemble:
    """All agencies' members; empty when nobody has both a forecast and circles."""

    shares: tuple[Share, ...]

    @property
    def count(self) -> int:
        """Members in all."""
        return sum(len(share.members.lon) for share in self.shares)


def make_ensemble(
    outlooks: Sequence[Outlook], practice: Practice, forces: tuple[int, ...]
) -> Ensemble:
    """Members of every agency that forecasts, by weight."""
    usable = usable_outlooks(outlooks)
    weights = [practice.weights[outlook.track.agency] for outlook in usable]
    shares: list[Share] = []
    counts = apportion(weights, practice.members)
    for outlook, weight, count in zip(usable, weights, counts, strict=True):
        law = practice.laws[outlook.track.agency]
        members = make_members(outlook, law, count, forces, practice.sizes) if count else None
        if members is not None:
            shares.append(Share(outlook, law, weight, members))
    return Ensemble(tuple(shares))


def usable_outlooks(outlooks: Sequence[Outlook]) -> list[Outlook]:
    """One outlook an agency that has a forecast and circles, its own or lent."""
    lender = next((o for o in outlooks if any(point.radii for point in o.points)), None)
    found: dict[str, Outlook] = {}
    for outlook in outlooks:
        if outlook.forecast is None or outlook.track.agency in found or not outlook.coming:
            continue
        own = any(point.radii for point in outlook.points)
        usable = outlook if own or lender is None else outlook.with_circles_of(lender)
        if usable is not None and any(point.radii for point in usable.points):
            found[outlook.track.agency] = usable
    return list(found.values())


def apportion(weights: Sequence[float], total: int) -> list[int]:
    """Whole members by weight, largest remainders first; none where the weight is 0."""
    if not weights or sum(weights) <= 0:
        return [0] * len(weights)
    exact = [weight / sum(weights) * total for weight in weights]
    counts = [int(part) for part in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])
    for index in by_rest[: total - sum(counts)]:
        counts[index] += 1
    return counts
