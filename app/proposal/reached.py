"""Whether a wind may come to a place: who is held back is held back on a forecast, not on a gap.

A lot stays only where an agency that gives the force's circle in its forecast does not bring it
there, and fewer than one member in ten of the ensemble do. Where nobody gives that circle, nothing
is known, and the lot leaves.
"""

from collections.abc import Sequence
from datetime import datetime

from app.evacuation.cutoffs import Spot
from app.evacuation.wind import ChanceTable, WindTable, winds_of
from app.proposal.drafting import WindAsked
from app.typhoon.outlook import Outlook


def reached(
    asked: Sequence[WindAsked], outlooks: Sequence[Outlook], at: datetime, chances: ChanceTable
) -> list[bool]:
    """For each lot, whether its wind may come."""
    wanted: dict[int, dict[Spot, None]] = {}
    for each in asked:
        wanted.setdefault(each.force, {}).update(dict.fromkeys(each.spots))
    spots = {force: tuple(found) for force, found in wanted.items()}
    foretold = [each for each in outlooks if each.forecast is not None]
    tables = [winds_of([each], at, spots) for each in foretold]
    past = winds_of(outlooks, at, spots)
    return [
        any(_does_arrive(each, table) for table in (*tables, past))
        or not any(_has_circle(each, table) for table in tables)
        or _may_come(each, chances)
        for each in asked
    ]


def _does_arrive(asked: WindAsked, table: WindTable) -> bool:
    winds = (table.at(spot, asked.force) for spot in asked.spots)
    return any(wind is not None and wind.arrival_at is not None for wind in winds)


def _has_circle(asked: WindAsked, table: WindTable) -> bool:
    wind = table.at(asked.spots[0], asked.force)
    return wind is not None and wind.has_circle


def _may_come(asked: WindAsked, chances: ChanceTable) -> bool:
    chance = chances.of(asked.villages, asked.force)
    return chance is not None and chance.earliest_at is not None
