"""Figures of a roll-call: of one line, and of any number of them added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from app.people.model import MOVED, SAFE, UNTOLD, HouseholdState


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines of one grid that stand alike, added up; one line is the smallest of them.

    `listed`: households of the register, not a village's other people. `lacking`: of the
    mobility-limited, those whom no report has brought to a place.
    """

    village_code: str
    grid: str
    listed: bool
    state: HouseholdState
    contradicted: bool
    lines: int
    people: int
    counted: int
    mobility_limited: int
    lacking: int
    last_report_at: datetime | None
    outstanding: bool


@dataclass(frozen=True, slots=True)
class PeopleTally:
    """People, but for `households`, `households_safe` and `contradicted`, which are lines.

    moved = collective + dispersed + in_transit + returned, and may exceed `due`: more people may
    have come along than the list has. What is contradicted counts nowhere as moved.
    """

    households: int = 0
    households_safe: int = 0
    contradicted: int = 0
    due: int = 0
    notified: int = 0
    moved: int = 0
    collective: int = 0
    dispersed: int = 0
    in_transit: int = 0
    returned: int = 0
    refused: int = 0
    unreachable: int = 0
    not_present: int = 0
    unreported: int = 0
    not_in_register: int = 0
    mobility_limited: int = 0
    without_place: int = 0

    def __add__(self, other: "PeopleTally") -> "PeopleTally":
        return PeopleTally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def tally_of(group: LineGroup) -> PeopleTally:
    """The figures of lines that stand alike."""
    state, agreed = group.state, not group.contradicted
    told = agreed and state not in UNTOLD

    def moved_as(*states: HouseholdState) -> int:
        return group.counted if agreed and state in states else 0

    def people_as(wanted: HouseholdState) -> int:
        return group.people if agreed and state is wanted else 0

    return PeopleTally(
        households=group.lines if group.listed else 0,
        households_safe=group.lines if group.listed and agreed and state in SAFE else 0,
        contradicted=group.lines if group.contradicted else 0,
        due=group.people,
        notified=group.people if told or group.contradicted else 0,
        moved=moved_as(*MOVED),
        collective=moved_as(HouseholdState.COLLECTIVE),
        dispersed=moved_as(HouseholdState.DISPERSED),
        in_transit=moved_as(HouseholdState.MOVING),
        returned=moved_as(HouseholdState.RETURNED),
        refused=people_as(HouseholdState.REFUSED),
        unreachable=people_as(HouseholdState.UNREACHABLE),
        not_present=people_as(HouseholdState.NOT_PRESENT),
        unreported=people_as(HouseholdState.LISTED),
        not_in_register=0 if group.listed else group.people,
        mobility_limited=group.mobility_limited,
        without_place=group.lacking,
    )


def sum_tallies(groups: Iterable[LineGroup]) -> PeopleTally:
    """The figures of all of them."""
    total = PeopleTally()
    for group in groups:
        total = total + tally_of(group)
    return total


def silent_since(groups: Sequence[LineGroup], started_at: datetime) -> datetime | None:
    """Since when a grid that is not done has told nothing; None where nothing is outstanding."""
    if not any(group.outstanding for group in groups):
        return None
    told = [group.last_report_at for group in groups if group.last_report_at is not None]
    return max(told, default=started_at)


def last_told(groups: Iterable[LineGroup]) -> datetime | None:
    """When any of them was reported last."""
    told = [group.last_report_at for group in groups if group.last_report_at is not None]
    return max(told, default=None)
