"""The checks in their order, cheap ones first."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.settings import CLONE_DIR
from app.setup.screens import node_dir

STATIC = CLONE_DIR / "static"
# Two files at a time, each with a cluster of its own: integration tests mostly wait, for processes
# and clocks. The browser's are timed and stay alone.
_SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
OUTPUT = CLONE_DIR / "tests" / "output"


@dataclass(frozen=True, slots=True)
class Check:
    """One command. `report` is the JUnit file it leaves; without one it counts as one test."""

    name: str
    words: tuple[str, ...]
    cwd: Path = CLONE_DIR
    environ: Mapping[str, str] = field(default_factory=dict[str, str])
    report: Path | None = None


def plan(*, everything: bool) -> list[Check]:
    """What `./haitang test` runs; with `everything` also what takes minutes."""
    more = ("--all",) if everything else ()
    checks = [*_lint(), *_screens(), _pytest("unit", *_SIDE_BY_SIDE, *more)]
    checks += [_pytest("integration", *_SIDE_BY_SIDE, *more), _pytest("browser", *more)]
    if everything:
        checks += [_pytest("load", "--all"), _pytest("drills", "--all"), _bench()]
    return checks


def _lint() -> list[Check]:
    pyright = str(STATIC / "node_modules" / "pyright" / "index.js")
    linter = "from importlinter.cli import lint_imports_command as run; run()"
    return [
        _python("ruff", "-m", "ruff", "check", "."),
        _python("ruff format", "-m", "ruff", "format", "--check", "."),
        _python("import-linter", "-c", linter),
        Check("pyright", (_node(), pyright, "--pythonpath", sys.executable)),
    ]


def _screens() -> list[Check]:
    report = OUTPUT / "vitest.xml"
    return [
        Check("biome", (str(STATIC / "node_modules" / ".bin" / "biome"), "check", "."), STATIC),
        _tool("tsc", "typescript/bin/tsc", "--noEmit"),
        _tool(
            "vitest",
            "vitest/vitest.mjs",
            "run",
            "--reporter=default",
            "--reporter=junit",
            f"--outputFile.junit={report}",
            report=report,
        ),
    ]


def _pytest(folder: str, *options: str) -> Check:
    report = OUTPUT / f"pytest-{folder}.xml"
    words = ("-m", "pytest", f"tests/{folder}", "-q", f"--junit-xml={report}", *options)
    return _python(f"pytest {folder}", *words, report=report)


def _bench() -> Check:
    return _python("bench", "-m", "app.cli", "bench", "--json", str(OUTPUT / "bench.json"))


def _python(name: str, *words: str, report: Path | None = None) -> Check:
    return Check(name, (sys.executable, *words), report=report)


def _tool(name: str, script: str, *words: str, report: Path | None = None) -> Check:
    """A tool of npm's, started by our Node: its own first line may find none."""
    path = str(STATIC / "node_modules" / script)
    return Check(name, (_node(), path, *words), STATIC, report=report)


def _node() -> str:
    return str(node_dir() / "bin" / "node")
