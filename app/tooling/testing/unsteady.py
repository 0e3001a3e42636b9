"""Runs a failed test once more, alone: what passes then is unsteady, and is named for it."""

import xml.etree.ElementTree as ElementTree  # noqa: S405 - reports that our own tools just wrote
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from app.tooling.testing.plan import Check
from app.tooling.testing.tally import Tally

# More tests than this do not fail together by bad luck: none of them is run again.
MOST_RETRIED = 6
# So many may be unsteady; one more fails the run, although each of them passed in the end.
MOST_UNSTEADY = 2


@dataclass(frozen=True, slots=True)
class Retried:
    """The tally after the second tries; ids of the tests that passed only then, and never."""

    tally: Tally
    unsteady: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def retry_failed(check: Check, tally: Tally, call: Callable[[Check], int]) -> Retried:
    """Run each failed test of a check again in a process, and so in a demo, of its own."""
    failed = failed_tests(check.report) if check.report and check.report.exists() else []
    tests = list(dict.fromkeys(failed))  # a test and what cleans up after it may both fail
    if check.retried is None or len(tests) > MOST_RETRIED:
        return Retried(tally, failed=tuple(tests))
    unsteady = tuple(test for test in tests if _passes_alone(check, test, call))
    saved = sum(test in unsteady for test in failed)
    mended = replace(tally, passed=tally.passed + saved, failed=tally.failed - saved)
    return Retried(mended, unsteady, tuple(test for test in tests if test not in unsteady))


def failed_tests(report: Path) -> list[str]:
    """The pytest ids of what failed or broke, as an xunit1 report has them."""
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - see above
    broken = [case for case in cases if {child.tag for child in case} & {"failure", "error"}]
    return [f"{case.get('file')}::{case.get('name')}" for case in broken]


def _passes_alone(check: Check, test: str, call: Callable[[Check], int]) -> bool:
    click.echo(f"── 再跑一次 once more, alone: {test}")
    words = [test if word == check.retried else word for word in check.words]
    if check.report is not None:  # what failed first stays to be read
        words.append(f"--junit-xml={check.report.with_suffix('.again.xml')}")
    return call(replace(check, words=tuple(words))) == 0
