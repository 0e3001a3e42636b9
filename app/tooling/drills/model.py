"""What a drill is: the words of the list and the tests that stand for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drill:
    """`name` runs it alone; `tests` are pytest ids below `tests/`, none while `open` says why."""

    name: str
    title: str
    tests: tuple[str, ...] = ()
    open: str = ""
