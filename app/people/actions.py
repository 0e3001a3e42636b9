"""Taking in what is reported of a list, and settling what two reporters contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.accounts.model import COUNTY_DIGITS, TOWNSHIP_DIGITS
from app.errors import AppError, Conflict, Denied, NotFound
from app.events.model import EventKind, Place
from app.incidents.queries import get_incident
from app.people import queries
from app.people.model import HouseholdState, ReportChannel, RollCallLine, RollCallReport
from app.people.standing import LineStanding, standing_of
from app.transaction import Transaction
from app.wording import Text

_NOT_TAKEN = Text("报告没有收下", "The report was not taken")


@dataclass(frozen=True, slots=True)
class GivenReport:
    """A report as it comes.

    Without a `sequence` the desk's own count goes on; without `people` it tells of everybody.
    """

    report_id: UUID
    line_id: int
    state: HouseholdState
    people: int | None
    shelter_code: str | None
    place: str
    note: str
    seen: frozenset[UUID]
    sequence: int | None
    made_at: datetime
    channel: ReportChannel


@dataclass(frozen=True, slots=True)
class TakenReport:
    """What became of one report of a batch: what stands of its line now, or why it was refused."""

    report_id: UUID
    line_id: int
    duplicate: bool
    standing: LineStanding | None
    refused: AppError | None


@dataclass(frozen=True, slots=True)
class LineSettlement:
    """A named person's word: what holds, of the contradicting reports that were looked at."""

    report_id: UUID
    heads: frozenset[UUID]
    state: HouseholdState
    people: int
    shelter_code: str | None
    place: str
    reason: str
    made_at: datetime


def take_reports(tx: Transaction, given: Sequence[GivenReport | TakenReport]) -> list[TakenReport]:
    """Take a batch, each report on its own: what is wrong with one holds up no other.

    What could not be read comes as refused already and is answered in its place.

    Lines are locked in the order of their numbers, so that two batches never wait for each other.
    """
    taken = {each.report_id: each for each in given if isinstance(each, TakenReport)}
    changed: list[RollCallLine] = []
    readable = [each for each in given if isinstance(each, GivenReport)]
    for report in sorted(readable, key=lambda e: (e.line_id, e.sequence or 0, e.report_id)):
        try:
            with tx.conn.transaction():
                line, receipt = _take(tx, report)
        except AppError as refused:
            line, receipt = (
                None,
                TakenReport(report.report_id, report.line_id, False, None, refused),
            )
        taken[report.report_id] = receipt
        if line is not None:
            changed.append(line)
    announce_lines(tx, changed)
    return [taken[report.report_id] for report in given]


def _take(tx: Transaction, given: GivenReport) -> tuple[RollCallLine | None, TakenReport]:
    """The line, where it changed, and the receipt. Raises NotFound, Conflict."""
    line = find_line(tx, given.line_id, lock=True)
    stored = queries.find_report(tx.conn, given.report_id)
    report = _as_reported(tx, line, given, stored)
    if stored is not None:
        _check_same(stored, report)
        standing = standing_of(queries.list_reports(tx.conn, [line.line_id]))
        return None, TakenReport(given.report_id, line.line_id, True, standing, None)
    standing = _add(tx, line, report)
    return line, TakenReport(given.report_id, line.line_id, False, standing, None)


def _as_reported(
    tx: Transaction, line: RollCallLine, given: GivenReport, stored: RollCallReport | None
) -> RollCallReport:
    sequence = given.sequence
    if sequence is None:
        sequence = (
            queries.last_sequence(tx.conn, tx.actor.name) + 1 if stored is None else stored.sequence
        )
    return RollCallReport(
        given.report_id, given.line_id, tx.actor.name, tx.actor.unit_code, sequence, given.channel,
        given.state, line.people if given.people is None else given.people, given.shelter_code,
        given.place, given.note,
        given.seen, given.made_at,
    )  # fmt: skip


def _check_same(stored: RollCallReport, report: RollCallReport) -> None:
    if not stored.is_same(report):
        raise Conflict(
            "E-PPL-003",
            _NOT_TAKEN,
            Text("这个编号已经是另一份报告", "The number belongs to another report already"),
            Text("重新登记这一户", "Report the household anew"),
        )


def _add(tx: Transaction, line: RollCallLine, report: RollCallReport) -> LineStanding:
    """Add a report to a locked line and keep what stands then.

    Whoever saw a contradiction and reports again has not settled it: that is a named person's.
    """
    if report.channel is not ReportChannel.SETTLEMENT and len(report.seen) > 1:
        before = standing_of(queries.list_reports(tx.conn, [line.line_id]))
        if before.contradicted and len(report.seen & set(before.heads)) > 1:
            report = replace(report, seen=frozenset())
    if not queries.insert_report(tx.conn, line, report):  # somebody else's, hidden from the actor
        raise Conflict(
            "E-PPL-003",
            _NOT_TAKEN,
            Text("这个编号已经是另一份报告", "The number belongs to another report already"),
            Text("重新登记这一户", "Report the household anew"),
        )
    standing = standing_of(queries.list_reports(tx.conn, [line.line_id]))
    queries.keep_standing(tx.conn, line.line_id, standing)
    tx.audit(
        "report_household",
        f"roll_call_line/{line.line_id}",
        detail={"report_id": str(report.report_id), "state": report.state,
                "contradicted": standing.contradicted},
    )  # fmt: skip
    return standing


def settle_line(tx: Transaction, line_id: int, word: LineSettlement) -> LineStanding:
    """Settle a contradiction by a named person's word. Raises NotFound, Denied, Conflict."""
    line = find_line(tx, line_id, lock=True)
    if tx.actor.account_id is None and tx.actor.scope is not None:
        raise Denied(
            "E-PPL-010",
            Text("没有认定", "Nothing was settled"),
            Text("设备不能认定，要由具名的人", "A device cannot settle it; a named person does"),
            Text("用自己的账号登录后再认定", "Sign in with your own account and settle it"),
        )
    standing = standing_of(queries.list_reports(tx.conn, [line_id]))
    if frozenset(standing.heads) != word.heads:
        raise Conflict(
            "E-PPL-011",
            Text("没有认定", "Nothing was settled"),
            Text("这一户刚才又有新的报告", "Something new has just been reported of it"),
            Text("看过新的再认定", "Look at it and settle it again"),
        )
    report = RollCallReport(
        word.report_id, line_id, tx.actor.name, tx.actor.unit_code,
        queries.last_sequence(tx.conn, tx.actor.name) + 1, ReportChannel.SETTLEMENT, word.state,
        word.people, word.shelter_code, word.place, word.reason, word.heads, word.made_at,
    )  # fmt: skip
    settled = _add(tx, line, report)
    tx.audit(
        "settle_household",
        f"roll_call_line/{line_id}",
        detail={"state": word.state, "over": sorted(map(str, word.heads))},
    )
    announce_lines(tx, [line])
    return settled


def find_line(tx: Transaction, line_id: int, *, lock: bool = False) -> RollCallLine:
    """A line that the actor sees. Raises NotFound."""
    line = queries.find_line(tx.conn, line_id, lock=lock)
    if line is None:
        raise NotFound(
            "E-PPL-002",
            _NOT_TAKEN,
            Text(f"名单里看不到第 {line_id} 行", f"Line {line_id} is not to be seen here"),
            Text("刷新名单再登记", "Load the list again and report"),
        )
    return line


def announce_lines(tx: Transaction, lines: Iterable[RollCallLine]) -> None:
    """Tell of changed lines, a township at most once a second.

    Whoever hears it looks at once and again two seconds later: what changed within that second
    is told by no event of its own.
    """
    by_township = {(each.roll_call_id, each.village_code[:TOWNSHIP_DIGITS]): each for each in lines}
    for (number, township), line in sorted(by_township.items()):
        if queries.take_pulse(tx.conn, line):
            tx.append_event(
                EventKind.ROLL_CALL_CHANGED,
                f"roll_call/{number}",
                {"roll_call_id": number},
                valid_at=get_incident(tx.conn, line.incident_id).clock.now(),
                incident_id=line.incident_id,
                place=Place(line.village_code[:COUNTY_DIGITS], township),
            )
