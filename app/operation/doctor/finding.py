"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum


class FindingState(StrEnum):
    """FAIL stops Haitang from running; NOTE is worth knowing and stops nothing."""

    OK = "ok"
    NOTE = "note"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    check: str
    state: FindingState
    text: str
    todo: str | None = None


def ok(check: str, text: str) -> Finding:
    """All is well."""
    return Finding(check, FindingState.OK, text)


def note(check: str, text: str, todo: str) -> Finding:
    """Worth knowing."""
    return Finding(check, FindingState.NOTE, text, todo)


def fail(check: str, text: str, todo: str) -> Finding:
    """Must be mended."""
    return Finding(check, FindingState.FAIL, text, todo)
