"""By when the office wants each group gone: hours before a force, out of editable values.

Gradient evacuation (sources#priority-groups): who is at sea or below a slope is gone long before
the wind that ends every way. A missed hour ends nobody's way; the wind still does.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.configuration.group_defaults import AT_SEA, TIMED
from app.evacuation.cutoffs import (
    Cutoff,
    CutoffKind,
    Found,
    Gap,
    GroupHour,
    NeededTime,
    NotConsidered,
    Way,
    WindArrival,
)
from app.exposure.model import GroupCode, GroupCount

_OF_WAY = {
    Way.RAFT: frozenset({GroupCode.AQUACULTURE}),
    Way.CREW: frozenset({GroupCode.MOORED_CREW}),
}
_ON_LAND = frozenset(GroupCode) - frozenset().union(*_OF_WAY.values()) - {GroupCode.VISITOR}


class FigureTable(Protocol):
    """The values in force, by key."""

    def __getitem__(self, key: str, /) -> float: ...


def load_group_due(figures: FigureTable, groups: Sequence[GroupCount]) -> tuple[GroupHour, ...]:
    """Those of `groups` that leave and have an hour of their own; 0 hours is none."""
    leaving = [each for each in groups if each.due and each.people and each.code in TIMED]
    found = [
        GroupHour(each.code, each.people, _force(figures, each.code), _lead_h(figures, each.code))
        for each in leaving
    ]
    return tuple(each for each in found if each.lead_h > 0)


def _force(figures: FigureTable, code: GroupCode) -> int:
    return round(figures["evac.sea_force" if code in AT_SEA else "evac.land_force"])


def _lead_h(figures: FigureTable, code: GroupCode) -> float:
    return figures[f"evac.due_h_{code}"]


def due_of(due: Sequence[GroupHour], way: Way, people: int) -> Iterator[GroupHour]:
    """The hours that hold for a way, each with those of its people who may be in it."""
    codes = _OF_WAY.get(way, _ON_LAND)
    for each in due:
        if each.code in codes:
            yield GroupHour(each.code, min(people, each.people), each.force, each.lead_h)


def group_cutoff(
    way: Way, due: GroupHour, wind: WindArrival | None, place: str, parts: NeededTime
) -> Found:
    """The hour under that wind, or why there is none."""
    kind = CutoffKind.GROUP_DUE
    if wind is None:
        return NotConsidered(way, kind, Gap.NO_STORM)
    if wind.arrival_at is None:
        return NotConsidered(way, kind, Gap.WIND_STAYS_AWAY, place, due.force, wind=wind)
    return Cutoff(
        way,
        kind,
        place,
        wind.arrival_at - due.lead,
        parts,
        force=due.force,
        people=due.people,
        wind=wind,
        due=due,
    )
