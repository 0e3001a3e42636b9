"""The ladder of a document: which step leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does with one; `SUPERSEDE` is done by the issue of the next."""

    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    ISSUE = "issue"
    LIFT = "lift"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a step leads to which one."""

    start: frozenset[State]
    end: State


S = State
# The transition table, which migration 0024 holds SQL to as well.
MOVES: Mapping[Step, Move] = {
    Step.EDIT: Move(frozenset({S.DRAFT}), S.DRAFT),
    Step.SUBMIT: Move(frozenset({S.DRAFT}), S.SUBMITTED),
    Step.RETURN: Move(frozenset({S.SUBMITTED}), S.DRAFT),
    Step.SIGN: Move(frozenset({S.SUBMITTED}), S.SIGNED),
    Step.ISSUE: Move(frozenset({S.SIGNED}), S.ISSUED),
    Step.LIFT: Move(frozenset({S.ISSUED}), S.LIFTED),
    Step.WITHDRAW: Move(frozenset({S.DRAFT, S.SUBMITTED, S.SIGNED, S.ISSUED}), S.WITHDRAWN),
    Step.SUPERSEDE: Move(frozenset({S.ISSUED}), S.SUPERSEDED),
}
# These are told why.
WITH_REASON = frozenset({Step.RETURN, Step.LIFT, Step.WITHDRAW})
# What is on the way to being issued; of one subject there is one.
PENDING = frozenset({S.DRAFT, S.SUBMITTED, S.SIGNED})


def follows(state: State, step: Step) -> State | None:
    """The state that `step` leads to from `state`; None where it does not start there."""
    move = MOVES.get(step)
    return move.end if move is not None and state in move.start else None
