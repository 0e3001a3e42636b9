"""A change of a value or table, from being asked to being in force or withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.rights import Permission
from app.strict_json import JsonValue

# Signed response levels rest on these: a second person approves a change of them.
SIGNED_ON = frozenset(
    {
        "typhoon.landfall_min_km2",
        "typhoon.wind_2min_per_10min",
        "typhoon.wind_2min_per_1min",
        "typhoon.class_match_h",
    }
)
_SECURITY_ROOMS = frozenset({"account", "session", "audit"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to put under a key; `value` None: the shipped default, again.

    `edited` is the version that was looked at; None does not ask whether it is still in force.
    """

    key: str
    value: JsonValue
    source: str
    reason: str
    edited: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is kept. `version` None: it is not in force, and may never be."""

    change_id: int
    key: str
    edited: int
    version: int | None
    value: JsonValue
    source: str
    reason: str
    asked_by: str
    asked_at: datetime
    approved_by: str | None
    in_force_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a second person."""
        return self.in_force_at is None and self.withdrawn_at is None


def room_of(key: str) -> str:
    """The part of the work that a key belongs to."""
    return key.partition(".")[0]


def right_for(key: str) -> Permission:
    """Who changes what stands under a key."""
    security = room_of(key) in _SECURITY_ROOMS
    return Permission.ADMINISTER_RIGHTS if security else Permission.CONFIGURE
