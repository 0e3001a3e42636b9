"""A row of somebody's file that was not taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a file that was not taken: where, what stood there, and why not."""

    line: int
    value: str
    reason: str
