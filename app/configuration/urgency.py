"""How urgent the time left until a latest start is: one place for layer, briefing and screens.

Haitang's own steps, with no authority behind them. `make docs` writes them for the screens
(`static/src/shared/format/urgency.ts`).
"""

from datetime import timedelta
from typing import Final

# Hours, as literals: the type checker lets no other text into a layer's SQL.
SOON_HOURS: Final = "2"
NEAR_HOURS: Final = "6"

_BELOW = (
    ("late", timedelta(0)),
    ("soon", timedelta(hours=float(SOON_HOURS))),
    ("near", timedelta(hours=float(NEAR_HOURS))),
)
SEVERITIES = {"late": "red", "soon": "orange", "near": "yellow"}
SHAPES = {"red": "◆", "orange": "▲", "yellow": "■"}


def grade_time_left(left: timedelta) -> str:
    """`late`, `soon`, `near` or `later`; below 0 the latest start is past."""
    return next((name for name, limit in _BELOW if left < limit), "later")
