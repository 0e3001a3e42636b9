"""By when how many members bring the wind to a village: what a decision to wait is weighed by."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from app.geo.sphere import Floats
from app.wind.ensemble.merge import Ensemble
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.result import ArrivalCurves

COUNT = 100


def arrival_curves(
    ensemble: Ensemble, places: Sequence[WindPlace], arrivals: Mapping[int, Floats]
) -> ArrivalCurves:
    """The villages' curves of each force, of arrivals (members, places) in seconds since 1970."""
    shares = ensemble.shares
    from_at = min(share.members.begin_at for share in shares)
    # Where the first agency's forecast ends, its members say nothing any more.
    until_at = min(share.members.moment(float(share.members.at_s[-1])) for share in shares)
    villages = [(i, place) for i, place in enumerate(places) if place.kind is PlaceKind.VILLAGE]
    told = {force: _rank_arrivals(each, from_at) for force, each in arrivals.items()}
    return ArrivalCurves(
        from_at=from_at,
        until_at=until_at,
        count=COUNT,
        minutes={
            place.key: {force: _whole_minutes(each[:, index]) for force, each in told.items()}
            for index, place in villages
        },
    )


def _rank_arrivals(arrivals: Floats, from_at: datetime) -> Floats:
    """(COUNT, places): the arrivals of members at even ranks, in minutes; inf where none."""
    ordered = np.sort(np.where(np.isfinite(arrivals), arrivals, np.inf), axis=0)
    ranks = ((np.arange(COUNT) + 0.5) / COUNT * len(arrivals)).astype(int)
    return (ordered[ranks] - from_at.astimezone(UTC).timestamp()) / 60


def _whole_minutes(minutes: Floats) -> list[int]:
    """Down to the minute: an arrival is never told later than it was worked out."""
    return [int(np.floor(each)) for each in minutes[np.isfinite(minutes)]]
