"""A draft as the API tells it."""

from dataclasses import dataclass
from datetime import datetime

from app.configuration.model import Setting
from app.evacuation.basis import KnownBulletin
from app.evacuation.home_answer import HomeAnswer
from app.evacuation.home_present import present_home
from app.evacuation.placement import Placement
from app.evacuation.present import present_left, present_timing
from app.evacuation.words import GROUP_TITLES
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

    `sites` are dwelling points; `people` are all who are due in it, `home` the visitors among them,
    who need a way home instead of a place.
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
    home: HomeAnswer | None
    clearance_min: float
    demand: int
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

    `unplaced` residents have no place in a shelter. Of the visitors `visitors_home` sail or drive
    home; `visitors_lodged` neither can nor have a place in a shelter. `zoned` are due residents
    who are in a zone of the incident already.
    """

    zones: int
    people: int
    visitors: int
    unplaced: int
    visitors_home: int
    visitors_lodged: int
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
        groups=[_present_group(code, lot.count(code)) for code in lot.groups],
        people=lot.people,
        sites=len({site.site for site in lot.sites}),
        polygon=zone.polygon,
        timing=present_timing(zone.timed, at),
        home=present_home(placement),
        clearance_min=round(max(zone.clearance.used_min, _sails_min(placement)), 1),
        demand=placement.demand,
        placed=placement.placed,
        unplaced=placement.demand - placement.placed,
        left_out=[present_left(item) for item in (*placement.no_room, *placement.unreachable)],
        shelters=[extend(ShelterUse, shelter) for shelter in placement.shelters],
    )


def _present_group(code: GroupCode, people: int) -> GroupPeople:
    return GroupPeople(code, GROUP_TITLES[code], people)


def present_totals(draft: PlanDraft) -> ProposalTotals:
    """Sums over the proposed zones."""
    lots = [zone.lot for zone in draft.zones]
    placements = [zone.placement for zone in draft.zones]
    counted = {code: sum(lot.count(code) for lot in lots) for code in GroupCode}
    visitors = counted[GroupCode.VISITOR]
    return ProposalTotals(
        zones=len(lots),
        people=sum(counted.values()) - visitors,
        visitors=visitors,
        unplaced=sum(p.demand - p.placed - p.visitors_left for p in placements),
        visitors_home=sum(p.home.sailing + p.home.driving for p in placements),
        visitors_lodged=sum(p.visitors_left for p in placements),
        shelters=len({s.code for p in placements for s in p.shelters}),
        zoned=draft.zoned,
        groups=[_present_group(code, people) for code, people in counted.items() if people],
    )


def _sails_min(placement: Placement) -> float:
    return max((each.over_min for each in placement.home.lines), default=0.0)


def present_held_back(items: tuple[HeldBack, ...]) -> list[PeopleHeldBack]:
    """Who stays because no wind is forecast."""
    return [
        PeopleHeldBack(item.group, GROUP_TITLES[item.group], item.people, item.force)
        for item in items
    ]


def present_published(people: int) -> list[PublishedFigure]:
    """The public figures, each with how the total stands to it."""
    return [_present_published(each, people) for each in FIGURES]


def _present_published(each: Published, people: int) -> PublishedFigure:
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
