"""What is answered for a zone: figures as a screen shows them, and as the database keeps them.

`VERSION` is the form's. The counts of `app/evacuation/queries.py` look into stored answers by name.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Literal

import structlog

from app import typed_json
from app.configuration.model import Setting
from app.evacuation.basis import KeptInputs
from app.evacuation.clocks import Advice
from app.evacuation.cutoffs import CutoffKind, LeadTimes, TimingInputs, Way
from app.evacuation.home_answer import HomeAnswer
from app.evacuation.older_answers import upgraded
from app.evacuation.waiting import Call
from app.exposure.model import (
    GroupCode,
    Landing,
    Overlap,
    SeaExposure,
    ShelterInside,
    Threatened,
    VillagePeople,
)
from app.strict_json import JsonObject
from app.wording import Text

log = structlog.get_logger()

Version = Literal[5]
VERSION: Version = 5
# A text in both languages, or what is the same in both; answers of before have Chinese alone.
Told = Text | str


@dataclass(frozen=True, slots=True)
class TitledGroup:
    """People of one gradient group inside, and whether the group leaves."""

    code: GroupCode
    zh: str
    en: str
    people: int
    due: bool


@dataclass(frozen=True, slots=True)
class LandAnswer:
    """People on land who are counted here and nowhere else; `people` must leave.

    `at_work` live elsewhere and work on farms inside; `helpers` see to who is of limited mobility.
    """

    people: int
    inside: int
    residents: int
    households: int
    visitors: int
    mobility_limited: int
    groups: list[TitledGroup]
    at_work: int = 0
    helpers: int = 0


@dataclass(frozen=True, slots=True)
class KeyCount:
    """Features inside, by key."""

    count: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheltersInside:
    """Shelters that lie in the area itself."""

    count: int
    free: int
    items: tuple[ShelterInside, ...]


@dataclass(frozen=True, slots=True)
class CountedElsewhere:
    """People on this ground who are another zone's."""

    people: int


@dataclass(frozen=True, slots=True)
class ExposureAnswer:
    """What an area holds. `threatened` None: worked out before it was counted."""

    land: LandAnswer
    sea: SeaExposure
    hazard_points: KeyCount
    risk_areas: KeyCount
    shelters: SheltersInside
    overlaps: tuple[Overlap, ...]
    counted_elsewhere: CountedElsewhere
    area_km2: float
    villages: tuple[VillagePeople, ...]
    method: Told
    inputs: dict[str, str]
    threatened: Threatened | None = None
    landings: tuple[Landing, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelterUse:
    """A destination. `distance_m` and `travel_min` are means over its people, door to door."""

    code: str
    name: str
    assigned: int
    free_before: int
    rated: int
    distance_m: float
    travel_min: float
    longest_min: float
    mode: str


@dataclass(frozen=True, slots=True)
class SplitPiece:
    """A village's people in one shelter."""

    shelter: str
    people: int


@dataclass(frozen=True, slots=True)
class VillageSplit:
    """A village whose people go to more than one shelter."""

    village: str
    pieces: list[SplitPiece]


@dataclass(frozen=True, slots=True)
class PeopleLeft:
    """People of a village without a place, and why; visitors among them stay in their lodgings."""

    village: str
    people: int
    why: Told
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class ShelterExcluded:
    """A shelter that is no destination for this area, and why."""

    code: str
    name: str
    why: Told


@dataclass(frozen=True, slots=True)
class AssignmentAnswer:
    """Who goes where, and who has no place. Visitors who go home are no `demand`."""

    demand: int
    placed: int
    unplaced: int
    shelters: list[ShelterUse]
    splits: list[VillageSplit]
    no_room: list[PeopleLeft]
    unreachable: list[PeopleLeft]
    excluded: list[ShelterExcluded]
    method: Told


@dataclass(frozen=True, slots=True)
class SlowestLink:
    """The link that takes longest: where it is, how many pass, for how many hours."""

    name: Told
    kind: str
    lon: float
    lat: float
    people: int
    hours: float


@dataclass(frozen=True, slots=True)
class ClearanceAnswer:
    """Minutes from the first departure to the last arrival."""

    lower_bound_min: float
    estimate_min: float
    naive_min: float
    used_min: float
    people: int
    bottleneck: SlowestLink | None
    method: Told


@dataclass(frozen=True, slots=True)
class WindAtZone:
    """A force over the zone: the stay that lasts or comes next.

    `reasonable_at` and `likely_at`: by when one member in ten and half of the ensemble have it in
    one of the villages that leave; None where none is worked out or fewer have it.
    """

    force: int
    arrival_at: datetime | None
    reasonable_at: datetime | None
    likely_at: datetime | None
    departure_at: datetime | None
    step_at: datetime | None
    smooth_at: datetime | None
    agency: str
    threshold_ms: float
    issued_at: datetime | None
    synthetic: bool
    rule: Told
    rounding: str
    assumptions: list[str]


@dataclass(frozen=True, slots=True)
class NeededParts:
    """What must fit in before a cut-off; None is a part that does not apply to it."""

    clearance_min: float
    mobilisation_min: float
    notification_min: float
    buffer_min: float | None


@dataclass(frozen=True, slots=True)
class CutoffAnswer:
    """A moment after which people can no longer be moved in this way; `passed` ones bind nobody.

    `issuer`: who said that it closes, and `until_at` until when; of the forecast's it has none.
    """

    way: Way
    passed: bool
    kind: CutoffKind
    zh: str
    en: str
    name: Told
    cutoff_at: datetime
    needed_min: float
    latest_start_at: datetime
    detail: Told
    parts: NeededParts
    issuer: str | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CutoffLeftOut:
    """A cut-off without a moment, and why."""

    kind: CutoffKind
    zh: str
    en: str
    why: Told


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """One way of getting safe with somebody in it: its own latest start, and what is told.

    `at_risk` people cannot be brought to a refuge by it any more; `reachable` still can when it is
    too late for all, if the order goes out until `reach_until_at`.
    """

    way: Way
    zh: str
    en: str
    people: int
    vessels: int
    latest_start_at: datetime | None
    over: bool
    binding: CutoffAnswer | None
    advice: Advice
    told: Told
    refuge: str | None
    reachable: int
    reach_until_at: datetime | None
    at_risk: int
    vessels_at_risk: int


@dataclass(frozen=True, slots=True)
class TimingAnswer:
    """The latest moment to give the order, for each way too, and all cut-offs, earliest first."""

    latest_start_at: datetime | None
    margin_s: int | None
    incident_at: datetime
    binding: CutoffAnswer | None
    ways: list[WayAnswer]
    cutoffs: list[CutoffAnswer]
    not_considered: list[CutoffLeftOut]


@dataclass(frozen=True, slots=True)
class WaitingFigures:
    """Order now or wait for the next bulletin, in per cent of the ensemble's members.

    `needless_pct`: the wind does not come until `until_at`, where the forecasts end.
    `late_now_pct`: it comes, and an order now is too late already; `late_next_pct`: only the wait
    until `next_at` makes it so. Until `wait_until_at` waiting stays within `limit_pct` (None:
    always); an advised order goes out by `order_by_at`. `miss_pct`: how often the advised rule is
    too late, all bulletins to come counted."""

    call: Call
    needless_pct: float
    late_now_pct: float
    late_next_pct: float
    wait_until_at: datetime | None
    order_by_at: datetime | None
    miss_pct: float
    limit_pct: float
    next_at: datetime
    force: int
    needed_min: float
    known_at: datetime
    until_at: datetime
    basis: Told


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """One sentence; `figures` None: it says why there are none."""

    told: Told
    figures: WaitingFigures | None


@dataclass(frozen=True, slots=True)
class ZoneAnswer:
    """The whole answer for a polygon. `basis` None: worked out before it was kept; so `waiting`.

    `home` None: no visitor is due, or they were given places in shelters, before version 5.
    """

    exposure: ExposureAnswer
    home: HomeAnswer | None
    assignment: AssignmentAnswer
    clearance: ClearanceAnswer
    arrival: dict[int, WindAtZone | None]
    timing: TimingAnswer
    waiting: WaitingAnswer | None
    lead: LeadTimes
    assumptions: tuple[Setting, ...]
    versions: dict[str, str]
    elapsed_ms: float
    basis: KeptInputs | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class StoredAnswer(ZoneAnswer):
    """With the inputs that let timing be run again when a bulletin comes."""

    version: Version
    timing_inputs: TimingInputs

    def shown(self) -> ZoneAnswer:
        """The answer without what only the database keeps."""
        return ZoneAnswer(**{each.name: getattr(self, each.name) for each in fields(ZoneAnswer)})


def read_answer(data: JsonObject | None) -> StoredAnswer | None:
    """A stored answer; None for one that nobody can read any more, which is told in the log."""
    if data is None:
        return None
    try:
        return typed_json.read(StoredAnswer, upgraded(data, VERSION))
    except (typed_json.Misfit, KeyError, TypeError) as error:
        log.error("stored_answer_unreadable", why=str(error))
        return None
