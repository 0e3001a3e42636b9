"""What can end an evacuation, and what `app.evacuation.timing` has to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.closures.timeline import Closed
from app.exposure.model import GroupCode
from app.wind.arrival import Convention


class CutoffKind(StrEnum):
    """What can end an evacuation."""

    WIND_LAND = "wind_land"
    BRIDGE = "bridge"
    FERRY = "ferry"
    WIND_SEA = "wind_sea"
    DARK = "dark"
    SURGE = "surge"
    GROUP_DUE = "group_due"


# What ends nobody's way: daylight, and the hour by which a rule wants a group gone.
SOFT = frozenset({CutoffKind.DARK, CutoffKind.GROUP_DUE})


class Way(StrEnum):
    """By which way people get safe; each has a clock of its own."""

    ROAD = "road"
    BOAT = "boat"
    SEA = "sea"
    STAY = "stay"
    HOME_BOAT = "home_boat"
    HOME_ROAD = "home_road"
    RAFT = "raft"
    CREW = "crew"


# Visitors who leave for home, not for a shelter.
HOMEWARD = frozenset({Way.HOME_BOAT, Way.HOME_ROAD})
# Of people on land who leave by an order.
LEAVING = HOMEWARD | {Way.ROAD, Way.BOAT, Way.RAFT, Way.CREW}


class Gap(StrEnum):
    """Why a cut-off has no moment; `app.evacuation.cutoff_words` says each."""

    NO_STORM = "no_storm"
    WIND_STAYS_AWAY = "wind_stays_away"
    SAID_OPEN = "said_open"
    NOBODY = "nobody"
    NOBODY_PLACED = "nobody_placed"
    NO_LIMITED_WAY = "no_limited_way"
    NO_FERRY = "no_ferry"
    NO_VESSEL = "no_vessel"
    ALL_IN_PORT = "all_in_port"
    WIND_NOT_DUE = "wind_not_due"
    BY_DAY = "by_day"
    NOBODY_OUTSIDE_DYKE = "nobody_outside_dyke"
    NO_GROUP_HOUR = "no_group_hour"
    NO_TIDE = "no_tide"
    TIDE_TOO_FAR = "tide_too_far"
    NO_SURGE = "no_surge"
    NO_SURGE_PEAK = "no_surge_peak"


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Minutes beside the clearance that a planner may edit."""

    mobilisation_min: float
    notification_min: float
    buffer_min: float


@dataclass(frozen=True, slots=True)
class NeededTime:
    """What must fit in before a cut-off. None is a part that does not apply to it."""

    clearance_min: float
    mobilisation_min: float
    notification_min: float
    buffer_min: float | None

    @property
    def total_min(self) -> float:
        """All parts together."""
        buffer_min = self.buffer_min or 0.0
        return self.clearance_min + self.mobilisation_min + self.notification_min + buffer_min


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A moment after which people can no longer be moved in this way, and what it rests on.

    `people` are those who depend on it. `said`: by whose word it closes, instead of the wind.
    """

    way: Way
    kind: CutoffKind
    name: str
    cutoff_at: datetime
    parts: NeededTime
    force: int | None = None
    people: int = 0
    wind: "WindArrival | None" = None
    sea: "SeaWithdrawal | None" = None
    surge: "SurgeLimit | None" = None
    outside_dyke: int | None = None
    said: Closed | None = None
    due: "GroupHour | None" = None

    @property
    def latest_start_at(self) -> datetime:
        """The latest moment the order can be given to be done by this cut-off."""
        return self.cutoff_at - timedelta(minutes=self.parts.total_min)

    def passed(self, at: datetime) -> bool:
        """Whether it is over at `at`; a soft one as soon as it cannot be met any more."""
        if self.kind in SOFT:
            return self.latest_start_at < at
        return self.cutoff_at <= at


@dataclass(frozen=True, slots=True)
class NotConsidered:
    """A cut-off without a moment, and why."""

    way: Way
    kind: CutoffKind
    gap: Gap
    name: str = ""
    force: int | None = None
    vessels: int = 0
    wind: "WindArrival | None" = None
    surge: "SurgeGap | None" = None


@dataclass(frozen=True, slots=True)
class GroupHour:
    """People of a group whom the office wants gone so many hours before a force arrives."""

    code: GroupCode
    people: int
    force: int
    lead_h: float

    @property
    def lead(self) -> timedelta:
        """The hours as a span."""
        return timedelta(hours=self.lead_h)


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place whose wind matters."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class LimitedWay:
    """A used bridge or road that closes at a force of its own or was said to close.

    `spots` are places along it, `edge_ids` its stretches that are used.
    """

    name: str
    spots: tuple[Spot, ...]
    limit_force: int | None
    people: int
    edge_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FerryUse:
    """A line the assignment needs, and how long its boats take to bring its people over."""

    name: str
    ends: tuple[Spot, ...]
    limit_force: int
    people: int
    empty_min: float
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A bridge, road or line with a limit, and the minute by which the last are over it."""

    name: str
    over_min: float


@dataclass(frozen=True, slots=True)
class Refuge:
    """People bound for one shelter, crews for one harbour, visitors of one wave of a line's boats.

    All arrive at about one time. `in_min`: minutes from setting out to the last of them, when the
    nearest go first. `via`: what they need that has a limit of its own.
    """

    name: str
    people: int
    in_min: float
    via: tuple[Passage, ...] = ()
    vessels: int = 0

    def needs_min(self, link: str) -> float | None:
        """When the last are over a bridge or line; None when they do not need it."""
        return next((each.over_min for each in self.via if each.name == link), None)


@dataclass(frozen=True, slots=True)
class Movement:
    """People with a place who leave by one way over land or water, and what they lean on."""

    way: Way
    people: int
    clearance_min: float
    limits: tuple[LimitedWay, ...]
    ferries: tuple[FerryUse, ...]
    refuges: tuple[Refuge, ...]


@dataclass(frozen=True, slots=True)
class SeaWithdrawal:
    """Vessels inside that must reach a refuge, and the longest way.

    `vessel` None is not in the register; `harbour` None: every vessel is in one. A way is as the
    crow flies, lengthened by `detour`.
    """

    vessels: int
    in_port: int
    sail_min: float
    vessel: str | None = None
    harbour: str | None = None
    distance_m: float = 0.0
    speed_kn: float = 0.0
    detour: float = 1.0
    runs: tuple[Refuge, ...] = ()


@dataclass(frozen=True, slots=True)
class TimingInputs:
    """All that timing needs of an answer, so that a new bulletin re-runs timing alone.

    `spots` are places over the zone, its middle first: the earliest arrival among them counts.
    `outside_dyke`: people whom a surge reaches first; None in answers from before it was counted.
    `villages`: codes of those who leave, whose wind the ensemble tells. `visitors_left`: visitors
    among those without a place; they stay in their lodgings. `due`: by when the office wants each
    group gone.
    """

    spots: tuple[Spot, ...]
    people: int
    movements: tuple[Movement, ...]
    lead: LeadTimes
    land_force: int
    sea_force: int
    sea: SeaWithdrawal | None
    outside_dyke: int | None = None
    low_lying: int = 0
    villages: tuple[str, ...] = ()
    visitors_left: int = 0
    due: tuple[GroupHour, ...] = ()

    @property
    def weighed_force(self) -> int:
        """The force before which people leave: at sea where all come from farms."""
        afloat = {movement.way for movement in self.movements} == {Way.RAFT}
        return self.sea_force if afloat else self.land_force

    @property
    def placed(self) -> int:
        """People with a place to go to, visitors who go home among them."""
        return sum(movement.people for movement in self.movements)

    @property
    def left_out(self) -> int:
        """People without one: they stay."""
        return self.people - self.placed


@dataclass(frozen=True, slots=True)
class WindArrival:
    """A force at a spot: the stay that lasts or comes next; `arrival_at` None when none does.

    `arrival_at` is the earlier of `step_at` and `smooth_at`, the two wind-circle conventions;
    `convention` is the one that gave it. `circle_force` is the force whose circle stood for
    `force`; without `has_circle` the agency gives none.
    """

    force: int
    arrival_at: datetime | None
    departure_at: datetime | None
    step_at: datetime | None
    smooth_at: datetime | None
    agency: str
    threshold_ms: float
    issued_at: datetime | None
    synthetic: bool
    circle_force: int
    has_circle: bool = True
    convention: Convention | None = None
    rounding: str = "profile"  # which circle stands for a force without one
    assumptions: tuple[str, ...] = ()

    def covers(self, at: datetime) -> bool:
        """Whether the force blows at `at`."""
        if self.arrival_at is None or self.arrival_at > at:
            return False
        return self.departure_at is None or self.departure_at > at


WindAt = Callable[[Spot, int], WindArrival | None]
"""None when there is no typhoon data at all."""


@dataclass(frozen=True, slots=True)
class SurgeLimit:
    """The high water that counts for a place, less its lead: until then people are out."""

    name: str
    cutoff_at: datetime
    far_km: float
    peak_at: datetime
    peak_m: float
    datum: str | None
    surge_m: float
    lead_h: float
    warning_level_m: float | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class SurgeGap:
    """Why no high water counts for a place. `limit`: km of reach, or metres of surge."""

    gap: Gap
    station: str = ""
    far_km: float = 0.0
    limit: float = 0.0


SurgeAt = Callable[[Spot], SurgeLimit | SurgeGap]

Found = Cutoff | NotConsidered


def no_series(spot: Spot) -> SurgeGap:
    """What is answered while nobody has loaded a tide."""
    return SurgeGap(Gap.NO_TIDE)
