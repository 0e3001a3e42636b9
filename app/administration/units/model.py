"""Units and who answers for them, as the screens of administration show them."""

from dataclasses import dataclass
from typing import Literal

# As the tree's rows have it.
Level = Literal["city", "county", "functional_zone", "township", "village"]
Duty = Literal["responsible", "deputy", "duty"]


@dataclass(frozen=True, slots=True)
class TreeUnit:
    """A unit with the one above it; `accounts` is None to whoever may not see accounts."""

    code: str
    name: str
    level: Level
    parent_code: str | None
    members: list[str]
    accounts: int | None


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The tree, flat."""

    units: list[TreeUnit]


@dataclass(frozen=True, slots=True)
class FunctionalZone:
    """A functional zone and its townships."""

    code: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who holds a position of a unit."""

    position: Duty
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a unit, masked."""

    unit_code: str
    responsibility: list[Answerable]
