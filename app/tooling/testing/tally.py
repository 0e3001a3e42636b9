"""Counts what ran, and says it in one line."""

import xml.etree.ElementTree as ElementTree  # noqa: S405 - reports that our own tools just wrote
from dataclasses import dataclass
from pathlib import Path

# pytest's own code for "no tests in this folder".
NO_TESTS = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )


def tally_of(report: Path | None, code: int) -> Tally:
    """What a check's report says, or one test by its exit code when it leaves none."""
    if report is None or not report.exists():
        return Tally(passed=1) if code == 0 else Tally(failed=1)
    total = Tally()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - see above
        tags = {child.tag for child in case}
        if tags & {"failure", "error"}:
            total += Tally(failed=1)
        elif "skipped" in tags:
            total += Tally(skipped=1)
        else:
            total += Tally(passed=1)
    if code not in (0, NO_TESTS) and total.failed == 0:
        total += Tally(failed=1)  # it broke before or after its tests
    return total


def closing_line(total: Tally, seconds: float) -> str:
    """As pytest closes."""
    parts = [
        f"{count} {word}"
        for count, word in (
            (total.failed, "failed"),
            (total.passed, "passed"),
            (total.skipped, "skipped"),
        )
        if count or word == "passed"
    ]
    return f"===== {', '.join(parts)} in {seconds:.1f}s ====="
