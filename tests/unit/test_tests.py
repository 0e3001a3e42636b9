"""What the tests themselves must keep to."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OURS = Path(__file__)


def lines_with(pattern: str) -> list[str]:
    found: list[str] = []
    for path in sorted(TESTS.rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines() if path != OURS else []
        found += [f"{path.relative_to(TESTS)}: {line.strip()}" for line in lines
                  if re.search(pattern, line)]  # fmt: skip
    return found


def test_nobody_waits_a_while_and_hopes_for_the_best() -> None:
    assert lines_with(r"\.wait_for_timeout\(") == []


def test_the_shared_fixtures_are_defined_once() -> None:
    for name in ("app", "client", "conn"):
        assert len(lines_with(rf"^def {name}\(")) == 1, name
