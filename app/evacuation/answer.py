"""The whole answer for a polygon: exposure, network, assignment, clearance, wind, timing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from app.closures.model import NOTHING_SAID, StatedClosures
from app.closures.queries import load_said
from app.configuration.model import Setting
from app.configuration.queries import list_settings
from app.database import Connection
from app.evacuation import queries
from app.evacuation.basis import KeptInputs, digest, known_of
from app.evacuation.boarding import Terrain
from app.evacuation.clearance import Clearance, clearance
from app.evacuation.clocks import Timing
from app.evacuation.closures import Closures, closures_at
from app.evacuation.cutoffs import (
    LeadTimes,
    Movement,
    Refuge,
    SeaWithdrawal,
    Spot,
    TimingInputs,
    Way,
    WindArrival,
)
from app.evacuation.demand import demand_of
from app.evacuation.group_due import load_group_due
from app.evacuation.model import ShelterChoice, VesselRun
from app.evacuation.movements import movements
from app.evacuation.placement import Placement, place
from app.evacuation.supposed import AS_IT_IS, Supposed
from app.evacuation.surge import SurgeTable, load_surge
from app.evacuation.timing import earliest_wind, timing, wanted_winds
from app.evacuation.used_links import Bottleneck, UsedLinks
from app.evacuation.weighing import (
    NotWeighed,
    WaitingPractice,
    Weighed,
    load_waiting,
    weigh_zone,
)
from app.evacuation.wind import (
    NO_CHANCES,
    Chance,
    ChanceTable,
    WindTable,
    load_chances,
    load_outlooks,
    winds_of,
)
from app.exposure.due_rules import get_due_rules
from app.exposure.model import EVERYBODY, AreaQuestion, Exposure, GroupCode, SeaExposure
from app.exposure.queries import list_demand, measure
from app.incidents.model import Incident
from app.network.cache import NetworkCache
from app.network.model import RoadNetwork
from app.typhoon.outlook import Outlook
from app.units import NAUTICAL_MILE_KM

# Arrivals that every answer shows.
SHOWN_FORCES = (7, 10)
# Read outside an answer: as the zone's minutes, by what waiting is weighed, or when the network is
# built.
_ALWAYS_USED = (
    "evac.mobilisation_min",
    "evac.notification_min",
    "evac.buffer_min",
    "evac.miss_limit_pct",
    "evac.needless_h",
    "evac.persons_per_vehicle",
    "evac.walk_kmh",
    "evac.walk_limit_m",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a planner asks: an area of an incident at its moment, with the editable minutes."""

    incident: Incident
    at: datetime
    area: AreaQuestion
    lead: LeadTimes


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """Timing under the newest wind, and the arrivals it shows; force → arrival, chance.

    `waiting`: whether to order now or wait; None where nobody asked."""

    timing: Timing
    arrivals: dict[int, WindArrival | None]
    chances: dict[int, Chance | None]
    waiting: Weighed | NotWeighed | None = None
    basis: KeptInputs | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is answered. `inputs` let timing be run again alone."""

    exposure: Exposure
    placement: Placement
    clearance: Clearance
    bottleneck: Bottleneck | None
    inputs: TimingInputs
    timed: TimedAnswer
    assumptions: tuple[Setting, ...]
    versions: dict[str, str]
    elapsed_ms: float


class Figures:
    """The configuration in force, read once for an answer, and which of it was used."""

    def __init__(self, settings: Sequence[Setting]) -> None:
        self._settings = {setting.key: setting for setting in settings}
        self._used: dict[str, None] = dict.fromkeys(_ALWAYS_USED)

    def __getitem__(self, key: str) -> float:
        self._used[key] = None
        return self._settings[key].value

    @property
    def used(self) -> tuple[Setting, ...]:
        """The settings an answer rests on; screens flag those nobody adopted as 默认值."""
        return tuple(self._settings[key] for key in self._used)


def default_lead(conn: Connection) -> LeadTimes:
    """The configured minutes."""
    figures = Figures(list_settings(conn))
    return LeadTimes(
        figures["evac.mobilisation_min"],
        figures["evac.notification_min"],
        figures["evac.buffer_min"],
    )


def measure_area(
    conn: Connection, area: AreaQuestion, at: datetime, figures: Figures | None = None
) -> Exposure:
    """Exposure alone, as a drag asks for it."""
    chosen = figures or Figures(list_settings(conn))
    stale_after = timedelta(hours=chosen["vessel.offline_h"])
    found = measure(conn, area, at, stale_after, round(chosen["evac.moored_watch"]))
    helpers = ceil(found.land.mobility_limited * chosen["evac.helpers_each"])
    return replace(found, helpers=helpers)


def answer(
    conn: Connection, cache: NetworkCache, question: Question, supposed: Supposed = AS_IT_IS
) -> Answer:
    """The whole answer; under something that is supposed it is a what-if and nothing else."""
    began = time.perf_counter()
    figures = Figures(list_settings(conn))
    exposure = measure_area(conn, question.area, question.at, figures)
    network = cache.network(conn)
    outlooks = supposed.outlooks(load_outlooks(conn, question.incident, question.at))
    said = load_said(conn, question.incident, question.at)
    said = supposed.closures(said, network, question.at)
    closures = closures_at(network, outlooks, question.at, said)
    terrain = _terrain_of(conn, cache, network, closures, question, figures)
    terrain = replace(terrain, aboard=supposed.aboard(terrain.aboard))
    choices = supposed.choices(queries.list_shelter_choices(conn, question.area))
    placement = _place_people(conn, question.area, exposure, terrain, choices)
    times = clearance(placement.groups, network.links.people_per_h, placement.problem)
    links = UsedLinks(network, placement.groups)
    moving = movements(
        placement, times, terrain, closures.announced, _landing_min(exposure, figures)
    )
    inputs = _timing_inputs(conn, question, exposure, moving, placement.visitors_left, figures)
    surge = load_surge(conn, question.at, figures)
    # The ensemble is of the storm that is known.
    villages = () if supposed.supposition.moves_storm else inputs.villages
    chances = load_chances(conn, question.incident, question.at, villages, SHOWN_FORCES)
    waiting = load_waiting(
        conn, question.incident, question.at, [replace(inputs, villages=villages)]
    )
    timed = time_under(outlooks, [inputs], question.at, surge, chances, said, waiting)[0]
    counted = digest(
        question.area, exposure, choices, network.version, figures.used, terrain.aboard
    )
    winds = known_of(outlooks, said, waiting)
    basis = winds.basis(counted, inputs, surge.at(inputs.spots[0]), timed.chances)
    return Answer(
        exposure=exposure,
        placement=placement,
        clearance=times,
        bottleneck=links.bottleneck(times.bottleneck),
        inputs=inputs,
        timed=replace(timed, basis=basis),
        assumptions=figures.used,
        versions=_table_versions(conn) | {"network": network.version, **exposure.inputs},
        elapsed_ms=(time.perf_counter() - began) * 1000,
    )


def _timing_inputs(
    conn: Connection,
    question: Question,
    exposure: Exposure,
    moving: tuple[Movement, ...],
    visitors_left: int,
    figures: Figures,
) -> TimingInputs:
    """All that the clocks need: kept with the answer, so that a bulletin times it again."""
    return TimingInputs(
        spots=_read_spots(conn, question.area.polygon),
        people=exposure.land.people,
        movements=moving,
        lead=question.lead,
        land_force=round(figures["evac.land_force"]),
        sea_force=round(figures["evac.sea_force"]),
        sea=_sea_withdrawal(conn, question.area, exposure.sea, figures),
        outside_dyke=exposure.land.count_due(GroupCode.OUTSIDE_DYKE),
        low_lying=exposure.land.count_due(GroupCode.LOW_LYING),
        villages=tuple(village.code for village in exposure.villages),
        visitors_left=visitors_left,
        due=load_group_due(figures, exposure.land.groups),
    )


def _table_versions(conn: Connection) -> dict[str, str]:
    """Which version of the office's own tables was asked; 0 is the shipped one."""
    return {"due_rules": str(get_due_rules(conn).version)}


def retime(
    conn: Connection,
    incident: Incident,
    inputs: Sequence[TimingInputs],
    at: datetime,
    counted: Sequence[str],
) -> list[TimedAnswer]:
    """Timing alone, under what is known at `at`: all that a new bulletin changes.

    `counted` are the hashes of who was counted and placed, which stay.
    """
    surge = load_surge(conn, at, Figures(list_settings(conn)))
    outlooks = load_outlooks(conn, incident, at)
    villages = (code for each in inputs for code in each.villages)
    chances = load_chances(conn, incident, at, villages, SHOWN_FORCES)
    said = load_said(conn, incident, at)
    waiting = load_waiting(conn, incident, at, inputs)
    known = known_of(outlooks, said, waiting)
    return [
        replace(
            timed,
            basis=known.basis(each_counted, each, surge.at(each.spots[0]), timed.chances),
        )
        for timed, each, each_counted in zip(
            time_under(outlooks, inputs, at, surge, chances, said, waiting),
            inputs,
            counted,
            strict=True,
        )
    ]


def time_under(
    outlooks: Sequence[Outlook],
    inputs: Sequence[TimingInputs],
    at: datetime,
    surge: SurgeTable,
    chances: ChanceTable = NO_CHANCES,
    said: StatedClosures = NOTHING_SAID,
    waiting: WaitingPractice | None = None,
) -> list[TimedAnswer]:
    """Timing under given outlooks, high waters and closures; wind is looked up once for all."""
    wanted: dict[int, set[Spot]] = {}
    for each in inputs:
        for force, spots in wanted_winds(each).items():
            wanted.setdefault(force, set()).update(spots)
        for force in SHOWN_FORCES:
            wanted.setdefault(force, set()).update(each.spots)
    winds = winds_of(outlooks, at, {force: tuple(spots) for force, spots in wanted.items()})
    timed = [
        _timed_answer(each, winds, chances, timing(each, winds.at, at, surge.at, said))
        for each in inputs
    ]
    if waiting is None:
        return timed
    return [
        replace(told, waiting=weigh_zone(each, told.timing, outlooks, at, waiting))
        for told, each in zip(timed, inputs, strict=True)
    ]


def _timed_answer(
    inputs: TimingInputs,
    winds: WindTable,
    chances: ChanceTable,
    clocks: Timing,
) -> TimedAnswer:
    return TimedAnswer(
        timing=clocks,
        arrivals={force: earliest_wind(inputs.spots, force, winds.at) for force in SHOWN_FORCES},
        chances={force: chances.of(inputs.villages, force) for force in SHOWN_FORCES},
    )


def _terrain_of(
    conn: Connection,
    cache: NetworkCache,
    network: RoadNetwork,
    closures: Closures,
    question: Question,
    figures: Figures,
) -> Terrain:
    area, scenario = question.area, closures.scenario
    horizon_min = figures["evac.travel_horizon_min"]
    return Terrain(
        network=network,
        scenario=scenario,
        trees=cache.trees(network, scenario.closed_edges, horizon_min),
        sailing_min=closures.sailing_min(question.at, question.lead),
        aboard=queries.list_aboard(conn, area.incident_id, area.number, area.zone_id),
    )


def _place_people(
    conn: Connection,
    area: AreaQuestion,
    exposure: Exposure,
    terrain: Terrain,
    choices: Sequence[ShelterChoice],
) -> Placement:
    landings = [each for each in exposure.landings if each.group in area.due]
    demand = demand_of(list_demand(conn, area), landings)
    known = [item for item in demand if item.site in terrain.network.sites.index]
    return place(known, choices, terrain, everybody=area.due >= EVERYBODY)


def _landing_min(exposure: Exposure, figures: Figures) -> dict[Way, float]:
    """How long the farthest farm's people sail; crews lie at the quay."""
    if not exposure.farthest_farm_m:
        return {}
    min_per_m = _min_per_m(figures["evac.withdraw_kn"], figures["evac.sea_detour"])
    return {Way.RAFT: exposure.farthest_farm_m * min_per_m}


def _min_per_m(speed_kn: float, detour: float) -> float:
    return detour / 1000 / (speed_kn * NAUTICAL_MILE_KM) * 60


def _read_spots(conn: Connection, polygon: str) -> tuple[Spot, ...]:
    points = queries.list_area_spots(conn, polygon)
    name = queries.find_place_name(conn, *points[0]) or ""
    return tuple(Spot(name, lon, lat) for lon, lat in points)


def _sea_withdrawal(
    conn: Connection, area: AreaQuestion, sea: SeaExposure, figures: Figures
) -> SeaWithdrawal | None:
    if not sea.vessels:
        return None
    runs = queries.list_vessel_runs(conn, area)
    if not runs:
        return SeaWithdrawal(sea.vessels, sea.in_port, 0.0)
    speed_kn, detour = figures["evac.withdraw_kn"], figures["evac.sea_detour"]
    min_per_m = _min_per_m(speed_kn, detour)
    return SeaWithdrawal(
        vessels=sea.vessels,
        in_port=sea.in_port,
        sail_min=runs[0].distance_m * min_per_m,
        vessel=runs[0].vessel,
        harbour=runs[0].harbour,
        distance_m=runs[0].distance_m,
        speed_kn=speed_kn,
        detour=detour,
        runs=tuple(_refuge_of_run(each, min_per_m) for each in runs),
    )


def _refuge_of_run(run: VesselRun, min_per_m: float) -> Refuge:
    return Refuge(run.harbour, run.on_board, run.distance_m * min_per_m, vessels=run.vessels)
