"""Lines of a list and what was reported of them; persons are masked but at the own doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.errors import AppError
from app.people.actions import TakenReport
from app.people.model import HouseholdState, Persons, ReportChannel, RollCallReport
from app.people.persons_present import MaskedPersons, masked
from app.people.queries import ListedLine
from app.people.seal import PersonsSeal
from app.people.standing import LineStanding
from app.wording import Text


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A state and its word."""

    state: HouseholdState
    text: Text


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a list. Without a household it is a village's people in no register."""

    line_id: int
    roll_call_id: int
    zone_number: int
    zone_name: str
    due_by: datetime | None
    household_id: int | None
    village_code: str
    village: str
    grid: str
    house_number: str | None
    address: str | None
    hazard_code: str | None
    people: int
    mobility_limited: int
    vehicle: str | None
    shelter_code: str | None
    shelter: str | None
    lon: float | None
    lat: float | None
    persons: MaskedPersons
    state: HouseholdState
    counted: int
    placed: bool
    contradicted: bool
    reported_at: datetime | None
    heads: list[UUID]


@dataclass(frozen=True, slots=True)
class LineList:
    """A page of lines, and what a state is called."""

    lines: list[LineView]
    states: list[StateChoice]


@dataclass(frozen=True, slots=True)
class DoorList:
    """The lines of the asker's own unit with their persons in the clear, for the doors.

    `last_sequence` is where the asker's own count of reports stands.
    """

    unit_code: str
    lines: list["DoorLine"]
    last_sequence: int


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A line with its persons in the clear."""

    line: LineView
    persons: Persons


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of a line: who, which way, what, when. `head`: no other report knows of it."""

    report_id: UUID
    reporter: str
    reporter_unit: str
    channel: ReportChannel
    state: HouseholdState
    people: int
    shelter_code: str | None
    place: str
    note: str
    made_at: datetime
    recorded_at: datetime | None
    head: bool


@dataclass(frozen=True, slots=True)
class ContradictedLine:
    """A line whose reporters contradict each other, with all that was reported of it."""

    line: LineView
    reports: list[ReportView]


@dataclass(frozen=True, slots=True)
class ContradictionList:
    """Every line that waits for a person's word."""

    contradictions: list[ContradictedLine]


@dataclass(frozen=True, slots=True)
class ReportRefusal:
    """Why one report of a batch was not taken."""

    code: str
    what: Text
    why: Text
    todo: Text


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """What became of one report; exactly one of `standing` and `refused` is there."""

    report_id: UUID
    line_id: int
    duplicate: bool
    standing: LineStanding | None
    refused: ReportRefusal | None


@dataclass(frozen=True, slots=True)
class ReportBatch:
    """One answer for each report, in the order they were sent."""

    answers: list[ReportAnswer]


def present_lines(lines: Sequence[ListedLine], seal: PersonsSeal) -> LineList:
    """A page of lines, masked."""
    choices = [StateChoice(state, state.word) for state in HouseholdState]
    return LineList([present_line(each, masked(seal.open(each.sealed))) for each in lines], choices)


def present_line(line: ListedLine, persons: MaskedPersons) -> LineView:
    """A line as told; who lives there as the caller says it."""
    return LineView(
        line.line_id, line.roll_call_id, line.number, line.name, line.due_by, line.household_id,
        line.village_code, line.village, line.grid, line.house_number, line.address,
        line.hazard_code, line.people, line.mobility_limited, line.vehicle, line.shelter_code,
        line.shelter, line.lon, line.lat, persons, HouseholdState(line.state), line.counted,
        line.placed, line.contradicted, line.reported_at, line.heads,
    )  # fmt: skip


def present_doors(
    unit_code: str, lines: Sequence[ListedLine], seal: PersonsSeal, last_sequence: int
) -> DoorList:
    """The own unit's lines with their persons."""
    doors: list[DoorLine] = []
    for line in lines:
        persons = seal.open(line.sealed)
        doors.append(DoorLine(present_line(line, masked(persons)), persons))
    return DoorList(unit_code, doors, last_sequence)


def present_contradictions(
    lines: Sequence[ListedLine], reports: Sequence[RollCallReport], seal: PersonsSeal
) -> ContradictionList:
    """Lines that wait for a word, each with its reports."""
    by_line: dict[int, list[RollCallReport]] = {line.line_id: [] for line in lines}
    for report in reports:
        by_line[report.line_id].append(report)
    return ContradictionList(
        [
            ContradictedLine(
                present_line(line, masked(seal.open(line.sealed))),
                [_report(each, set(line.heads)) for each in by_line[line.line_id]],
            )
            for line in lines
        ]
    )


def _report(report: RollCallReport, heads: set[UUID]) -> ReportView:
    return ReportView(
        report.report_id, report.reporter, report.reporter_unit, report.channel, report.state,
        report.people, report.shelter_code, report.place, report.note, report.made_at,
        report.recorded_at, report.report_id in heads,
    )  # fmt: skip


def present_batch(taken: Sequence[TakenReport]) -> ReportBatch:
    """An answer for each report of a batch."""
    return ReportBatch([_answer(each) for each in taken])


def _answer(taken: TakenReport) -> ReportAnswer:
    return ReportAnswer(
        taken.report_id, taken.line_id, taken.duplicate, taken.standing,
        None if taken.refused is None else _refusal(taken.refused),
    )  # fmt: skip


def _refusal(error: AppError) -> ReportRefusal:
    return ReportRefusal(error.code, error.what, error.why, error.todo)
