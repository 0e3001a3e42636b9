"""The ladder of a document: which step leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class DocumentState(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class DocumentStep(StrEnum):
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
class Transition:
    """From which states a step leads to which one."""

    start: frozenset[DocumentState]
    end: DocumentState


S = DocumentState
# The transition table, which migration 0024 holds SQL to as well.
TRANSITIONS: Mapping[DocumentStep, Transition] = {
    DocumentStep.EDIT: Transition(frozenset({S.DRAFT}), S.DRAFT),
    DocumentStep.SUBMIT: Transition(frozenset({S.DRAFT}), S.SUBMITTED),
    DocumentStep.RETURN: Transition(frozenset({S.SUBMITTED}), S.DRAFT),
    DocumentStep.SIGN: Transition(frozenset({S.SUBMITTED}), S.SIGNED),
    DocumentStep.ISSUE: Transition(frozenset({S.SIGNED}), S.ISSUED),
    DocumentStep.LIFT: Transition(frozenset({S.ISSUED}), S.LIFTED),
    DocumentStep.WITHDRAW: Transition(
        frozenset({S.DRAFT, S.SUBMITTED, S.SIGNED, S.ISSUED}), S.WITHDRAWN
    ),
    DocumentStep.SUPERSEDE: Transition(frozenset({S.ISSUED}), S.SUPERSEDED),
}
# These are told why.
WITH_REASON = frozenset({DocumentStep.RETURN, DocumentStep.LIFT, DocumentStep.WITHDRAW})
# What is on the way to being issued; of one subject there is one.
PENDING = frozenset({S.DRAFT, S.SUBMITTED, S.SIGNED})


def follows(state: DocumentState, step: DocumentStep) -> DocumentState | None:
    """The state that `step` leads to from `state`; None where it does not start there."""
    move = TRANSITIONS.get(step)
    return move.end if move is not None and state in move.start else None
