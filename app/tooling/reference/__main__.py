"""`python -m app.tooling.reference`: writes docs/reference.md; `--check` fails when it is stale."""

import sys

from app.settings import CLONE_DIR
from app.tooling.reference.page import render


def main() -> int:
    """Write or check the page; 1 when a check finds it stale."""
    path = CLONE_DIR / "docs" / "reference.md"
    text = render()
    if "--check" in sys.argv:
        return 0 if path.read_text(encoding="utf-8") == text else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
