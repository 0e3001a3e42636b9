"""`python -m app.tooling.client`: writes the screens' types; `--check` fails when they are old."""

import sys

from app.settings import CLONE_DIR
from app.tooling.client.types import render

PATH = CLONE_DIR / "static" / "src" / "shared" / "api" / "generated.ts"


def main() -> int:
    """Write or check the file; 1 when a check finds it stale."""
    text = render()
    if "--check" in sys.argv:
        return 0 if PATH.read_text(encoding="utf-8") == text else 1
    PATH.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
