"""Who is given which movers: masks over columns, and what a scope has lost sight of.

City: all. A county: its register's, those in no register, and those inside its sea area. Townships:
their register's and those in no register. The same stands in the policies of `position_latest`.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from app.accounts.model import Reach, Scope
from app.positions.columns import Mask, Rows

PUBLIC = 0  # county and township of a mover that is in no register: everybody sees it
NO_UNIT = -1  # in the register, but of no county or township there: only a wider scope sees it

# What a mover belonged to until tick `seq`.
_DEPARTURE = np.dtype(
    [("seq", "u4"), ("slot", "i4"), ("county", "i4"), ("township", "i4"), ("sea_county", "i4")]
)
UNITS = ("county", "township", "sea_county")


def seen_by(scope: Scope, rows: Rows) -> Mask:
    """Which of `rows` (of the picture, or of departures) the scope sees."""
    if scope.reach is Reach.CITY:
        return np.ones(len(rows), np.bool_)
    mask = rows["county"] == PUBLIC
    if scope.reach is Reach.COUNTY:
        county = _code_number(scope.county)
        return mask | (rows["county"] == county) | (rows["sea_county"] == county)
    for township in scope.townships:
        mask |= rows["township"] == _code_number(township)
    return mask


def visiting(scope: Scope, rows: Rows) -> Mask:
    """Which of `rows`, all seen, a county sees only because they are in its waters."""
    if scope.reach is not Reach.COUNTY:
        return np.zeros(len(rows), np.bool_)
    return (rows["county"] != PUBLIC) & (rows["county"] != _code_number(scope.county))


def mark_of(scope: Scope) -> int:
    """32 bits that tell frames of one scope from another's; 0 is the city."""
    if scope.reach is Reach.CITY:
        return 0
    return crc32("/".join((scope.reach, scope.county or "", *scope.townships)).encode())


def unit_number(code: str | None, *, registered: bool) -> int:
    """A county's or township's code as the columns hold it."""
    if not registered:
        return PUBLIC
    return NO_UNIT if code is None else _code_number(code)


class Departures:
    """What movers belonged to before they changed; kept as long as a screen may need to hear."""

    def __init__(self) -> None:
        self._log = np.zeros(0, _DEPARTURE)

    def __len__(self) -> int:
        """Changes remembered."""
        return len(self._log)

    def note(self, seq: int, slots: NDArray[np.integer], before: Rows) -> None:
        """Movers in `slots` belong elsewhere from tick `seq` on; `before` is what they were."""
        if len(slots) == 0:
            return
        entries = np.zeros(len(slots), _DEPARTURE)
        entries["seq"], entries["slot"] = seq, slots
        for name in UNITS:
            entries[name] = before[name]
        self._log = np.concatenate([self._log, entries])

    def forget(self, seq: int) -> None:
        """Changes before tick `seq` are news to nobody."""
        if len(self._log) and self._log["seq"][0] < seq:
            self._log = self._log[self._log["seq"] >= seq]

    def lost(self, scope: Scope, movers: Rows, since: int) -> NDArray[np.int32]:
        """Slots of movers that the scope saw at some moment after tick `since` and sees no more."""
        log = self._log[self._log["seq"] > since]
        gone = seen_by(scope, log) & ~seen_by(scope, movers[log["slot"]])
        return np.unique(log["slot"][gone])


def _code_number(code: str | None) -> int:
    """A code of the register as a number; what is none (a zone's own word) is nobody's."""
    return int(code) if code is not None and code.isdecimal() else NO_UNIT - 1
