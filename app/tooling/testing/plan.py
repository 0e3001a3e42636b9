"""The checks in their order, cheap ones first."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.settings import CLONE_DIR
from app.setup.screens import node_dir
from app.tooling.bench.registry import list_benches

STATIC = CLONE_DIR / "static"
# What is pure hardly waits: on both cores as soon as the types are checked.
_IN_TWO = ("-n", "2", "--dist", "loadfile")
# Three files at a time, each process with a cluster of its own: these tests mostly wait, for
# processes and clocks, and so do the browser's, beside which they run.
_SIDE_BY_SIDE = ("-n", "3", "--dist", "loadfile")
RESTART = "tests/drills/test_database_restart.py"
FRESH_START = "tests/drills/test_fresh_start.py"
OUTPUT = CLONE_DIR / "tests" / "output"


@dataclass(frozen=True, slots=True)
class Check:
    """One command. `report` is the JUnit file it leaves; without one it counts as one test.

    A check with `alone` has the machine to itself, but for those that are to run `meanwhile`, one
    after another, and is shown as it runs; the others run side by side. `retried` is the path among
    its words in whose place a failed test's id is put when it is run again; a check without one is
    not run again.
    """

    name: str
    words: tuple[str, ...]
    cwd: Path = CLONE_DIR
    environ: Mapping[str, str] = field(default_factory=dict[str, str])
    report: Path | None = None
    alone: bool = False
    meanwhile: bool = False
    retried: str | None = None


def plan(*, everything: bool = False, quick: bool = False) -> list[Check]:
    """What `./haitang test` runs; with `quick` what takes a minute, with `everything` all."""
    more = ("--all",) if everything else ()
    # The two long ones first among those that run side by side: neither then ends alone.
    checks = [*_lint_checks(), _pytest_check("unit", *_IN_TWO, *more), *_screen_checks()]
    if quick:
        return checks
    beside = _pytest_check("integration", *_SIDE_BY_SIDE, *more, meanwhile=True, retried=True)
    browser = _pytest_check("browser", *more, alone=True, retried=True)
    if not everything:
        return [*checks, beside, browser]
    return [*checks, *_scans(), beside, *_unhurried(), browser, *_undisturbed()]


def _scans() -> list[Check]:
    return [
        _python_check("bandit", "-m", "app.tooling.testing.scan"),
        _python_check("sbom", "-m", "app.cli", "sbom", str(OUTPUT / "sbom.json")),
    ]


def _unhurried() -> list[Check]:
    """What promises nothing in time: beside the browser, when integration has ended."""
    return [
        _pytest_check("load", "--all", meanwhile=True, retried=True),
        _pytest_check(FRESH_START.removeprefix("tests/"), "--all", meanwhile=True, retried=True),
    ]


def _undisturbed() -> list[Check]:
    """What is measured: nothing else may run."""
    others = [f"--ignore={path}" for path in (RESTART, FRESH_START)]
    return [
        _pytest_check("drills", "--all", *others, alone=True, retried=True),
        # With a cluster of its own: what the others did to theirs, it could not start again.
        _pytest_check(RESTART.removeprefix("tests/"), "--all", alone=True, retried=True),
        _bench_check(),
    ]


def pytest_words(*words: str) -> list[str]:
    """Our pytest with options of the caller's own."""
    return [sys.executable, "-m", "pytest", *words]


def _lint_checks() -> list[Check]:
    pyright = str(STATIC / "node_modules" / "pyright" / "index.js")
    linter = "from importlinter.cli import lint_imports_command as run; run()"
    return [
        _python_check("ruff", "-m", "ruff", "check", "."),
        _python_check("ruff format", "-m", "ruff", "format", "--check", "."),
        _python_check("import-linter", "-c", linter),
        Check("pyright", (_node_path(), pyright, "--pythonpath", sys.executable)),
    ]


def _screen_checks() -> list[Check]:
    report = OUTPUT / "vitest.xml"
    return [
        Check("biome", (str(STATIC / "node_modules" / ".bin" / "biome"), "check", "."), STATIC),
        _tool_check("tsc", "typescript/bin/tsc", "--noEmit"),
        _tool_check(
            "vitest",
            "vitest/vitest.mjs",
            "run",
            "--reporter=default",
            "--reporter=junit",
            f"--outputFile.junit={report}",
            report=report,
        ),
    ]


def _pytest_check(
    folder: str,
    *options: str,
    alone: bool = False,
    meanwhile: bool = False,
    retried: bool = False,
) -> Check:
    path = f"tests/{folder}"
    report = OUTPUT / f"pytest-{Path(folder).stem}.xml"
    # xunit1 names the file of each test, so that a failed one can be run again.
    words = [path, "-q", f"--junit-xml={report}", "-o", "junit_family=xunit1", *options]
    return Check(
        f"pytest {Path(folder).stem}",
        tuple(pytest_words(*words)),
        report=report,
        alone=alone,
        meanwhile=meanwhile,
        retried=path if retried else None,
    )


def _bench_check() -> Check:
    # Rules and no machine: `waiting` replays 25 seasons, `zones` has a test of its own.
    names = sorted(set(list_benches()) - {"waiting", "zones"})
    words = ("-m", "app.cli", "bench", *names, "--hold", "--json", str(OUTPUT / "bench.json"))
    return Check("bench", (sys.executable, *words), alone=True)


def _python_check(name: str, *words: str) -> Check:
    return Check(name, (sys.executable, *words))


def _tool_check(name: str, script: str, *words: str, report: Path | None = None) -> Check:
    """A tool of npm's, started by our Node: its own first line may find none."""
    path = str(STATIC / "node_modules" / script)
    return Check(name, (_node_path(), path, *words), STATIC, report=report)


def _node_path() -> str:
    return str(node_dir() / "bin" / "node")
