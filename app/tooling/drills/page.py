"""Writes `docs/drills.md`: every fault and drill, its tests, and the figure of their last run."""

import re
import xml.etree.ElementTree as ElementTree  # noqa: S405 - reports that our own tools just wrote
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.settings import CLONE_DIR
from app.tooling.drills.faults import FAULTS
from app.tooling.drills.model import Drill
from app.tooling.drills.resilience import RESILIENCE
from app.tooling.testing.plan import OUTPUT

PAGE = CLONE_DIR / "docs" / "drills.md"
DRILLS = (*FAULTS, *RESILIENCE)
NOT_RUN = "—"
_HEAD = """# Drills

*Written by `python -m app.tooling.drills` from the list of drills and the reports of the last
runs. A test holds the names to the tests there are; figures are of one machine, on their day.*

`./haitang test --all` runs them all, long ones in a shorter form; `./haitang drill NAME` runs one
of them whole, and `./haitang drill` lists them.
"""
_ROW = re.compile(r"^\| .* \| `(.+?)` \| (.*) \|$")


def figures_of(page: str) -> dict[str, str]:
    """What a page says of each test."""
    found = (_ROW.match(line) for line in page.splitlines())
    return {row[1]: row[2] for row in found if row is not None}


def figures_from(reports: Iterable[Path]) -> dict[str, str]:
    """The figure of each test that ran, from JUnit reports: its own, or that it passed."""
    figures: dict[str, list[str]] = {}
    for report in sorted(reports, key=lambda path: path.stat().st_mtime):
        seen: set[str] = set()
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - see above
            test = _id_of(case)
            if test not in seen:
                figures[test] = []  # a later report's word counts
                seen.add(test)
            figures[test].append(_figure_said(case))
    return {test: _join_figures(said) for test, said in figures.items()}


def _id_of(case: ElementTree.Element) -> str:
    file = case.get("file") or (case.get("classname") or "").replace(".", "/") + ".py"
    return f"{file.removeprefix('tests/')}::{(case.get('name') or '').partition('[')[0]}"


def _figure_said(case: ElementTree.Element) -> str:
    tags = {child.tag for child in case}
    if tags & {"failure", "error"}:
        return "failed"
    if "skipped" in tags:
        return "skipped"
    own = (each.get("value") for each in case.iter("property") if each.get("name") == "figure")
    return next((figure for figure in own if figure), "passed")


def _join_figures(said: list[str]) -> str:
    """Of several cases: what they say, or how many of which."""
    if len(said) == 1:
        return said[0]
    kinds = {word: said.count(word) for word in dict.fromkeys(said)}
    if len(kinds) > 3:  # noqa: PLR2004 more than a line holds
        ran = sum(word not in ("failed", "skipped") for word in said)
        return f"{ran} of {len(said)} passed"
    return ", ".join(f"{count} × {word}" for word, count in kinds.items())


def page(figures: Mapping[str, str]) -> str:
    """The whole page."""
    parts = [
        _HEAD, "## Found by attack, fault and real data\n", _write_table(FAULTS, figures),
        "## Resilience\n", _write_table(RESILIENCE, figures),
    ]  # fmt: skip
    return "\n".join(parts)


def _write_table(drills: Iterable[Drill], figures: Mapping[str, str]) -> str:
    rows = ["| Drill | Test | Figure |", "|---|---|---|"]
    for drill in drills:
        first = f"`{drill.name}`: {drill.title}"
        if drill.open:
            rows.append(f"| {first} | open | {drill.open} |")
        for test in drill.tests:
            rows.append(f"| {first} | `{test}` | {figures.get(test, NOT_RUN)} |")
            first = ""
    return "\n".join([*rows, ""])


def write() -> None:
    """Write the page anew; of tests that no report names the old figure stays."""
    before = figures_of(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    reports = [*OUTPUT.glob("pytest-*.xml"), *OUTPUT.glob("drill-*.xml")]
    PAGE.write_text(page(before | figures_from(reports)), encoding="utf-8")
