"""Figures of roll-calls as the API tells them; nobody is named in any of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.rights import Permission, may
from app.people import queries
from app.people.freezing import is_within_reach
from app.people.model import RollCall, RollCallEnd
from app.people.roll_up import CountedLevel, CountedUnit, roll_up, sum_children
from app.people.tally import PeopleTally
from app.transaction import Transaction


@dataclass(frozen=True, slots=True)
class UnitTally:
    """A unit's figures without those below it."""

    level: CountedLevel
    code: str
    name: str
    tally: PeopleTally
    last_report_at: datetime | None
    silent_since: datetime | None


@dataclass(frozen=True, slots=True)
class RollCallView:
    """A roll-call with its own figures.

    `zone_id` is whose order it follows; None for who sees only a part of that zone.
    """

    roll_call_id: int
    zone_id: str | None
    number: int
    name: str
    document_id: int
    due_by: datetime | None
    started_at: datetime
    ended_at: datetime | None
    ended_why: RollCallEnd | None
    tally: PeopleTally
    last_report_at: datetime | None
    silent_since: datetime | None
    may_close: bool


@dataclass(frozen=True, slots=True)
class RollCallList:
    """Roll-calls of the incident; `total` and `counties` are of those that run."""

    total: PeopleTally
    counties: list[UnitTally]
    roll_calls: list[RollCallView]


@dataclass(frozen=True, slots=True)
class RollCallTotals:
    """One roll-call with the figures of every unit it reaches, down to the grid."""

    roll_call: RollCallView
    units: CountedUnit


def present_list(tx: Transaction, roll_calls: Sequence[RollCall]) -> RollCallList:
    """Roll-calls with the figures that the asker's units make."""
    trees = _trees(tx, roll_calls)
    running = [trees[each.roll_call_id] for each in roll_calls if each.ended_at is None]
    return RollCallList(
        sum_children(running),
        _counties(running),
        [_view(tx, each, trees[each.roll_call_id]) for each in roll_calls],
    )


def present_totals(tx: Transaction, roll_call: RollCall) -> RollCallTotals:
    """One with every unit below."""
    tree = _trees(tx, [roll_call])[roll_call.roll_call_id]
    return RollCallTotals(_view(tx, roll_call, tree), tree)


def _trees(tx: Transaction, roll_calls: Sequence[RollCall]) -> Mapping[int, CountedUnit]:
    groups = queries.count_groups(tx.conn, [each.roll_call_id for each in roll_calls])
    names = queries.unit_names(tx.conn)
    return {
        each.roll_call_id: roll_up(groups[each.roll_call_id], names, each.started_at)
        for each in roll_calls
    }


def _counties(trees: Sequence[CountedUnit]) -> list[UnitTally]:
    """Each county's figures over all that run; the most still to move first."""
    parts: dict[str, list[CountedUnit]] = {}
    for tree in trees:
        for county in tree.children:
            parts.setdefault(county.code, []).append(county)
    counties = [_over(part) for part in parts.values()]
    return sorted(counties, key=lambda each: (each.tally.moved - each.tally.due, each.code))


def _over(part: Sequence[CountedUnit]) -> UnitTally:
    told = [each.last_report_at for each in part if each.last_report_at is not None]
    silent = [each.silent_since for each in part if each.silent_since is not None]
    first = part[0]
    return UnitTally(
        first.level, first.code, first.name, sum_children(part), max(told, default=None),
        min(silent, default=None),
    )  # fmt: skip


def _view(tx: Transaction, roll_call: RollCall, tree: CountedUnit) -> RollCallView:
    whole = is_within_reach(tx.actor, roll_call)
    return RollCallView(
        roll_call.roll_call_id, roll_call.subject if whole else None, roll_call.number,
        roll_call.name, roll_call.document_id, roll_call.due_by, roll_call.started_at,
        roll_call.ended_at, None if roll_call.ended_why is None
        else RollCallEnd(roll_call.ended_why), tree.tally, tree.last_report_at,
        tree.silent_since, whole and may(tx.actor, Permission.RUN_ROLL_CALLS),
    )  # fmt: skip
