"""How many password tries are checked: per account, per source address and over all.

A lock must not be a weapon: strangers share one small budget of an account, while a source from
which that account has signed in before has a budget of its own. So a flood of wrong passwords from
elsewhere cannot shut the commander out of the duty room.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TryLimits:
    """Failed tries within `window` after which no more are checked until it has passed.

    5 in 15 min: 等保 8.1.4.1 b as usually assessed. `per_minute` guards the processors: argon2 is
    made to be slow.
    """

    account: int = 5
    address: int = 20
    per_minute: int = 120
    window: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried within the window and since the last success.

    `account` counts this account's from strange sources when the source is strange, else from
    this source alone; `address` this source's against any account; `minute` everybody's.
    """

    known_source: bool
    account: int
    address: int
    minute: int


class Hold(StrEnum):
    """Why a try is not even checked."""

    ACCOUNT = "account"
    ADDRESS = "address"
    ALL = "all"


def find_hold(tries: Tries, limits: TryLimits, *, sealed: bool = False) -> Hold | None:
    """Whether this try is held back. `sealed`: the break-glass account, whose password nobody can
    guess and which must open when everything else is locked; only its source is limited.
    """
    if tries.account >= limits.account and not sealed:
        return Hold.ACCOUNT
    if tries.address >= limits.address and not (tries.known_source and not sealed):
        return Hold.ADDRESS
    if tries.minute >= limits.per_minute and not (tries.known_source or sealed):
        return Hold.ALL
    return None
