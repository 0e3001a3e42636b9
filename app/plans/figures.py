"""A zone's answer as the figures that a plan keeps."""

from app.evacuation.cutoffs import SOFT, CutoffKind
from app.evacuation.model import Zone
from app.evacuation.zone_answer import StoredAnswer
from app.plans.model import PlannedShelter, PlannedWay, ZoneFigures


def figures_of(zone: Zone, answer: StoredAnswer) -> ZoneFigures:
    """People, ways, deadlines, shelters, and who is left."""
    timing, home = answer.timing, answer.home
    return ZoneFigures(
        zone_id=zone.zone_id,
        zone_version=zone.version,
        number=zone.number,
        name=zone.name,
        hazard=zone.hazard,
        people=answer.exposure.land.people,
        groups={
            each.code: each.people
            for each in answer.exposure.land.groups
            if each.due and each.people
        },
        ways=tuple(
            PlannedWay(
                way=each.way,
                people=each.people,
                latest_start_at=each.latest_start_at,
                bound_by=None if each.binding is None else each.binding.kind,
                at_risk=each.at_risk,
            )
            for each in timing.ways
        ),
        latest_start_at=timing.latest_start_at,
        last_start_at=min(
            (
                each.latest_start_at
                for each in timing.cutoffs
                if each.kind not in SOFT and not each.passed
            ),
            default=None,
        ),
        rule_missed=any(
            each.passed and each.kind is CutoffKind.GROUP_DUE for each in timing.cutoffs
        ),
        clearance_min=round(answer.clearance.used_min, 1),
        shelters=tuple(
            PlannedShelter(each.code, each.name, each.assigned)
            for each in answer.assignment.shelters
        ),
        unplaced=answer.assignment.unplaced,
        at_risk=sum(each.at_risk for each in timing.ways),
        visitors_home=0 if home is None else home.visitors - home.staying,
        inputs_hash=None if answer.basis is None else answer.basis.inputs_hash,
    )
