"""What the reports of one line come to, in whatever order and however often they came.

A report knows the ones that it was based on, and its reporter's own before it. Those that no other
knows are the heads. Two heads with different outcomes contradict each other: neither reporter had
seen the other's. A settlement is a report that knows all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.people.model import MOVED, STEPS, HouseholdState, RollCallReport


@dataclass(frozen=True, slots=True)
class LineStanding:
    """What stands of a line. Contradicted, it has no state to count until somebody settles it.

    `placed`: everybody `counted` is somewhere that is known.
    """

    state: HouseholdState = HouseholdState.LISTED
    counted: int = 0
    placed: bool = False
    contradicted: bool = False
    reported_at: datetime | None = None
    heads: tuple[UUID, ...] = ()


NOTHING_REPORTED = LineStanding()


def standing_of(reports: Iterable[RollCallReport]) -> LineStanding:
    """What stands, of the reports of one line."""
    known = {report.report_id: report for report in reports}
    if not known:
        return NOTHING_REPORTED
    heads = find_heads(known)
    outcomes = [each for each in heads if each.state not in STEPS]
    standing = _latest(outcomes) if outcomes else _furthest(heads)
    return LineStanding(
        state=standing.state,
        counted=standing.people if standing.state in MOVED else 0,
        placed=_has_place(standing),
        contradicted=len({_outcome(each) for each in outcomes}) > 1,
        reported_at=max(each.made_at for each in known.values()),
        heads=tuple(each.report_id for each in heads),
    )


def find_heads(known: Mapping[UUID, RollCallReport]) -> list[RollCallReport]:
    """The reports that no other knows of, by id. A circle of them knows nothing: all are heads."""
    before = {number: set(report.seen) for number, report in known.items()}
    for number, previous in _own_previous(known.values()):
        before[number].add(previous)
    overtaken: set[UUID] = set()
    for number in known:
        overtaken |= _known_to(number, before)
    heads = [report for number, report in known.items() if number not in overtaken]
    return sorted(heads or known.values(), key=lambda each: each.report_id)


def _own_previous(reports: Iterable[RollCallReport]) -> Iterable[tuple[UUID, UUID]]:
    """Each report with the one its reporter made before it."""
    by_reporter: dict[str, list[RollCallReport]] = {}
    for report in reports:
        by_reporter.setdefault(report.reporter, []).append(report)
    for own in by_reporter.values():
        own.sort(key=lambda each: (each.sequence, each.report_id))
        yield from ((b.report_id, a.report_id) for a, b in zip(own, own[1:], strict=False))


def _known_to(number: UUID, before: Mapping[UUID, set[UUID]]) -> set[UUID]:
    found: set[UUID] = set()
    open_ends = list(before[number])
    while open_ends:
        each = open_ends.pop()
        if each not in found:
            found.add(each)
            open_ends.extend(before.get(each, ()))
    return found - {number}


def _latest(reports: Sequence[RollCallReport]) -> RollCallReport:
    return max(reports, key=lambda each: (each.made_at, each.report_id))


def _furthest(reports: Sequence[RollCallReport]) -> RollCallReport:
    """Of steps the furthest: told by telephone and already on the way is on the way."""
    return max(reports, key=lambda e: (STEPS.index(e.state), e.made_at, e.report_id))


def _outcome(report: RollCallReport) -> tuple[HouseholdState, int]:
    """What two reporters must agree on: where the household is, and how many of it moved."""
    return report.state, report.people if report.state in MOVED else 0


def _has_place(report: RollCallReport) -> bool:
    match report.state:
        case HouseholdState.COLLECTIVE:
            return report.shelter_code is not None or report.place != ""
        case HouseholdState.DISPERSED:
            return report.place != ""
        case HouseholdState.RETURNED | HouseholdState.NOT_PRESENT:
            return True
        case _:
            return False
