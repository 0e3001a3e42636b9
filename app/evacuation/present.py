"""Zones and answers as the API tells them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.evacuation.answer import Answer, TimedAnswer
from app.evacuation.clock_words import WAYS, explain_clock
from app.evacuation.clocks import WayClock
from app.evacuation.cutoff_words import TITLES, explain_cutoff, explain_gap, explain_wind
from app.evacuation.cutoffs import Cutoff, CutoffKind, LeadTimes, WindArrival
from app.evacuation.home_present import present_home
from app.evacuation.left_out import Excluded, LeftOut
from app.evacuation.model import AnswerPeriod, Zone, ZoneState
from app.evacuation.placement import Placement
from app.evacuation.used_links import Bottleneck
from app.evacuation.waiting_words import explain_basis, explain_waiting
from app.evacuation.weighing import Weighed
from app.evacuation.wind import Chance
from app.evacuation.words import (
    CLEARANCE_METHOD,
    EXPOSURE_METHOD,
    GROUP_TITLES,
    describe_assignment,
    explain_excluded,
    explain_left_out,
    name_place,
)
from app.evacuation.zone_answer import (
    VERSION,
    AssignmentAnswer,
    ClearanceAnswer,
    CountedElsewhere,
    CutoffAnswer,
    CutoffLeftOut,
    ExposureAnswer,
    KeyCount,
    LandAnswer,
    NeededParts,
    PeopleLeft,
    ShelterExcluded,
    SheltersInside,
    ShelterUse,
    SlowestLink,
    SplitPiece,
    StoredAnswer,
    TimingAnswer,
    TitledGroup,
    VillageSplit,
    WaitingAnswer,
    WaitingFigures,
    WayAnswer,
    WindAtZone,
    ZoneAnswer,
)
from app.exposure.due import HazardBasis
from app.exposure.model import Exposure, GroupCode, LandExposure
from app.geo.geojson import GeoPolygon
from app.typed_json import extend
from app.wording import Text, same


@dataclass(frozen=True, slots=True)
class ZoneHead:
    """A zone without its answer."""

    zone_id: UUID
    number: int
    name: str
    state: ZoneState
    version: int
    polygon: GeoPolygon
    hazard: HazardBasis
    due_groups: list[GroupCode]
    lead: LeadTimes
    valid_at: datetime
    recorded_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class ZoneView(ZoneHead):
    """A zone with its answer; a deleted one has none.

    `standing` is the kept answer's. The newest is timed again as it is read; one of a moment that
    was asked for is shown as it stood.
    """

    answer: ZoneAnswer | None
    standing: AnswerPeriod | None


@dataclass(frozen=True, slots=True)
class ZoneList:
    """The incident's zones, by number."""

    zones: list[ZoneView]


def present_exposure(exposure: Exposure) -> ExposureAnswer:
    """What an area holds."""
    return ExposureAnswer(
        land=_present_land(exposure.land, exposure.helpers),
        sea=exposure.sea,
        hazard_points=_count_keys(exposure.hazard_points),
        risk_areas=_count_keys(exposure.risk_areas),
        shelters=SheltersInside(
            count=len(exposure.shelters),
            free=sum(shelter.free for shelter in exposure.shelters),
            items=exposure.shelters,
        ),
        overlaps=exposure.overlaps,
        counted_elsewhere=CountedElsewhere(exposure.counted_elsewhere),
        area_km2=exposure.area_km2,
        villages=exposure.villages,
        method=EXPOSURE_METHOD,
        inputs=exposure.inputs,
        threatened=exposure.threatened,
        landings=exposure.landings,
    )


def _present_land(land: LandExposure, helpers: int) -> LandAnswer:
    return LandAnswer(
        people=land.people,
        inside=land.inside,
        residents=land.residents,
        households=land.households,
        visitors=land.visitors,
        mobility_limited=land.mobility_limited,
        groups=[
            TitledGroup(group.code, *_text_pair(GROUP_TITLES[group.code]), group.people, group.due)
            for group in land.groups
        ],
        at_work=land.at_work,
        helpers=helpers,
    )


def _count_keys(keys: tuple[str, ...]) -> KeyCount:
    return KeyCount(len(keys), keys)


def present_answer(answer: Answer, at: datetime) -> StoredAnswer:
    """The whole answer, with the inputs that let timing be run again."""
    return StoredAnswer(
        exposure=present_exposure(answer.exposure),
        home=present_home(answer.placement),
        assignment=_present_assignment(answer.placement),
        clearance=_present_clearance(answer),
        arrival=present_arrivals(answer.timed),
        timing=present_timing(answer.timed, at),
        waiting=present_waiting(answer.timed, at),
        lead=answer.inputs.lead,
        assumptions=answer.assumptions,
        versions=answer.versions,
        elapsed_ms=round(answer.elapsed_ms, 1),
        basis=answer.timed.basis,
        version=VERSION,
        timing_inputs=answer.inputs,
    )


def present_arrivals(timed: TimedAnswer) -> dict[int, WindAtZone | None]:
    """Arrivals by force."""
    return {
        force: _present_wind(wind, timed.chances.get(force))
        for force, wind in timed.arrivals.items()
    }


def present_timing(timed: TimedAnswer, at: datetime) -> TimingAnswer:
    """The latest start at `at`, and every cut-off."""
    result = timed.timing
    latest = result.latest_start_at
    return TimingAnswer(
        latest_start_at=latest,
        margin_s=None if latest is None else round((latest - at).total_seconds()),
        incident_at=at,
        binding=None if result.binding is None else _present_cutoff(result.binding, at),
        ways=[_present_way(clock, at) for clock in result.clocks],
        cutoffs=[_present_cutoff(cutoff, at) for cutoff in result.cutoffs],
        not_considered=[
            CutoffLeftOut(item.kind, *_title_pair(item.kind), explain_gap(item))
            for item in result.not_considered
        ],
    )


def present_waiting(timed: TimedAnswer, at: datetime) -> WaitingAnswer | None:
    """Order now or wait: the sentence, and its figures where there are any."""
    weighed = timed.waiting
    if weighed is None:
        return None
    figures = _present_waiting(weighed) if isinstance(weighed, Weighed) else None
    return WaitingAnswer(explain_waiting(weighed, at), figures)


def _present_waiting(weighed: Weighed) -> WaitingFigures:
    told = weighed.told
    return WaitingFigures(
        call=told.call,
        needless_pct=round(told.needless * 100, 1),
        late_now_pct=round(told.late_now * 100, 1),
        late_next_pct=round(told.late_next * 100, 1),
        wait_until_at=weighed.wait_until_at,
        order_by_at=weighed.order_by_at,
        miss_pct=round(told.miss * 100, 1),
        limit_pct=round(weighed.limit * 100, 1),
        next_at=weighed.next_at,
        force=weighed.force,
        needed_min=round(weighed.needed_min, 1),
        known_at=weighed.known_at,
        until_at=weighed.until_at,
        basis=explain_basis(weighed),
    )


def _present_way(clock: WayClock, at: datetime) -> WayAnswer:
    reach = clock.reach
    return WayAnswer(
        clock.way,
        *_text_pair(WAYS[clock.way]),
        people=clock.people,
        vessels=clock.vessels,
        latest_start_at=clock.latest_start_at,
        over=clock.over,
        binding=None if clock.binding is None else _present_cutoff(clock.binding, at),
        advice=clock.advice,
        told=explain_clock(clock),
        refuge=None if reach is None else reach.name or None,
        reachable=0 if reach is None else reach.people,
        reach_until_at=None if reach is None else reach.until_at,
        at_risk=clock.at_risk,
        vessels_at_risk=clock.vessels_at_risk,
    )


def _present_assignment(placement: Placement) -> AssignmentAnswer:
    return AssignmentAnswer(
        demand=placement.demand,
        placed=placement.placed,
        unplaced=placement.demand - placement.placed,
        shelters=[extend(ShelterUse, shelter) for shelter in placement.shelters],
        splits=[
            VillageSplit(split.village, [SplitPiece(*piece) for piece in split.pieces])
            for split in placement.splits
        ],
        no_room=[present_left(item) for item in placement.no_room],
        unreachable=[present_left(item) for item in placement.unreachable],
        excluded=[_present_excluded(each) for each in placement.excluded],
        method=describe_assignment(),
    )


def present_left(item: LeftOut) -> PeopleLeft:
    """People of a village without a place."""
    return PeopleLeft(item.village, item.people, explain_left_out(item), item.visitors)


def _present_excluded(item: Excluded) -> ShelterExcluded:
    return ShelterExcluded(item.code, item.name, explain_excluded(item))


def _name_of(name: str) -> Text | str:
    """A name as it is; a text for what has none."""
    told = name_place(name)
    return name if told == same(name) else told


def _present_bottleneck(found: Bottleneck | None) -> SlowestLink | None:
    if found is None:
        return None
    return SlowestLink(
        _name_of(found.name), found.kind, found.lon, found.lat, found.people, found.hours
    )


def _present_clearance(answer: Answer) -> ClearanceAnswer:
    times = answer.clearance
    return ClearanceAnswer(
        lower_bound_min=round(times.lower_bound_min, 1),
        estimate_min=round(times.estimate_min, 1),
        naive_min=round(times.naive_min, 1),
        used_min=round(times.used_min, 1),
        people=answer.placement.placed + answer.placement.home.driving,
        bottleneck=_present_bottleneck(answer.bottleneck),
        method=CLEARANCE_METHOD,
    )


def _present_wind(wind: WindArrival | None, chance: Chance | None) -> WindAtZone | None:
    if wind is None:
        return None
    return WindAtZone(
        force=wind.force,
        arrival_at=wind.arrival_at,
        reasonable_at=None if chance is None else chance.earliest_at,
        likely_at=None if chance is None else chance.likely_at,
        departure_at=wind.departure_at,
        step_at=wind.step_at,
        smooth_at=wind.smooth_at,
        agency=wind.agency,
        threshold_ms=wind.threshold_ms,
        issued_at=wind.issued_at,
        synthetic=wind.synthetic,
        rule=explain_wind(wind),
        rounding=wind.rounding,
        assumptions=list(wind.assumptions),
    )


def _title_pair(kind: CutoffKind) -> tuple[str, str]:
    return _text_pair(TITLES[kind])


def _text_pair(text: Text) -> tuple[str, str]:
    return text.zh, text.en


def _present_cutoff(cutoff: Cutoff, at: datetime) -> CutoffAnswer:
    parts = cutoff.parts
    return CutoffAnswer(
        cutoff.way,
        cutoff.passed(at),
        cutoff.kind,
        *_title_pair(cutoff.kind),
        name=_name_of(cutoff.name),
        cutoff_at=cutoff.cutoff_at,
        needed_min=round(parts.total_min, 1),
        latest_start_at=cutoff.latest_start_at,
        detail=explain_cutoff(cutoff),
        parts=NeededParts(
            round(parts.clearance_min, 1),
            parts.mobilisation_min,
            parts.notification_min,
            parts.buffer_min,
        ),
        issuer=None if cutoff.said is None else cutoff.said.said.issuer,
        until_at=None if cutoff.said is None else cutoff.said.until_at,
    )


def present_zone(zone: Zone) -> ZoneHead:
    """A zone without its answer."""
    return ZoneHead(
        zone_id=zone.zone_id,
        number=zone.number,
        name=zone.name,
        state=ZoneState(zone.state),
        version=zone.version,
        polygon=zone.polygon,
        hazard=HazardBasis(zone.hazard),
        due_groups=zone.due_groups,
        lead=zone.lead,
        valid_at=zone.valid_at,
        recorded_at=zone.recorded_at,
        changed_by=zone.changed_by,
    )
