"""`python -m app.tooling.reference`: writes what comes from the code; `--check` fails when stale.

That is docs/reference.md, and the steps of urgency for the screens.
"""

import sys

from app.settings import CLONE_DIR
from app.tooling.reference import page, urgency

WRITTEN = {
    CLONE_DIR / "docs" / "reference.md": page.render,
    CLONE_DIR / "static" / "src" / "shared" / "format" / "urgency.ts": urgency.render,
}


def main() -> int:
    """Write or check the files; 1 when a check finds one stale."""
    if "--check" in sys.argv:
        stale = [p for p, render in WRITTEN.items() if p.read_text(encoding="utf-8") != render()]
        return 1 if stale else 0
    for path, render in WRITTEN.items():
        path.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
