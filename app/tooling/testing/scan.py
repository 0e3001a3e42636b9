"""bandit's scan, as a check: what it finds is mended, or its line says why it stands.

ruff's S rules are bandit's under the same numbers: one mark, `# noqa: S608 reason`, settles both.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.settings import CLONE_DIR

SCANNED = (
    "app",
    "layers",
)  # not migrations: SQL made of our own words, as ruff is told too
# Of programs that we start by name on purpose (ruff leaves them out too), and of imports that do
# nothing by themselves: each use of pickle and of an XML parser is a finding of its own.
LEFT_OUT = "B404,B603,B607,B403,B405"


def findings(clone: Path = CLONE_DIR) -> Iterator[str]:
    """One line for each finding that no mark settles."""
    words = [sys.executable, "-m", "bandit", "-q", "-r", *SCANNED, "-s", LEFT_OUT, "-f", "json"]
    done = subprocess.run(words, cwd=clone, capture_output=True, text=True, check=False)
    for found in json.loads(done.stdout)["results"]:
        if not _is_settled(clone, found):
            where = f"{found['filename']}:{found['line_number']}"
            yield f"{where}: {found['test_id']} {found['issue_text']}"


def _is_settled(clone: Path, found: dict[str, Any]) -> bool:
    """Whether a line of the finding carries ruff's mark of the same number, with a reason."""
    lines = (clone / found["filename"]).read_text(encoding="utf-8").splitlines()
    number = found["test_id"].removeprefix("B")
    mark = re.compile(rf"# noqa: (?:[A-Z]+\d+, ?)*S{number}\b.*\w{{3}}")
    ends = (found["line_number"], found["line_range"][-1])  # a text in quotes ends with its mark
    return any(mark.search(lines[at - 1]) for at in ends)


def main() -> None:
    """Print what is left; a finding fails the check."""
    left = list(findings())
    sys.stdout.writelines(f"{line}\n" for line in left)
    sys.exit(bool(left))


if __name__ == "__main__":
    main()
