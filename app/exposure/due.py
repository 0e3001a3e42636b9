"""Who must leave: the groups that are due when a zone is drawn against one hazard.

A zone that counts everybody inside is ten times too large: for all of Zhoushan under Chan-hom
(2015) 7,973 people were moved, of 1.2 million. So a zone has a hazard it is drawn against, and of
the people inside only the groups that this hazard threatens are due; a planner may tick others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.exposure.model import EVERYBODY, GroupCode


class HazardBasis(StrEnum):
    """What a zone is drawn against."""

    WIND = "wind"
    SURGE = "surge"
    SLOPE = "slope"
    FLOOD = "flood"
    DYKE = "dyke"
    PLUME = "plume"
    OTHER = "other"


DueTable = Mapping[HazardBasis, frozenset[GroupCode]]


@dataclass(frozen=True, slots=True)
class Due:
    """The hazard a zone is drawn against, and the groups that leave."""

    hazard: HazardBasis
    groups: frozenset[GroupCode]

    @property
    def is_everybody(self) -> bool:
        """Whether nobody stays: a shelter inside is then no destination either."""
        return self.groups >= EVERYBODY


def due_for(table: DueTable, hazard: HazardBasis, groups: Iterable[GroupCode] | None = None) -> Due:
    """The groups a planner chose, else those that `hazard` threatens by the table in force."""
    chosen = table[hazard] if groups is None else frozenset(groups)
    return Due(hazard, chosen)
