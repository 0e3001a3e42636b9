"""Households, the lines of a roll-call, and what is reported of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.events.model import Place
from app.exposure.model import GroupCode
from app.wording import Text


class HouseholdState(StrEnum):
    """How far a household is (sources#tracking-numbers), the order of the columns of a list."""

    LISTED = "listed"
    NOTIFIED = "notified"
    MOVING = "moving"
    COLLECTIVE = "collective"
    DISPERSED = "dispersed"
    RETURNED = "returned"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NOT_PRESENT = "not_present"

    @property
    def word(self) -> Text:
        """As a list says it."""
        return _WORDS[self]


_WORDS: Mapping[HouseholdState, Text] = {
    HouseholdState.LISTED: Text("未登记", "Not reported"),
    HouseholdState.NOTIFIED: Text("已通知", "Notified"),
    HouseholdState.MOVING: Text("途中", "On the way"),
    HouseholdState.COLLECTIVE: Text("集中安置", "In a shelter"),
    HouseholdState.DISPERSED: Text("分散安置", "With relatives"),
    HouseholdState.RETURNED: Text("已回家", "Returned"),
    HouseholdState.REFUSED: Text("不愿走", "Refuses"),
    HouseholdState.UNREACHABLE: Text("没人", "Nobody there"),
    HouseholdState.NOT_PRESENT: Text("外出", "Away"),
}

# On the way to an outcome: whoever reports one has not contradicted whoever reports an outcome.
STEPS = (HouseholdState.LISTED, HouseholdState.NOTIFIED, HouseholdState.MOVING)
MOVED = frozenset(
    {
        HouseholdState.MOVING,
        HouseholdState.COLLECTIVE,
        HouseholdState.DISPERSED,
        HouseholdState.RETURNED,
    }
)
SAFE = frozenset(
    {
        HouseholdState.COLLECTIVE,
        HouseholdState.DISPERSED,
        HouseholdState.RETURNED,
        HouseholdState.NOT_PRESENT,
    }
)
UNTOLD = frozenset({HouseholdState.LISTED, HouseholdState.UNREACHABLE})


class ReportChannel(StrEnum):
    """Which way a report came."""

    TABLET = "tablet"
    PHONE = "phone"
    SHELTER = "shelter"
    SETTLEMENT = "settlement"  # a named person's word on what others contradict


class RollCallEnd(StrEnum):
    """Why a roll-call ended."""

    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Persons:
    """Who a household is: sealed at rest, masked on every list."""

    head: str = ""
    phones: tuple[str, ...] = ()
    helper: str = ""
    helper_phone: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdEntry:
    """What somebody enters of a household. `site_id`: the site that counts its people."""

    village_code: str
    grid: str
    house_number: str
    address: str
    groups: tuple[GroupCode, ...]
    hazard_code: str | None
    people: int
    mobility_limited: int
    vehicle: str | None
    shelter_code: str | None
    lon: float
    lat: float
    persons: Persons = Persons()


@dataclass(frozen=True, slots=True)
class Household:
    """A registered household; `sealed` opens with the installation's key alone."""

    household_id: int
    village_code: str
    village: str
    grid: str
    house_number: str
    address: str
    groups: list[str]
    hazard_code: str | None
    people: int
    mobility_limited: int
    vehicle: str | None
    shelter_code: str | None
    shelter: str | None
    origin: str
    version: int
    lon: float
    lat: float
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class RollCall:
    """The list frozen for one order's subject; `number` and `name` are the zone's."""

    roll_call_id: int
    incident_id: int
    subject: str
    number: int
    name: str
    document_id: int
    due_by: datetime | None
    started_at: datetime
    ended_at: datetime | None
    ended_why: str | None
    county_code: str | None
    township_code: str | None

    @property
    def place(self) -> Place:
        """Whose ground it is; None where it spans several."""
        return Place(self.county_code, self.township_code)


@dataclass(frozen=True, slots=True)
class RollCallLine:
    """A household of the list, or a village's people in no register (no `household_id`)."""

    line_id: int
    roll_call_id: int
    incident_id: int
    household_id: int | None
    village_code: str
    grid: str
    people: int
    mobility_limited: int


@dataclass(frozen=True, slots=True)
class RollCallReport:
    """What somebody reported of a line. `seen`: the reports that it was based on."""

    report_id: UUID
    line_id: int
    reporter: str
    reporter_unit: str
    sequence: int
    channel: ReportChannel
    state: HouseholdState
    people: int
    shelter_code: str | None
    place: str
    note: str
    seen: frozenset[UUID]
    made_at: datetime
    recorded_at: datetime | None = None

    def is_same(self, other: "RollCallReport") -> bool:
        """Whether it says what another says, whatever either was based on."""
        return _said(self) == _said(other)


def _said(report: RollCallReport) -> tuple[object, ...]:
    return (
        report.line_id, report.reporter, report.sequence, report.state, report.people,
        report.shelter_code, report.place, report.note, report.made_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderedArea:
    """What an order says must leave: whom a roll-call is frozen for.

    `villages` are the people due of each village as the order's answer counted them.
    """

    document_id: int
    subject: str
    number: int
    name: str
    polygon: str
    due: frozenset[GroupCode]
    villages: Mapping[str, int]
    mobility_limited: int
    due_by: datetime | None
    place: Place
