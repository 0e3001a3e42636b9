"""How long a drill goes on: short among all the tests, whole by `./haitang drill NAME`."""

import os

WHOLE = "HAITANG_DRILL_WHOLE"


def length(short: int, whole: int) -> int:
    """The one of both that was asked for."""
    return whole if os.environ.get(WHOLE) == "1" else short
