"""Runs checks: side by side those that may, alone the others; shown in the order of the plan."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import click

from app.setup.screens import node_environ
from app.tooling.testing.plan import Check
from app.tooling.testing.tally import Tally, tally_of
from app.tooling.testing.unsteady import Retried, retry_failed

CORES = os.cpu_count() or 1
# pytest's own code for a run that came to its end; after any other, tests are missing.
TESTS_FAILED = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to; `unsteady` are the tests that passed when they were run again."""

    check: Check
    tally: Tally
    unsteady: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


Kept = tuple[str, int, float]  # what it printed, its exit code and its seconds


def run_checks(checks: Sequence[Check]) -> Iterator[Outcome]:
    """Run them all, each shown with its time under a heading of its own."""
    for alone, group in groupby(checks, lambda check: check.alone or check.meanwhile):
        run = _run_in_sight if alone else _run_side_by_side
        yield from run(list(group))


def _run_in_sight(checks: list[Check]) -> Iterator[Outcome]:
    """One after another; so does what runs meanwhile, shown when the next one has ended."""
    pool = ThreadPoolExecutor(1)
    begun: list[tuple[Check, Future[Kept]]] = []
    try:
        for check in checks:
            if check.meanwhile:
                begun.append((check, pool.submit(_run_kept, check)))
            else:
                yield _run_alone(check)
                yield from map(_show_kept, begun)
                begun.clear()
        yield from map(_show_kept, begun)
    finally:
        pool.shutdown(cancel_futures=True)


def _run_side_by_side(checks: list[Check]) -> Iterator[Outcome]:
    """As many at a time as there are cores; their words are kept until it is their turn."""
    pool = ThreadPoolExecutor(CORES)
    try:
        yield from map(_show_kept, [(check, pool.submit(_run_kept, check)) for check in checks])
    finally:
        pool.shutdown(cancel_futures=True)


def _show_kept(begun: tuple[Check, Future[Kept]]) -> Outcome:
    check, ended = begun
    click.echo(f"── {check.name}")
    text, code, seconds = ended.result()
    click.echo(text, nl=False)
    return _settle_check(check, code, time.monotonic() - seconds)


def _run_kept(check: Check) -> Kept:
    began = time.monotonic()
    _forget_report(check)
    done = subprocess.run(
        check.words,
        cwd=check.cwd,
        env=_environ_of(check),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.stdout, done.returncode, time.monotonic() - began


def _run_alone(check: Check) -> Outcome:
    click.echo(f"── {check.name}")
    began = time.monotonic()
    _forget_report(check)
    return _settle_check(check, _call_check(check), began)


def _settle_check(check: Check, code: int, began: float) -> Outcome:
    """Run once more each test that failed, and show the end of the check."""
    tally = tally_of(check.report, code)
    retried = retry_failed(check, tally, _call_check) if code == TESTS_FAILED else Retried(tally)
    outcome = Outcome(check, retried.tally, retried.unsteady, retried.failed)
    _show_end(outcome, time.monotonic() - began)
    return outcome


def _call_check(check: Check) -> int:
    return subprocess.run(
        check.words, cwd=check.cwd, env=_environ_of(check), check=False
    ).returncode


def _show_end(outcome: Outcome, seconds: float) -> None:
    state = "✗" if outcome.tally.failed else "✓"
    click.echo(f"{state} {outcome.check.name}：{seconds:.1f} s\n")


def _environ_of(check: Check) -> dict[str, str]:
    return node_environ() | dict(check.environ)


def _forget_report(check: Check) -> None:
    if check.report is not None:
        check.report.unlink(missing_ok=True)
