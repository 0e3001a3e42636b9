"""A draft as the API tells it."""

from dataclasses import dataclass
from datetime import datetime

from app.configuration.model import Setting
from app.evacuation.basis import KnownBulletin
from app.evacuation.present import present_timing
from app.evacuation.words import GROUP_TITLES, explain_left_out
from app.evacuation.zone_answer import PeopleLeft, ShelterUse, TimingAnswer
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.geo.geojson import GeoPolygon
from app.proposal.model import HeldBack, Level, PlanDraft, PlannedZone
from app.proposal.published import FIGURES, Published, within
from app.proposal.words import NOTES, STORMS, name_zone
from app.typed_json import extend
from app.wording import Text


@dataclass(frozen=True, slots=True)
class GroupPeople:
    """People of one group."""

    code: GroupCode
    title: Text
    people: int


@dataclass(frozen=True, slots=True)
class ProposedZone:
    """A zone that is nowhere yet. `key` names its township and groups, for merging.

    `sites` are dwelling points; `people` are all who are due in it.
    """

    key: str
    name: Text
    township_code: str
    township: str
    county_code: str
    hazard: HazardBasis
    groups: list[GroupPeople]
    people: int
    sites: int
    polygon: GeoPolygon
    timing: TimingAnswer
    clearance_min: float
    placed: int
    unplaced: int
    left_out: list[PeopleLeft]
    shelters: list[ShelterUse]


@dataclass(frozen=True, slots=True)
class PeopleHeldBack:
    """People of a due group whom the wind they would leave before is not forecast to reach."""

    code: GroupCode
    title: Text
    people: int
    force: int


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """What a past storm moved; `within`: the total without visitors is of that magnitude."""

    storm_id: str
    name: Text
    people: int
    shelters: int | None
    told_at: datetime
    note: Text
    ratio: float
    within: bool


@dataclass(frozen=True, slots=True)
class ProposalTotals:
    """Sums over the proposed zones. Residents and visitors are never added up to one figure.

    `unplaced` residents and `visitors_unplaced` have no place in a shelter; visitors may sail home.
    `zoned` are due residents who are in a zone of the incident already.
    """

    zones: int
    people: int
    visitors: int
    unplaced: int
    visitors_unplaced: int
    shelters: int
    zoned: int
    groups: list[GroupPeople]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The gradient plan that the registers give for a level, by latest start."""

    level: Level
    level_in_force: Level | None
    area: str | None
    at: datetime
    zones: list[ProposedZone]
    totals: ProposalTotals
    held_back: list[PeopleHeldBack]
    factor: float
    published: list[PublishedFigure]
    bulletins: tuple[KnownBulletin, ...]
    assumptions: tuple[Setting, ...]
    elapsed_ms: float


def present_zone(zone: PlannedZone, at: datetime) -> ProposedZone:
    """One proposed zone."""
    lot, placement = zone.lot, zone.placement
    return ProposedZone(
        key=lot.key,
        name=name_zone(lot.township, lot.groups),
        township_code=lot.township_code,
        township=lot.township,
        county_code=lot.county_code,
        hazard=lot.hazard,
        groups=[_group(code, lot.count(code)) for code in lot.groups],
        people=lot.people,
        sites=len({site.site for site in lot.sites}),
        polygon=zone.polygon,
        timing=present_timing(zone.timed, at),
        clearance_min=round(zone.clearance.used_min, 1),
        placed=placement.placed,
        unplaced=_unplaced(zone),
        left_out=[
            PeopleLeft(item.village, item.people, explain_left_out(item))
            for item in (*placement.no_room, *placement.unreachable)
        ],
        shelters=[extend(ShelterUse, shelter) for shelter in placement.shelters],
    )


def _group(code: GroupCode, people: int) -> GroupPeople:
    return GroupPeople(code, GROUP_TITLES[code], people)


def present_totals(draft: PlanDraft) -> ProposalTotals:
    """Sums over the proposed zones."""
    lots = [zone.lot for zone in draft.zones]
    counted = {code: sum(lot.count(code) for lot in lots) for code in GroupCode}
    visitors = counted[GroupCode.VISITOR]
    return ProposalTotals(
        zones=len(lots),
        people=sum(counted.values()) - visitors,
        visitors=visitors,
        unplaced=sum(_unplaced(zone) for zone in draft.zones if not _is_visitors(zone)),
        visitors_unplaced=sum(_unplaced(zone) for zone in draft.zones if _is_visitors(zone)),
        shelters=len({s.code for zone in draft.zones for s in zone.placement.shelters}),
        zoned=draft.zoned,
        groups=[_group(code, people) for code, people in counted.items() if people],
    )


def _unplaced(zone: PlannedZone) -> int:
    return zone.lot.people - zone.placement.placed


def _is_visitors(zone: PlannedZone) -> bool:
    return zone.lot.groups == (GroupCode.VISITOR,)


def present_held_back(items: tuple[HeldBack, ...]) -> list[PeopleHeldBack]:
    """Who stays because no wind is forecast."""
    return [
        PeopleHeldBack(item.group, GROUP_TITLES[item.group], item.people, item.force)
        for item in items
    ]


def present_published(people: int) -> list[PublishedFigure]:
    """The public figures, each with how the total stands to it."""
    return [_published(each, people) for each in FIGURES]


def _published(each: Published, people: int) -> PublishedFigure:
    return PublishedFigure(
        storm_id=each.storm_id,
        name=STORMS[each.storm_id],
        people=each.people,
        shelters=each.shelters,
        told_at=each.told_at,
        note=NOTES[each.storm_id],
        ratio=round(people / each.people, 2),
        within=within(people, each),
    )
