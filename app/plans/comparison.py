"""Two plans side by side: what differs comes first, the gravest difference above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.plans.model import PlannedShelter, ZoneFigures


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """A plan as a whole. `latest_start_at`: of the zone that must be ordered first."""

    zones: int
    people: int
    visitors_home: int
    shelters: int
    unplaced: int
    at_risk: int
    latest_start_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShelterChange:
    """People of a zone in a shelter, on the left and on the right."""

    code: str
    name: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class ZoneComparison:
    """A zone in both; None where one of them does not have it.

    `earlier_min`: by how much what ends a way comes earlier on the right; None where one has no
    such moment. Not of the latest start: a rule's hour that is missed gives way to a later one.
    """

    zone_id: UUID
    number: int
    name: str
    left: ZoneFigures | None
    right: ZoneFigures | None
    same: bool
    earlier_min: float | None
    shelters: list[ShelterChange]


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Both wholes, then zone by zone."""

    left: PlanTotals
    right: PlanTotals
    zones: list[ZoneComparison]


def compare_plans(left: Sequence[ZoneFigures], right: Sequence[ZoneFigures]) -> PlanComparison:
    """What the right one says otherwise than the left one."""
    lefts, rights = _by_zone(left), _by_zone(right)
    rows = [_compare_zone(lefts.get(key), rights.get(key)) for key in {**lefts, **rights}]
    return PlanComparison(sum_up(left), sum_up(right), sorted(rows, key=_by_gravity))


def sum_up(zones: Sequence[ZoneFigures]) -> PlanTotals:
    """The whole of a plan; nobody is in two zones."""
    return PlanTotals(
        zones=len(zones),
        people=sum(each.people for each in zones),
        visitors_home=sum(each.visitors_home for each in zones),
        shelters=len({shelter.code for each in zones for shelter in each.shelters}),
        unplaced=sum(each.unplaced for each in zones),
        at_risk=sum(each.at_risk for each in zones),
        latest_start_at=min(
            (each.latest_start_at for each in zones if each.latest_start_at), default=None
        ),
    )


def _by_zone(zones: Sequence[ZoneFigures]) -> Mapping[UUID, ZoneFigures]:
    return {each.zone_id: each for each in zones}


def _compare_zone(left: ZoneFigures | None, right: ZoneFigures | None) -> ZoneComparison:
    known = right or left
    assert known is not None  # noqa: S101 the zone is one of either
    return ZoneComparison(
        zone_id=known.zone_id,
        number=known.number,
        name=known.name,
        left=left,
        right=right,
        same=_says(left) == _says(right),
        earlier_min=_count_earlier(left, right),
        shelters=_compare_shelters(left, right),
    )


def _says(zone: ZoneFigures | None) -> object:
    """What is compared: not the version nor the hash that it rests on."""
    if zone is None:
        return None
    latest = None if zone.latest_start_at is None else round(zone.latest_start_at.timestamp() / 60)
    held = {shelter.code: shelter.people for shelter in zone.shelters}
    told = zone.unplaced, zone.at_risk, zone.visitors_home, zone.rule_missed
    return zone.groups, latest, held, *told


def _count_earlier(left: ZoneFigures | None, right: ZoneFigures | None) -> float | None:
    if left is None or right is None or not left.last_start_at or not right.last_start_at:
        return None
    return round((left.last_start_at - right.last_start_at).total_seconds() / 60, 1)


def _compare_shelters(left: ZoneFigures | None, right: ZoneFigures | None) -> list[ShelterChange]:
    lefts, rights = _by_shelter(left), _by_shelter(right)
    rows = [_compare_shelter(lefts.get(key), rights.get(key)) for key in {**lefts, **rights}]
    return sorted(rows, key=lambda each: (each.left == each.right, -each.left, each.code))


def _by_shelter(zone: ZoneFigures | None) -> Mapping[str, PlannedShelter]:
    return {} if zone is None else {each.code: each for each in zone.shelters}


def _compare_shelter(left: PlannedShelter | None, right: PlannedShelter | None) -> ShelterChange:
    known = right or left
    assert known is not None  # noqa: S101 the shelter is one of either
    people = tuple(0 if each is None else each.people for each in (left, right))
    return ShelterChange(known.code, known.name, *people)


def _by_gravity(row: ZoneComparison) -> tuple[bool, int, float, int]:
    """Who is newly at risk or without a place, then who must be ordered earlier."""
    left, right = row.left, row.right
    before, after = (0 if z is None else z.at_risk + z.unplaced for z in (left, right))
    return row.same, before - after, -abs(row.earlier_min or 0.0), row.number
